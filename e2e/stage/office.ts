import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '#dev-server/dev-server.ts';
import { lockFile } from '#dev-server/testing/lock-file.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';

/** The account of every test. */
export const USER = { name: 'anna', password: 'pw-of-anna-8c21' } as const;

/** Another person on the same server, with whom the account of the test may share. */
export const COLLEAGUE = { name: 'bernd', password: 'pw-of-bernd-5e70' } as const;

/** Somebody with an account of the server. */
export type Person = typeof USER | typeof COLLEAGUE;

/** A server and a home directory that go away with the test. */
export interface Office extends AsyncDisposable {
  readonly server: DevServer;
  readonly homeDirectory: string;
  readonly stateDirectory: string;
  /** A place below the home directory. */
  place(name: string): string;
  put(path: string, body: string | Uint8Array): Promise<void>;
  makeDirectory(path: string): Promise<void>;
  move(path: string, target: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** A program of this person locks a file, by the path that it has for them; what it gives takes the lock away. */
  lock(path: string, person?: Person): Promise<() => Promise<void>>;
  /** True while anybody holds a lock on a file. */
  isLocked(path: string): Promise<boolean>;
  /** Undefined when the server has no such file. */
  get(path: string): Promise<string | undefined>;
}

const ASK_FOR_LOCKS = '<d:propfind xmlns:d="DAV:"><d:prop><d:lockdiscovery/></d:prop></d:propfind>';

/** Starts a server for one test. */
export async function openOffice(profile: ProfileKind = 'owncloud10'): Promise<Office> {
  const root = await mkdtemp(join(tmpdir(), 'bayernbox-app-'));
  const homeDirectory = join(root, 'home');
  const stateDirectory = join(root, 'state');
  await mkdir(homeDirectory);
  const server = await startDevServer({ users: [USER, COLLEAGUE], profile, dataDirectory: join(root, 'server') });
  const davRoot = server.users[0]?.davRoot ?? '';
  const authorization = toBasic(USER);
  const urlOf = (path: string): string => davRoot + path.split('/').map(encodeURIComponent).join('/');
  return {
    server,
    homeDirectory,
    stateDirectory,
    place: (name) => join(homeDirectory, name),
    async move(path, target) {
      const headers = { authorization, destination: urlOf(target) };
      const answer = await fetch(urlOf(path), { method: 'MOVE', headers });
      if (!answer.ok) throw new Error(`MOVE ${path}: ${answer.status}`);
    },
    async remove(path) {
      const answer = await fetch(urlOf(path), { method: 'DELETE', headers: { authorization } });
      if (!answer.ok) throw new Error(`DELETE ${path}: ${answer.status}`);
    },
    lock(path, person = USER) {
      const root = server.users.find(({ name }) => name === person.name)?.davRoot ?? '';
      return lockFile(root + path, toBasic(person));
    },
    async isLocked(path) {
      const headers = { authorization, depth: '0' };
      const answer = await fetch(urlOf(path), { method: 'PROPFIND', headers, body: ASK_FOR_LOCKS });
      return (await answer.text()).includes('<d:activelock>');
    },
    async makeDirectory(path) {
      const answer = await fetch(urlOf(path), { method: 'MKCOL', headers: { authorization } });
      if (!answer.ok) throw new Error(`MKCOL ${path}: ${answer.status}`);
    },
    async put(path, body) {
      const answer = await fetch(urlOf(path), { method: 'PUT', headers: { authorization }, body: Buffer.from(body) });
      if (!answer.ok) throw new Error(`PUT ${path}: ${answer.status}`);
    },
    async get(path) {
      const answer = await fetch(urlOf(path), { headers: { authorization } });
      return answer.ok ? answer.text() : undefined;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

function toBasic({ name, password }: Person): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

/** Waits until `look` gives something; after the limit it throws and tells `what` it waits for, as it is called then. */
export async function waitFor<Value>(
  look: () => Promise<Value | undefined> | Value | undefined,
  what: string | (() => string),
  limitMs = 60_000,
): Promise<Value> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > endMs)
      throw new Error(`still waiting for ${typeof what === 'string' ? what : what()} after ${limitMs} ms`);
    await new Promise((resolve) => {
      setTimeout(resolve, 25);
    });
  }
}

/** Undefined for a directory, and for what has gone since the directory was read. */
async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
      return undefined;
    throw error;
  }
}

/** Every file below a directory with its text, without the private folder. */
export async function readTexts(root: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(root, { recursive: true });
  const texts: Record<string, string> = {};
  for (const name of names.filter((path) => !path.startsWith('.bayernbox')).toSorted()) {
    const text = await readText(join(root, name));
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}
