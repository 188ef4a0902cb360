import { execFile } from 'node:child_process';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('watch-process.ts', import.meta.url));
const FILES = 10_000;
/** Of this the program itself takes more than half. The stats of all files at once do not fit. */
const OPTIONS = ['--max-old-space-size=16', '--semi-space-growth-factor=1'];

test('watching 10,000 files begins in a heap of 16 MB: no file is looked at', { timeout: 120_000 }, async () => {
  await using root = await mkdtempDisposable(join(tmpdir(), 'bayernbox-watched-'));

  const { stdout } = await promisify(execFile)(process.execPath, [...OPTIONS, PROGRAM, root.path, `${FILES}`]);

  expect(stdout).toBe('Vorgang 7');
});
