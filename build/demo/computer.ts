import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Child } from './child-processes.ts';
import { findEnd, startChild, stopChild } from './child-processes.ts';

const COMMAND = fileURLToPath(new URL('../../sync-engine/cli/bayernbox.ts', import.meta.url));

/** Who signs in where, and what is synced. */
export interface Account {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** Folder on the server. */
  readonly remote: string;
}

const lineSchema = z.looseObject({
  type: z.string(),
  verb: z.string().optional(),
  side: z.string().optional(),
  path: z.string().optional(),
  problems: z.array(z.object({ path: z.string(), code: z.string() })).optional(),
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
  #child: Child | undefined;

  constructor(name: string, base: string, account: Account) {
    this.name = name;
    this.folder = join(base, name);
    this.#stateFolder = join(base, `Zustand ${name}`);
    this.#account = account;
    mkdirSync(this.folder, { recursive: true });
  }

  /** Starts syncing, with no lines yet; goes on until `stop`. */
  start(): void {
    const { url, user, password, remote } = this.#account;
    const account = ['--user', user, '--remote', remote];
    const args = ['sync', this.folder, url, ...account, '--state-dir', this.#stateFolder, '--watch', '--json'];
    const environment: NodeJS.ProcessEnv = { ...process.env, BAYERNBOX_PASSWORD: password };
    delete environment['BAYERNBOX_TOKEN'];
    const child = startChild([COMMAND, ...args], environment);
    this.#child = child;
    this.#lines = [];
    createInterface(child.stdout).on('line', (text) => {
      if (this.#child === child) this.#lines.push(lineSchema.parse(JSON.parse(text)));
    });
  }

  /** Stops syncing and waits for the end. Lines stay readable. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) await stopChild(child);
  }

  /** Lines since the last `takeLines`, or since the start. */
  get lines(): readonly Line[] {
    return this.#lines;
  }

  /** Lines since the last call. */
  takeLines(): readonly Line[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  /** True when the last thing it said is that everything is equal. */
  hasRested(): boolean {
    return this.#lines.at(-1)?.type === 'idle';
  }

  /** True when it has done something since the last `takeLines` and then found everything equal. */
  hasRestedAfterWork(): boolean {
    return this.hasRested() && this.#lines.some(({ type }) => type === 'operation');
  }

  /** How it gave up while it should sync, if it did. */
  findEnd(): string | undefined {
    return this.#child === undefined ? undefined : findEnd(this.#child);
  }
}
