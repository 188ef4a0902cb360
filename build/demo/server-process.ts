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
  readonly davRoot: string;
  stop(): Promise<void>;
}

/** The account that the town's people share, and the app password of each of them. */
export interface SharedAccount {
  readonly user: string;
  readonly password: string;
  readonly appPasswords: readonly string[];
}

/**
 * Starts the dev-server with one account; resolves when it can be used. Listens on this machine only. The passwords are
 * random and die with it: its command line is the only way to give them.
 */
export async function startServer(dataFolder: string, account: SharedAccount): Promise<ServerProcess> {
  const { user, password, appPasswords } = account;
  const args = ['--port', '0', '--data', dataFolder, '--profile', 'owncloud10', '--user', `${user}:${password}`];
  for (const token of appPasswords) args.push('--app-password', `${user}:${token}`);
  const child = startChild([SERVER, ...args]);
  try {
    const { url, users } = readySchema.parse(JSON.parse(await readFirstLine(child)));
    const davRoot = users.find(({ name }) => name === user)?.davRoot;
    if (davRoot === undefined) throw new Error('the dev-server does not know its user');
    return { url, davRoot, stop: () => stopChild(child) };
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
