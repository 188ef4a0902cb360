import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const DEMO = fileURLToPath(new URL('demo.ts', import.meta.url));
const LIMIT = { timeout: 180_000 };

let folder = '';
let temporary = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-own-'));
  temporary = mkdtempSync(join(tmpdir(), 'demo-base-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  rmSync(temporary, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Plays the demo to its end; interrupts it when `interruptAt` is said. */
async function play(args: readonly string[], interruptAt?: string): Promise<Ended> {
  const env = { ...process.env, LC_ALL: 'en_GB.UTF-8', TMPDIR: temporary, INIT_CWD: folder };
  const child = spawn(process.execPath, [DEMO, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const read = (chunk: Buffer): void => {
    const wasSaid = interruptAt !== undefined && output.includes(interruptAt);
    output += chunk.toString('utf8');
    if (interruptAt !== undefined && !wasSaid && output.includes(interruptAt)) child.kill('SIGINT');
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

function writeOwnFiles(): void {
  mkdirSync(join(folder, 'Sitzung', 'leer'), { recursive: true });
  writeFileSync(join(folder, 'Sitzung', 'Protokoll.txt'), 'Beschluss');
}

async function isServerUp(output: string): Promise<boolean> {
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? '';
  expect(url).not.toBe('');
  return fetch(`${url}/status.php`).then(
    () => true,
    () => false,
  );
}

test(
  'the demo plays with a copy of the user’s own files, checks every byte, ends with 0 and cleans up',
  LIMIT,
  async () => {
    writeOwnFiles();

    const { code, output } = await play(['--folder', '.']);

    expect(code, output).toBe(0);
    expect(output).toContain('That was 1 MOVE on the server');
    expect(output).toContain('are equal on both PCs and the server');
    expect(readdirSync(temporary)).toEqual([]);
    const own: readonly string[] = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(new Set<string>(own)).toEqual(new Set<string>(['Sitzung', 'Sitzung/Protokoll.txt', 'Sitzung/leer']));
  },
);

test('a file that cannot be synced is named, not counted as sent, and fails the check', LIMIT, async () => {
  writeOwnFiles();
  writeFileSync(join(folder, 'back\\slash.txt'), 'y');

  const { code, output } = await play(['--folder', folder]);

  expect(code, output).toBe(1);
  expect(output).toContain('1 files uploaded');
  expect(output).toContain('"Meine Dateien/back\\slash.txt" is not synced (name-not-allowed-on-server)');
  expect(output).toContain('Server: "Meine Dateien (Archiv 2026)/back\\slash.txt" missing');
});

test('with --keep the folders stay after Ctrl-C, and nothing goes on in the background', LIMIT, async () => {
  writeOwnFiles();

  const { code, output } = await play(['--keep', '--folder', folder], 'throw-away password');

  expect(code, output).toBe(0);
  const base = /The folders stay: (.+)/.exec(output)?.[1] ?? '';
  expect(readFileSync(join(base, 'Bernds PC', 'Meine Dateien (Archiv 2026)', 'Sitzung', 'Protokoll.txt'), 'utf8')).toBe(
    'Beschluss',
  );
  expect(await isServerUp(output)).toBe(false);
});

test('Ctrl-C in the middle stops everything, cleans up and ends with 130', LIMIT, async () => {
  writeOwnFiles();

  const { code, output } = await play(['--folder', folder], '2. ');

  expect(code, output).toBe(130);
  expect(readdirSync(temporary)).toEqual([]);
  expect(await isServerUp(output)).toBe(false);
});

test('a folder that is not there is named, and nothing is started', async () => {
  const missing = join(folder, 'nowhere');

  const { code, output } = await play(['--folder', missing]);

  expect({ code, output }).toEqual({ code: 2, output: `   ✗ There is no folder ${missing}.\n` });
  expect(existsSync(missing)).toBe(false);
});

test('an unknown option is answered with the usage', async () => {
  const { code, output } = await play(['--speed']);

  expect({ code, output }).toEqual({ code: 2, output: '   ✗ Usage: npm run demo -- [--keep] [--folder <dir>]\n' });
});
