import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Programs that run, each the first of a group of its own: with it goes what it has started. */
const running = new Set<ChildProcess>();

/** How long a program may take to end by itself once it is asked to. */
const END_LIMIT_MS = 10_000;

/** Remembers a program that was started with `detached` until it has ended. */
export function remember(program: ChildProcess): void {
  running.add(program);
  program.once('exit', () => running.delete(program));
}

/** Ends everything that was started and still runs, at once. */
export function stopPrograms(): void {
  for (const program of running) signalGroup(program, 'SIGKILL');
}

/** Whether a program has ended, in whatever way. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Asks a program to end, and ends it when it does not; resolves when it has. */
export async function endProgram(program: ChildProcess): Promise<void> {
  if (hasEnded(program)) return;
  const ended = once(program, 'exit');
  program.kill('SIGTERM');
  const timer = setTimeout(() => signalGroup(program, 'SIGKILL'), END_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It has ended meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
