import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Places } from './overlap.ts';
import { isNested, overlaps } from './overlap.ts';

/** A computer with Windows: case does not count, a short name and a mapped drive lead to the same places. */
const WINDOWS: Places = {
  rules: win32,
  toDiskPath: (path) =>
    path
      .toLowerCase()
      .replace(/^z:/, String.raw`\\server\amt`)
      .replace('benutz~1', 'benutzer'),
  readDrive: (path) => (path.startsWith(String.raw`\\server`) ? 2 : 1),
};

/** A computer with a disk that is mounted in the home of Anna. */
const MOUNTED: Places = {
  rules: posix,
  toDiskPath: (path) => path,
  readDrive: (path) => (path.startsWith('/home/anna/Box/Disk') ? 2 : 1),
};

describe('two folders on one computer', () => {
  it.each([
    [String.raw`C:\Benutzer\Anna\Box`, String.raw`c:\benutzer\ANNA\box`],
    [String.raw`C:\Benutzer\Anna\Box`, String.raw`C:\BENUTZ~1\Anna\Box`],
    [String.raw`C:\Benutzer\Anna`, String.raw`C:\BENUTZ~1\anna\Box\Akten`],
    [String.raw`Z:\Bau`, String.raw`\\Server\Amt\Bau`],
    [String.raw`\\Server\Amt`, String.raw`z:\bau`],
  ])('overlap whatever spelling or drive leads to them: %s and %s', (one, other) => {
    expect(overlaps(one, other, WINDOWS)).toBe(true);
    expect(overlaps(other, one, WINDOWS)).toBe(true);
  });

  it('do not overlap where one has the beginning of the name of the other, or another drive', () => {
    expect(overlaps(String.raw`C:\Benutzer\Box`, String.raw`C:\Benutzer\Boxen`, WINDOWS)).toBe(false);
    expect(overlaps(String.raw`C:\Amt\Bau`, String.raw`Z:\Bau`, WINDOWS)).toBe(false);
  });

  it('do not overlap where the one inside is on a drive of its own, though it lies in the other', () => {
    expect(overlaps('/home/anna/Box/Disk/Akten', '/home/anna/Box', MOUNTED)).toBe(false);
    expect(overlaps('/home/anna/Box', '/home/anna/Box/Disk', MOUNTED)).toBe(false);
    expect(overlaps('/home/anna/Box/Disk/Akten', '/home/anna/Box/Disk', MOUNTED)).toBe(true);
    expect(isNested('/home/anna/Box/Disk', '/home/anna/Box', MOUNTED)).toBe(true);
  });
});
