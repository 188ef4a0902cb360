import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A program of the demo; what it complains about is shown, what it says is read. */
export type Child = ChildProcessByStdio<null, Readable, null>;

/** A child that has not ended this long after it was asked to is killed. `bayernbox` promises 5 s. */
const STOP_LIMIT_MS = 10_000;

const running = new Set<Child>();

// Also after a bug of ours nothing may go on in the background.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a script under the Node that runs the demo. It does not outlive this process. It has a process group of its own:
 * Ctrl-C is for the demo, which then stops its children in order.
 */
export function startChild(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Child {
  const child = spawn(process.execPath, args, {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: process.platform !== 'win32',
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** How a child ended, in its own terms; undefined while it runs. */
export function findEnd(child: Child): string | undefined {
  if (child.exitCode !== null) return `exit code ${child.exitCode}`;
  return child.signalCode ?? undefined;
}

/** Asks a child to end and waits until it has. May be called for one that has ended. */
export async function stopChild(child: Child): Promise<void> {
  if (!running.has(child)) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(limit);
}
