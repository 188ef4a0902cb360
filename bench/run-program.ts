import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { Measurement } from './measurement.ts';

/** A program with all that it is started with. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** How much of what a program said goes into the error when it fails. */
const TOLD_CHARACTERS = 4_000;

/**
 * Runs a program to its end and measures it from outside, the same way for all; `server` counts the requests. Throws
 * when it ends with anything but 0.
 */
export async function runMeasured(command: Command, server?: DevServer): Promise<Measurement> {
  const reportPath = join(tmpdir(), `bayernbox-bench-${randomUUID()}`);
  const before = server?.readTraffic();
  const startMs = performance.now();
  await run({
    ...command,
    program: '/usr/bin/time',
    args: ['-f', '%U %S %M', '-o', reportPath, command.program, ...command.args],
  });
  const timeMs = performance.now() - startMs;
  const after = server?.readTraffic();
  const [userS = Number.NaN, systemS = Number.NaN, peakKib = Number.NaN] = (await readFile(reportPath, 'utf8'))
    .trim()
    .split(' ')
    .map(Number);
  await rm(reportPath);
  return {
    timeMs,
    cpuMs: (userS + systemS) * 1_000,
    peakMemoryBytes: peakKib * 1_024,
    requests: (after?.requests ?? 0) - (before?.requests ?? 0),
    bytes: (after?.bytes ?? 0) - (before?.bytes ?? 0),
  };
}

/** Runs a program to its end and returns what it wrote to its standard output. Throws when it ends with anything but 0. */
export function run({ program, args, environment }: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, QT_QPA_PLATFORM: 'offscreen', LC_ALL: 'C.UTF-8', ...environment };
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8');
      child[name].on('data', (text: string) => {
        said[name] = (said[name] + text).slice(-1_000_000);
      });
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(said.stdout);
      else
        reject(
          new Error(
            `${program} ${args.slice(0, 8).join(' ')} … ended with ${code ?? signal}\n${(said.stdout + said.stderr).slice(-TOLD_CHARACTERS)}`,
          ),
        );
    });
  });
}
