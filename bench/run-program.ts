import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { Measurement } from './measurement.ts';
import { remember } from './programs.ts';

/** A program with all that it is started with. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends that are no failure; 0 unless said otherwise. */
  readonly goodCodes?: readonly number[];
  /** What it writes to its standard output is of no interest, however much it is. */
  readonly isOutputDropped?: boolean;
}

/** How much of what a program said goes into the error when it fails. */
const TOLD_CHARACTERS = 1_500;

/** How much of it is kept while it runs. */
const KEPT_CHARACTERS = 1_000_000;

/** What Node says when its heap is full, which it says in many lines. */
const HEAP_IS_FULL = /heap out of memory|Allocation failed/;

/** A program did not end well; `message` fits into a line of a table. */
export class ProgramFailure extends Error {
  /** The end of all that it said. */
  readonly said: string;

  constructor(ending: string, said: string) {
    super(HEAP_IS_FULL.test(said) ? 'ended: its heap was full' : `ended with ${ending}`);
    this.said = said.slice(-TOLD_CHARACTERS);
  }
}

/**
 * Runs a program to its end and measures it from outside, the same way for all; `server` counts the requests. Throws
 * when it does not end well.
 */
export async function runMeasured(command: Command, server?: Pick<DevServer, 'readTraffic'>): Promise<Measurement> {
  const reportPath = join(tmpdir(), `bayernbox-bench-${randomUUID()}`);
  const before = server?.readTraffic();
  const startMs = performance.now();
  try {
    await run({
      ...command,
      program: '/usr/bin/time',
      args: ['-f', '%U %S %M', '-o', reportPath, command.program, ...command.args],
    });
    const timeMs = performance.now() - startMs;
    const after = server?.readTraffic();
    // A line before it tells of an end that is not 0.
    const report = (await readFile(reportPath, 'utf8')).trim().split('\n').at(-1) ?? '';
    const [userS = Number.NaN, systemS = Number.NaN, peakKib = Number.NaN] = report.split(' ').map(Number);
    return {
      timeMs,
      cpuMs: (userS + systemS) * 1_000,
      peakMemoryBytes: peakKib * 1_024,
      requests: (after?.requests ?? 0) - (before?.requests ?? 0),
      bytes: (after?.bytes ?? 0) - (before?.bytes ?? 0),
    };
  } finally {
    await rm(reportPath, { force: true });
  }
}

/**
 * Runs a program to its end and returns what it wrote to its standard output. Throws `ProgramFailure` when it does not
 * end well.
 */
export function run(command: Command): Promise<string> {
  const { program, args, environment, goodCodes = [0], isOutputDropped = false } = command;
  return new Promise((resolve, reject) => {
    const env = { ...process.env, QT_QPA_PLATFORM: 'offscreen', LC_ALL: 'C.UTF-8', ...environment };
    const stdio = ['ignore', isOutputDropped ? 'ignore' : 'pipe', 'pipe'] as const;
    const child = spawn(program, args, { env, stdio: [...stdio], detached: true });
    remember(child);
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8');
      child[name]?.on('data', (text: string) => {
        said[name] = (said[name] + text).slice(-KEPT_CHARACTERS);
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code !== null && goodCodes.includes(code)) resolve(said.stdout);
      else reject(new ProgramFailure(`${signal ?? code ?? ''}`, said.stdout + said.stderr));
    });
  });
}
