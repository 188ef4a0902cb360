import { describe, expect, it } from 'vitest';
import { judgePrograms, parsePackageList } from './debian-packages.ts';

describe('programs that tests need', () => {
  it('are listed one per line, with comments', () => {
    expect(parsePackageList('# servers\nlitmus\n\nrclone # webdav\nlibstdc++6\n')).toEqual([
      'litmus',
      'rclone',
      'libstdc++6',
    ]);
  });

  it.each(['--purge', 'a b', 'Litmus'])('are refused when a line reads %j', (line) => {
    expect(() => parsePackageList(line)).toThrow(SyntaxError);
  });

  it('are installed when root runs the tests', () => {
    expect(judgePrograms(['litmus'], { hasApt: true, isRoot: true })).toEqual({
      kind: 'install',
      packages: ['litmus'],
    });
  });

  it('are asked for with one command otherwise', () => {
    expect(judgePrograms(['litmus', 'rclone'], { hasApt: true, isRoot: false })).toEqual({
      kind: 'ask',
      message: 'Please run: sudo apt-get install --no-install-recommends -y litmus rclone',
    });
  });

  it('are named on a system without apt', () => {
    expect(judgePrograms(['litmus'], { hasApt: false, isRoot: true })).toEqual({
      kind: 'ask',
      message: 'Please install what Debian calls: litmus',
    });
  });

  it('need nothing when all are there', () => {
    expect(judgePrograms([], { hasApt: false, isRoot: false })).toEqual({ kind: 'ready' });
  });
});
