import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isOldSyncFolder } from './old-folder.ts';

function build() {
  const home = mkdtempSync(join(tmpdir(), 'bayernbox-old-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  for (const name of ['old', 'synced']) mkdirSync(join(home, name, '.bayernbox'), { recursive: true });
  mkdirSync(join(home, 'other'));
  mkdirSync(join(home, 'synced', 'inside', '.bayernbox'), { recursive: true });
  return { home, synced: [join(home, 'synced')] };
}

it('may go into the trash when it was a sync folder and is none any more', () => {
  const { home, synced } = build();

  expect(isOldSyncFolder(join(home, 'old'), synced)).toBe(true);
});

it.each(['synced', 'synced/inside', '.', 'other', 'missing', 'old/../synced'])('may not when it is %s', (path) => {
  const { home, synced } = build();
  mkdirSync(join(home, '.bayernbox'));

  expect(isOldSyncFolder(path === '.' ? home : `${home}/${path}`, synced)).toBe(false);
});

it('may not when it is a sync folder, or is around one, by another way', () => {
  const { home, synced } = build();
  mkdirSync(join(home, '.bayernbox'));
  const way = join(home, 'way');
  symlinkSync(home, way);

  expect(isOldSyncFolder(join(way, 'synced'), synced)).toBe(false);
  expect(isOldSyncFolder(join(way, 'old'), [join(way, 'old', 'inside')])).toBe(false);
  expect(isOldSyncFolder(join(way, 'old'), synced)).toBe(true);
  expect(isOldSyncFolder(way, synced)).toBe(false);
});

it('is never the home directory, one above it, or a relative path', () => {
  expect([homedir(), '/', 'old', ''].map((path) => isOldSyncFolder(path, []))).toEqual([false, false, false, false]);
});
