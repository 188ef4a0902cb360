import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { OurPlace } from './contenders.ts';
import { toOurCommand } from './contenders.ts';
import { endProgram, hasEnded, remember } from './programs.ts';

/** What a running program has used so far. */
export interface Usage {
  readonly cpuMs: number;
  readonly peakMemoryBytes: number;
}

/** `bayernbox sync --watch`; disposing ends it. */
export interface Watching extends AsyncDisposable {
  /** Resolves when it says the next time that both sides are equal. */
  waitUntilIdle(): Promise<void>;
  readUsage(): Usage;
  signal(signal: 'SIGUSR2'): void;
}

/** Ticks of a second in which the system counts the time of a process. */
const TICKS_PER_SECOND = 100;

/** What a watching program is started with beside the folder. */
interface WatchingOptions {
  readonly nodeOptions?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts watching a folder; resolves when both sides are equal for the first time. */
export async function startWatching(place: OurPlace, extra: WatchingOptions = {}): Promise<Watching> {
  const { nodeOptions = [] } = extra;
  const { program, args, environment } = toOurCommand(place, { options: ['--watch', '--json'], nodeOptions });
  const env = { ...process.env, ...environment, ...extra.environment };
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  remember(child);
  // Whoever waits hears of the end; many do.
  child.setMaxListeners(0);
  let onIdle = (): void => {};
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"type":"idle"')) onIdle();
  });
  const watching: Watching = {
    waitUntilIdle: () =>
      new Promise((resolve, reject) => {
        const fail = (): void => reject(new Error('the program has ended'));
        if (hasEnded(child)) fail();
        onIdle = resolve;
        child.once('exit', fail);
      }),
    readUsage: () => readUsage(child),
    signal: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: () => endProgram(child),
  };
  await watching.waitUntilIdle();
  return watching;
}

function readUsage({ pid }: ChildProcess): Usage {
  // The second field is the name in brackets, which may hold anything.
  const [, fields = ''] = /\) (.*)$/su.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  const [user = '', system = ''] = fields.split(' ').slice(11, 13);
  const [, peakKib = ''] = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return {
    cpuMs: ((Number(user) + Number(system)) / TICKS_PER_SECOND) * 1_000,
    peakMemoryBytes: Number(peakKib) * 1_024,
  };
}
