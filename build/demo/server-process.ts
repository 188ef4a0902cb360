import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const SERVER = fileURLToPath(new URL('../../dev-server/cli.ts', import.meta.url));

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

/** Starts the dev-server with one account; resolves when it can be used. Listens on this machine only. */
export async function startServer(dataFolder: string, account: SharedAccount): Promise<ServerProcess> {
  const { user, password, appPasswords } = account;
  const args = ['--port', '0', '--data', dataFolder, '--profile', 'owncloud10', '--user', `${user}:${password}`];
  for (const token of appPasswords) args.push('--app-password', `${user}:${token}`);
  const child = spawn(process.execPath, [SERVER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('close', (code) => reject(new Error(`the dev-server ended with ${code}`)));
  });
  const { url, users } = readySchema.parse(JSON.parse(line));
  return { url, davRoot: users[0]?.davRoot ?? url, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  await ended;
}
