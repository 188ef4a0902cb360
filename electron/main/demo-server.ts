import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** How to sign in to the demo. The password lives in memory only. */
export interface DemoAccess {
  readonly serverUrl: string;
  readonly userName: string;
  readonly password: string;
}

/** A server inside this program, to try it without one. */
export interface DemoServer {
  /** Where the demo was the last time; undefined when there never was one. */
  readonly lastUrl: string | undefined;
  /** Starts it, with the files of the last time; undefined when that was not possible. */
  start(): Promise<DemoAccess | undefined>;
  stop(): Promise<void>;
}

const USER_NAME = 'anna';

/** Behind the host's own limit, a clean end has so much time left. */
const END_LIMIT_MS = 500;

const startedSchema = z.object({ url: z.string() });
const lastSchema = z.object({ url: z.string(), port: z.number() });

/** The demo as a child process that runs `scriptPath` under the Node of the project. */
export class ForkedDemoServer implements DemoServer {
  readonly #scriptPath: string;
  readonly #directory: string;
  #stop: (() => Promise<void>) | undefined;
  #isStopped = false;
  /** One for all that ask, until its process ends. */
  #started: Promise<DemoAccess | undefined> | undefined;

  /** `directory` is where the demo keeps its files. */
  constructor(scriptPath: string, directory: string) {
    this.#scriptPath = scriptPath;
    this.#directory = directory;
  }

  get lastUrl(): string | undefined {
    return this.#readLast()?.url;
  }

  async start(): Promise<DemoAccess | undefined> {
    this.#isStopped = false;
    this.#started ??= this.#start();
    const access = await this.#started;
    // Not for ever: what kept it from starting may be gone.
    if (access === undefined) this.#started = undefined;
    return access;
  }

  async #start(): Promise<DemoAccess | undefined> {
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    const password = randomBytes(18).toString('base64url');
    const port = this.#readLast()?.port ?? 0;
    const mayTryAgain = (): boolean => port !== 0 && !this.#isStopped;
    const url =
      (await this.#fork({ port, password })) ?? (mayTryAgain() ? await this.#fork({ port: 0, password }) : undefined);
    if (url === undefined) return undefined;
    writeFileSync(join(this.#directory, 'demo.json'), JSON.stringify({ url, port: Number(new URL(url).port) }));
    return { serverUrl: url, userName: USER_NAME, password };
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#stop?.();
    this.#started = undefined;
  }

  /** The address of the server; undefined when it did not start. */
  #fork(options: { readonly port: number; readonly password: string }): Promise<string | undefined> {
    const child = fork(this.#scriptPath, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    void ended.then(() => {
      this.#started = undefined;
    });
    this.#stop = async () => {
      if (child.connected) child.disconnect();
      const kill = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
      await ended;
      clearTimeout(kill);
    };
    const started = new Promise<string | undefined>((resolve) => {
      child.once('message', (message) => resolve(startedSchema.safeParse(message).data?.url));
      child.once('exit', () => resolve(undefined));
      child.once('error', () => resolve(undefined));
    });
    // Whether it hears that, `exit` and `error` tell.
    child.send({ dataDirectory: this.#directory, userName: USER_NAME, ...options }, () => {});
    return started;
  }

  #readLast(): z.infer<typeof lastSchema> | undefined {
    try {
      return lastSchema.safeParse(JSON.parse(readFileSync(join(this.#directory, 'demo.json'), 'utf8'))).data;
    } catch {
      // Nobody has tried the demo yet, or its note is damaged: then it begins anew.
      return undefined;
    }
  }
}
