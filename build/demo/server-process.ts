import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Child } from './child-processes.ts';
import { startChild, stopChild } from './child-processes.ts';

const SERVER = fileURLToPath(new URL('../../dev-server/cli.ts', import.meta.url));

const START_LIMIT_MS = 60_000;

const readySchema = z.object({
  url: z.string(),
  users: z.array(z.object({ name: z.string(), davRoot: z.string() })),
});

/** The dev-server while it runs. */
export interface ServerProcess {
  readonly url: string;
  /** Of the shared folder, as its owner sees it. */
  readonly davRoot: string;
  stop(): Promise<void>;
}

/** Somebody with an account of the demo's server. */
export interface Person {
  readonly user: string;
  readonly password: string;
}

/** A folder of the one that the other may change, too. */
export interface SharedFolder {
  readonly name: string;
  readonly owner: Person;
  readonly receiver: Person;
}

/**
 * Starts the dev-server with two accounts and a folder that they share; resolves when it can be used. Listens on this machine only. The passwords are
 * random and die with it: its command line is the only way to give them.
 */
export async function startServer(dataFolder: string, shared: SharedFolder): Promise<ServerProcess> {
  const { name, owner, receiver } = shared;
  const args = ['--port', '0', '--data', dataFolder, '--profile', 'owncloud10'];
  for (const { user, password } of [owner, receiver]) args.push('--user', `${user}:${password}`);
  args.push('--share', `${owner.user}:${name}:${receiver.user}:editor`);
  const child = startChild([SERVER, ...args]);
  try {
    const { url, users } = readySchema.parse(JSON.parse(await readFirstLine(child)));
    const davRoot = users.find((account) => account.name === owner.user)?.davRoot;
    if (davRoot === undefined) throw new Error('the dev-server does not know its user');
    return { url, davRoot: `${davRoot}${encodeURIComponent(name)}/`, stop: () => stopChild(child) };
  } catch (error) {
    await stopChild(child);
    throw error;
  }
}

async function readFirstLine(child: Child): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const limit = setTimeout(
    () => reject(new Error(`the dev-server is not ready after ${START_LIMIT_MS / 1_000} s`)),
    START_LIMIT_MS,
  );
  createInterface(child.stdout).once('line', resolve);
  child.once('close', (code) => reject(new Error(`the dev-server ended with ${code}`)));
  try {
    return await promise;
  } finally {
    clearTimeout(limit);
  }
}
