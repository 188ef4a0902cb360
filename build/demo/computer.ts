import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const COMMAND = fileURLToPath(new URL('../../sync-engine/cli/bayernbox.ts', import.meta.url));

/** Signing in, as every computer of the demo does. */
export interface Account {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

const lineSchema = z.looseObject({
  type: z.string(),
  verb: z.string().optional(),
  side: z.string().optional(),
  path: z.string().optional(),
});

/** One line of `bayernbox sync --json`. */
export type Line = z.infer<typeof lineSchema>;

/** A computer of the demo: a folder that the real `bayernbox sync --watch` keeps in sync. */
export class Computer {
  readonly name: string;
  readonly folder: string;
  readonly #account: Account;
  readonly #stateFolder: string;
  #lines: Line[] = [];
  #child: ChildProcess | undefined;

  constructor(name: string, base: string, account: Account) {
    this.name = name;
    this.folder = join(base, name);
    this.#stateFolder = join(base, `Zustand ${name}`);
    this.#account = account;
    mkdirSync(this.folder, { recursive: true });
  }

  /** Starts syncing; goes on until `stop`. */
  start(): void {
    const { url, user, password } = this.#account;
    const args = ['sync', this.folder, url, '--user', user, '--state-dir', this.#stateFolder, '--watch', '--json'];
    const env = { ...process.env, BAYERNBOX_PASSWORD: password };
    this.#child = spawn(process.execPath, [COMMAND, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('no output to read');
    createInterface(stdout).on('line', (text) => this.#lines.push(lineSchema.parse(JSON.parse(text))));
  }

  /** Stops syncing and waits for the end. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null) return;
    this.#child = undefined;
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGINT');
    await ended;
  }

  /** Lines since the last call. */
  takeLines(): readonly Line[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  /** True when it has said "everything is equal" since the last `takeLines`. */
  hasRested(): boolean {
    return this.#lines.at(-1)?.type === 'idle';
  }

  /** Files sent or received since the last `takeLines`. */
  countTransfers(): number {
    return this.#lines.filter(
      (line) => line.type === 'operation' && (line.verb === 'upload' || line.verb === 'download'),
    ).length;
  }

  /** The code with which it gave up, if it did. */
  exitCode(): number | undefined {
    return this.#child?.exitCode ?? undefined;
  }
}
