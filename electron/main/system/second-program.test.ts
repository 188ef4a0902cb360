import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { bundleProgram } from '#build/start/bundle.ts';
import { findElectron } from '#build/start/find-electron.ts';
import { takeProgramLock } from './program-lock.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Starts a program in a state directory that this process works in. How it ends, and what it leaves and says. */
async function startSecond(args: readonly string[]) {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'bayernbox-second-'));
  onTestFinished(() => rmSync(stateDirectory, { recursive: true, force: true }));
  const lock = takeProgramLock(stateDirectory, 0);
  const child = spawn(process.execPath, [...args], {
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
      BAYERNBOX_STATE: stateDirectory,
      BAYERNBOX_NO_BROWSER: 'yes',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said, [exitCode]] = await Promise.all([
    text(child.stderr),
    once(child, 'exit') as Promise<readonly unknown[]>,
  ]);
  if (lock.kind === 'taken') lock.release();
  return { said, exitCode, left: readdirSync(stateDirectory) };
}

it('the desktop program ends with a word where browser mode runs, and touches no settings', async () => {
  const main = await bundleProgram(root);

  const end = await startSecond(['--import', join(root, 'e2e', 'stand-in', 'register.ts'), main]);

  expect([end.exitCode, end.said]).toEqual([1, expect.stringMatching(/läuft schon|is already running/)]);
  expect(end.left.filter((name) => name.endsWith('.json'))).toEqual([]);
});

// Where Electron is there, `npm start` opens the desktop program.
it.runIf(findElectron(root) === undefined)(
  'browser mode ends with a word where the desktop program runs, and touches no settings',
  async () => {
    const end = await startSecond([join(root, 'build', 'start', 'start.ts')]);

    expect([end.exitCode, end.said]).toEqual([1, expect.stringContaining('läuft schon')]);
    expect(end.left.filter((name) => name.endsWith('.json'))).toEqual([]);
  },
);
