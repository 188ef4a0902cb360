import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { previewFile } from './preview-file.ts';

function newFolder(): string {
  const root = mkdtempSync(join(tmpdir(), 'bayernbox-preview-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const folder = join(root, 'folder');
  mkdirSync(folder);
  writeFileSync(join(root, 'secret.txt'), 'of somebody else');
  return folder;
}

describe('a preview', () => {
  it.each([
    ['a.html', '<script>x</script>', { kind: 'text', text: '<script>x</script>', isWhole: true }],
    ['a.svg', '<svg onload="x"/>', { kind: 'text', text: '<svg onload="x"/>', isWhole: true }],
    ['a.bin', 'a\0b', { kind: 'none', why: 'no-preview' }],
    ['a.PNG', 'x', { kind: 'image', mediaType: 'image/png', base64: 'eA==' }],
  ])('of %s is nothing that a window could run', async (name, body, preview) => {
    const folder = newFolder();
    writeFileSync(join(folder, name), body);

    expect(await previewFile(folder, { path: name })).toEqual({ ok: true, value: preview });
  });

  it('follows no link out of the folder', async () => {
    const folder = newFolder();
    symlinkSync('../secret.txt', join(folder, 'link.txt'));
    symlinkSync('..', join(folder, 'up'));

    const refused = { ok: false, error: { code: 'path-outside-folder' } };
    expect(await previewFile(folder, { path: 'link.txt' })).toEqual(refused);
    expect(await previewFile(folder, { path: 'up/secret.txt' })).toEqual(refused);
  });

  it.runIf(process.platform !== 'win32')('does not wait at a pipe that nobody writes into', async () => {
    const folder = newFolder();
    execFileSync('mkfifo', [join(folder, 'pipe.txt')]);

    expect(await previewFile(folder, { path: 'pipe.txt' })).toEqual({
      ok: true,
      value: { kind: 'none', why: 'no-preview' },
    });
  });
});
