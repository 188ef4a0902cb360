import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isFolderLocked, takeFolderLock } from './folder-lock.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bayernbox-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('who asks for the lock of a folder makes none', () => {
  const folder = newFolder();

  expect(isFolderLocked(join(folder, 'lock'))).toEqual({ ok: true, value: false });
  expect(readdirSync(folder)).toEqual([]);
});

it('a folder is locked from the taking of its lock to the release', () => {
  const path = join(newFolder(), 'lock');
  const lock = takeFolderLock(path);
  expect(isFolderLocked(path)).toEqual({ ok: true, value: true });

  if (lock.ok) lock.value.release();

  expect(isFolderLocked(path)).toEqual({ ok: true, value: false });
});

it.each([
  ['a folder', (path: string) => mkdirSync(path)],
  ['another file', (path: string) => writeFileSync(path, 'x'.repeat(8_192))],
])('%s in the place of the lock is told as an error, not as a folder in use', (_what, put) => {
  const path = join(newFolder(), 'lock');
  put(path);

  expect(isFolderLocked(path)).toMatchObject({ ok: false, error: { code: 'local-io-error' } });
});
