import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { takeProgramLock, toRunningText } from './program-lock.ts';

function newStateDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bayernbox-lock-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Another program: it says what it got, and holds it until it is killed. */
function startOther(stateDirectory: string): ChildProcess {
  const lockModule = new URL('program-lock.ts', import.meta.url).href;
  const script = `const { takeProgramLock } = await import(${JSON.stringify(lockModule)});
    process.send(takeProgramLock(${JSON.stringify(stateDirectory)}, 0).kind);
    process.on('disconnect', () => process.exit());`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

it('one program at a time works in a state directory, the next one after it has ended', () => {
  const stateDirectory = newStateDirectory();
  const first = takeProgramLock(stateDirectory, 0);

  expect(first.kind).toBe('taken');
  expect(takeProgramLock(stateDirectory, 0)).toEqual({ kind: 'in-use' });
  if (first.kind === 'taken') first.release();
  const second = takeProgramLock(stateDirectory, 0);
  expect(second.kind).toBe('taken');
  if (second.kind === 'taken') second.release();
  expect(readdirSync(stateDirectory)).toEqual(['program.lock']);
});

it('a program that was killed keeps nobody out', async () => {
  const stateDirectory = newStateDirectory();
  const other = startOther(stateDirectory);
  expect(await once(other, 'message')).toContain('taken');

  expect(takeProgramLock(stateDirectory, 0)).toEqual({ kind: 'in-use' });
  other.kill('SIGKILL');
  await once(other, 'exit');
  const next = takeProgramLock(stateDirectory, 0);
  expect(next.kind).toBe('taken');
  if (next.kind === 'taken') next.release();
});

it('where no lock can be made, that is not taken for another program', () => {
  const stateDirectory = newStateDirectory();
  mkdirSync(join(stateDirectory, 'program.lock'));

  expect(takeProgramLock(stateDirectory, 0)).toMatchObject({ kind: 'unknown' });
});

it('says in both languages which program runs, and what to do', () => {
  expect(toRunningText('Kommunalbox', 'de')).toMatch(/^Kommunalbox läuft schon.*Beenden Sie/);
  expect(toRunningText('Kommunalbox', 'en')).toMatch(/^Kommunalbox is already running.*Quit it/);
});
