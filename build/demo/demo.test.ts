import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const DEMO = fileURLToPath(new URL('demo.ts', import.meta.url));

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-own-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function play(...args: readonly string[]): { readonly code: number | null; readonly output: string } {
  const env = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: 'en_GB.UTF-8' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [DEMO, ...args], { encoding: 'utf8', env });
  return { code: status, output: stdout + stderr };
}

test(
  'the demo plays with a folder of the user’s own, checks it byte for byte and ends with 0',
  { timeout: 120_000 },
  () => {
    mkdirSync(join(folder, 'Sitzung'));
    writeFileSync(join(folder, 'Sitzung', 'Protokoll.txt'), 'Beschluss');

    const { code, output } = play('--folder', folder);

    expect(code, output).toBe(0);
    expect(output).toContain('1 MOVE; nothing was transferred');
    expect(output).toContain('on both PCs and the server are equal');
  },
);

test('a folder that is not there is named, and nothing is started', () => {
  const { code, output } = play('--folder', join(folder, 'nowhere'));

  expect(code).toBe(2);
  expect(output).toContain('There is no folder');
});
