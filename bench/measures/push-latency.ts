import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DevServer } from '#dev-server/dev-server.ts';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { createFolderKeeper } from '#sync-engine/engine/create-folder-keeper.ts';
import { PLAIN_OPTIONS } from '#sync-engine/testing/builders/engine-options.ts';
import { openSite } from '../bench-server.ts';
import { sendAs, toBasicHeader, urlOf } from '../colleague.ts';
import { USER } from '../contenders.ts';

const CHANGES = 30;
const LOOK_MS = 2;
const LIMIT_MS = 60_000;

/**
 * From the moment a colleague's change is sent until it is on this disk, where the server pushes; and what the barest
 * program needs that hears of the event and fetches the file.
 */
export async function measurePushLatency(): Promise<void> {
  for (const profile of ['infinite-scale', 'owncloud10'] as const) {
    tell(`${profile}, one GET after the raw event`, await measureBarest(profile));
    tell(`${profile}, this program`, await measureOurs(profile));
  }
}

function tell(name: string, timesMs: readonly number[]): void {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const at = (share: number): string => `${Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)} ms`;
  console.log(
    `${name}: ${sorted.length} changes, half within ${at(0.5)}, 95 % within ${at(0.95)}, all within ${at(1)}`,
  );
}

async function measureOurs(profile: ProfileKind): Promise<readonly number[]> {
  await using site = await openSite({ profile });
  const [folder, stateDirectory] = [await site.makeHome('folder'), await site.makeHome('state')];
  const stop = new AbortController();
  let isInSync = false;
  const keeper = createFolderKeeper({
    ...PLAIN_OPTIONS,
    localRootPath: folder,
    serverUrl: site.server.url,
    credentials: { kind: 'basic', userName: USER.name, password: USER.password },
    remotePath: '',
    stateDirectory,
    onEvent: (event) => {
      if (event.type === 'state') isInSync = event.state.kind === 'in-sync';
    },
    onEnd: () => {},
  });
  const kept = keeper.keep(stop.signal);
  await until(() => isInSync && site.server.pushConnections(USER.name) > 0);
  const timesMs = await measureChanges(site.server, async (name, content) => {
    const path = join(folder, name);
    await until(() => existsSync(path) && readFileSync(path, 'utf8') === content);
    return () => until(() => isInSync);
  });
  stop.abort();
  await kept;
  return timesMs;
}

async function measureBarest(profile: ProfileKind): Promise<readonly number[]> {
  await using site = await openSite({ profile });
  const { server } = site;
  const headers = { authorization: toBasicHeader() };
  const stop = new AbortController();
  const stream = await fetch(`${server.url}/ocs/v2.php/apps/notifications/api/v1/notifications/sse`, {
    headers,
    signal: stop.signal,
  });
  const reader = stream.body?.getReader();
  const timesMs = await measureChanges(server, async (name) => {
    await reader?.read();
    await (await fetch(urlOf(server, name), { headers })).text();
    return () => Promise.resolve();
  });
  stop.abort();
  return timesMs;
}

/** `arrive` begins to wait before the change is sent, and gives what to wait for before the next one. */
async function measureChanges(
  server: DevServer,
  arrive: (name: string, content: string) => Promise<() => Promise<void>>,
): Promise<readonly number[]> {
  const timesMs: number[] = [];
  for (let index = 0; index < CHANGES; index += 1) {
    const [name, content] = [`Vermerk ${index % 3}.txt`, `Stand ${index}`];
    const startMs = performance.now();
    const arrived = arrive(name, content);
    await sendAs(server, { method: 'PUT', path: name, content: Buffer.from(content) });
    const rest = await arrived;
    timesMs.push(performance.now() - startMs);
    await rest();
  }
  return timesMs;
}

async function until(isTrue: () => boolean): Promise<void> {
  const endMs = performance.now() + LIMIT_MS;
  while (!isTrue()) {
    if (performance.now() > endMs) throw new Error('nothing came in a minute');
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
}
