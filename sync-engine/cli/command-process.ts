import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How the command is started. */
export interface CommandOptions {
  readonly args: readonly string[];
  /** Added to a small environment in English; secrets go here and nowhere else. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Path of a file that takes standard output; what it takes is not in the result. */
  readonly outputPath?: string;
  /** Where it is started; here when undefined. */
  readonly directory?: string;
}

/** How the command ended. */
export interface CommandResult {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** The command while it runs. */
export interface CommandProcess {
  readonly pid: number;
  /** What it wrote on standard output so far. */
  readonly stdout: () => string;
  readonly ended: Promise<CommandResult>;
  signal(signal: 'SIGINT' | 'SIGKILL'): void;
}

/** The bundle that is made before the tests (`build/test/before-all.ts`); the demo starts the sources. */
const COMMAND = fileURLToPath(new URL('../../out/command/bayernbox.mjs', import.meta.url));

/** Compiled once for all commands of all tests, and nothing is left in the caches of whoever runs them. */
const COMPILED = fileURLToPath(new URL('../../.cache/compiled', import.meta.url));

/** What a short command makes is dead when it ends; with room for it, its processor time is a tenth less. */
const ROOM_FOR_YOUNG = ['--min-semi-space-size=16', '--max-semi-space-size=16'];

/** Runs the real command to its end in a process of its own. */
export function runCommand(options: CommandOptions): Promise<CommandResult> {
  return startCommand(options).ended;
}

/** Starts the real command in a process of its own; the caller awaits `ended`. */
export function startCommand(options: CommandOptions): CommandProcess {
  const { args, environment = {}, stdin = '', directory, outputPath } = options;
  const output = outputPath === undefined ? undefined : openSync(outputPath, 'w');
  const startMs = performance.now();
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...ROOM_FOR_YOUNG, COMMAND, ...args], {
    cwd: directory,
    env: { PATH, HOME, LANG: 'en_GB.UTF-8', NODE_COMPILE_CACHE: COMPILED, ...environment },
    stdio: ['pipe', output ?? 'pipe', 'pipe'],
  });
  if (output !== undefined) closeSync(output);
  const [stdout, stderr]: [string[], string[]] = [[], []];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
  // The command may end without having read its input.
  child.stdin?.on('error', () => child.stdin?.destroy());
  child.stdin?.end(stdin);
  const ended = new Promise<CommandResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) =>
      resolve({
        exitCode: exitCode ?? undefined,
        stdout: stdout.join(''),
        stderr: stderr.join(''),
        durationMs: performance.now() - startMs,
      }),
    );
  });
  if (child.pid === undefined) throw new Error('the command could not be started');
  return { pid: child.pid, stdout: () => stdout.join(''), ended, signal: (signal) => void child.kill(signal) };
}

/** Every line of `--json` output; throws when a line is no JSON object. */
export function parseLines(stdout: string): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const value: unknown = JSON.parse(line);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`no object: ${line}`);
      return { ...value };
    });
}
