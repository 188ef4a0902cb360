import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { DevServer } from '#dev-server/dev-server.ts';
import { startDevServer } from '#dev-server/dev-server.ts';
import { lockFile } from '#dev-server/testing/lock-file.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { createEngine } from '../../engine/create-engine.ts';
import { watchLoop } from '../../engine/watch-loop.ts';
import { PLAIN_OPTIONS } from '../builders/engine-options.ts';
import { USER } from './computer.ts';

const WAIT = { timeout: 30_000, interval: 20 } as const;

const AUTHORIZATION = `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString('base64')}`;

/** Nothing that happens within a test can come from a poll. */
const NEVER_POLL_MS = 24 * 60 * 60_000;

interface Watching extends AsyncDisposable {
  readonly server: DevServer;
  readonly folder: string;
  /** Requests of the program, as `METHOD status`; those of the colleague are left out. */
  requests(): readonly string[];
  putAsColleague(name: string, content: string): Promise<void>;
  /** Until nothing is left to do. */
  rest(): Promise<void>;
}

async function watch(): Promise<Watching> {
  const root = await mkdtemp(join(tmpdir(), 'bayernbox-push-'));
  const folder = join(root, 'BayernBox');
  mkdirSync(folder);
  const server = await startDevServer({
    users: [USER],
    profile: 'infinite-scale',
    // As the real servers of this family.
    journal: false,
    dataDirectory: join(root, 'server'),
  });
  const created = createEngine({
    ...PLAIN_OPTIONS,
    localRootPath: folder,
    serverUrl: server.url,
    credentials: { kind: 'basic', userName: USER.name, password: USER.password },
    remotePath: ROOT_PATH,
    stateDirectory: join(root, 'state'),
    onEvent: () => {},
  });
  if (!created.ok) throw new Error(created.error.code);
  const engine = created.value;
  const stop = new AbortController();
  const opened = await engine.folder.open(stop.signal);
  if (!opened.ok) throw new Error(opened.error.code);
  const watching = watchLoop({
    ...engine,
    watcher: engine.createWatcher(),
    hasPush: opened.value.server.pushUrl !== undefined,
    pollMs: NEVER_POLL_MS,
    random: () => 0.5,
    readNetwork: () => '',
    onEnd: () => {},
    signal: stop.signal,
  });
  const setting: Watching = {
    server,
    folder,
    requests: () =>
      server.requestLog.entries
        .filter(({ method }) => method !== 'PUT')
        .map(({ method, status }) => `${method} ${status}`),
    putAsColleague: (name, content) => put((server.users[0]?.davRoot ?? '') + name, content),
    async rest() {
      await vi.waitUntil(() => engine.folder.state.kind === 'in-sync', WAIT);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await watching;
      await engine.folder.close();
      await server.close();
      await rm(root, { recursive: true, force: true });
    },
  };
  await setting.rest();
  await vi.waitUntil(() => server.pushConnections(USER.name) > 0, WAIT);
  return setting;
}

async function put(url: string, body: string): Promise<void> {
  const headers = { Authorization: AUTHORIZATION };
  const response = await fetch(url, { method: 'PUT', body, headers });
  await response.text();
}

it('a colleague’s change is here by the event alone, with one look at the root, one at the directory, one download', async () => {
  await using setting = await watch();
  setting.server.requestLog.reset();

  await setting.putAsColleague('Brief.txt', 'Hallo');
  await vi.waitUntil(() => existsSync(join(setting.folder, 'Brief.txt')), WAIT);
  await vi.waitUntil(() => setting.requests().includes('GET 200'), WAIT);
  const requests = setting.requests();

  expect(readFileSync(join(setting.folder, 'Brief.txt'), 'utf8')).toBe('Hallo');
  expect(requests.slice(0, requests.indexOf('GET 200') + 1)).toEqual(['PROPFIND 207', 'PROPFIND 207', 'GET 200']);
});

it('what waits for a lock goes up as soon as the server tells that the lock is gone', async () => {
  await using setting = await watch();
  await setting.putAsColleague('Brief.odt', 'eins');
  await vi.waitUntil(() => existsSync(join(setting.folder, 'Brief.odt')), WAIT);
  await setting.rest();
  const url = `${setting.server.users[0]?.davRoot ?? ''}Brief.odt`;
  const unlock = await lockFile(url, AUTHORIZATION);
  writeFileSync(join(setting.folder, 'Brief.odt'), 'zwei von hier');
  const refused = (): number => setting.server.requestLog.entries.filter(({ status }) => status === 423).length;
  await vi.waitUntil(() => refused() === 1, WAIT);

  await unlock();

  const onServer = async (): Promise<string> => {
    const answer = await fetch(url, { headers: { Authorization: AUTHORIZATION } });
    return answer.text();
  };
  await vi.waitUntil(async () => (await onServer()) === 'zwei von hier', WAIT);
  expect(refused()).toBe(1);
});

it('what happened while the stream was broken is found right after it is open again', async () => {
  await using setting = await watch();
  setting.server.breakPush();
  await setting.putAsColleague('Dazwischen.txt', 'nicht gemeldet');

  await vi.waitUntil(() => existsSync(join(setting.folder, 'Dazwischen.txt')), WAIT);
  await vi.waitUntil(() => setting.server.pushConnections(USER.name) > 0, WAIT);

  expect(readFileSync(join(setting.folder, 'Dazwischen.txt'), 'utf8')).toBe('nicht gemeldet');
});
