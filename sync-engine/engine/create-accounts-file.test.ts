import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createAccountsFile } from './create-accounts-file.ts';

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-accounts-'));
  onTestFinished(() => {
    chmodSync(directory, 0o700);
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

const PER_PROGRAM = 40;

/** Another program that adds accounts, one after the other; their ids begin with `digit`. Its exit code. */
async function addFromProgram(stateDirectory: string, digit: number): Promise<unknown> {
  const module = new URL('create-accounts-file.ts', import.meta.url).href;
  const script = `const { createAccountsFile } = await import(${JSON.stringify(module)});
    const file = createAccountsFile(${JSON.stringify(stateDirectory)});
    for (let count = 0; count < ${PER_PROGRAM}; count += 1) {
      const id = '${digit}' + String(count).padStart(15, '0');
      file.change((accounts) => [...accounts, { id, serverAddress: 'https://box.example.org',
        serverKind: 'infinite-scale', productName: '', userId: id, userName: '', displayName: '',
        method: { kind: 'password' }, state: { kind: 'signed-in' } }]);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [code] = (await once(child, 'exit')) as readonly unknown[];
  return code;
}

it('accounts that several programs add at the same time are all there afterwards', async () => {
  const stateDirectory = newDirectory();

  const codes = await Promise.all([1, 2, 3].map((digit) => addFromProgram(stateDirectory, digit)));

  const loaded = createAccountsFile(stateDirectory).load();
  expect(codes).toEqual([0, 0, 0]);
  expect(loaded.ok && new Set(loaded.value.map(({ id }) => id)).size).toBe(3 * PER_PROGRAM);
});
