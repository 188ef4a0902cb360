import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { lockFile } from '#dev-server/testing/lock-file.ts';
import { USER } from './computer.ts';
import type { WatchedFolder } from './watched-folder.ts';
import { NEVER_POLL_MS, WAIT, watchFolder } from './watched-folder.ts';

const AUTHORIZATION = `Basic ${Buffer.from(`${USER.name}:${USER.password}`).toString('base64')}`;

interface Watching extends WatchedFolder {
  /** Requests of the program, as `METHOD status`; those of the colleague are left out. */
  requests(): readonly string[];
  putAsColleague(name: string, content: string): Promise<void>;
}

async function watch(): Promise<Watching> {
  const watched = await watchFolder({
    // As the real servers of this family.
    server: { profile: 'infinite-scale', journal: false },
    hasPush: true,
    pollMs: NEVER_POLL_MS,
  });
  const { server } = watched;
  return {
    ...watched,
    requests: () =>
      server.requestLog.entries
        .filter(({ method }) => method !== 'PUT')
        .map(({ method, status }) => `${method} ${status}`),
    putAsColleague: (name, content) => put((server.users[0]?.davRoot ?? '') + name, content),
  };
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
