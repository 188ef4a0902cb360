import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { ProfileKind } from '#dev-server/server-options.ts';
import type { RequestLogEntry } from '#dev-server/request-log.ts';
import type { WatchedFolder } from './watched-folder.ts';
import { NEVER_POLL_MS, WAIT, watchFolder } from './watched-folder.ts';

// The scenarios of `npm run bench` in which a folder is watched, small, and counted in place of timed.

const PROFILES = ['owncloud10', 'infinite-scale'] as const;
const LIMIT_MS = 120_000;
const DIRECTORIES = 5;
const PATHS = Array.from({ length: 50 }, (_, index) => `Akten/Ordner ${index % DIRECTORIES}/Akte ${index}.txt`);
const DIRECTORY = 'Akten/Ordner 0';
const FILE = `${DIRECTORY}/Akte 0.txt`;

/** Looks at the root and at what is touched: before the act, after it, and while an absence is doubted. */
const SMALL_LOOKS = 20;

const CHANGES = ['PUT', 'GET', 'MKCOL', 'MOVE', 'COPY', 'DELETE', 'POST', 'PATCH', 'PROPPATCH'];

function fill(folder: string): void {
  for (const path of PATHS) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `Text von ${path}`);
  }
}

/** What was asked from an act on until the server had been asked for `method`, and both sides were equal again. */
async function record(
  profile: ProfileKind,
  method: string,
  act: (folder: string) => void,
): Promise<readonly RequestLogEntry[]> {
  await using watched = await watchFolder({ server: { profile }, hasPush: true, pollMs: NEVER_POLL_MS, fill });
  const { requestLog } = watched.server;
  requestLog.reset();
  act(watched.folder);
  await vi.waitUntil(() => requestLog.entries.some((entry) => entry.method === method), WAIT);
  await watched.rest();
  return requestLog.entries;
}

/** The last names of all directories that were listed. */
function listedDirectories(entries: readonly RequestLogEntry[]): readonly string[] {
  return entries
    .filter(({ method, requestHeaders }) => method === 'PROPFIND' && requestHeaders['depth'] === '1')
    .map(({ path }) => path.split('/').at(-1) ?? '');
}

function expectOneChange(entries: readonly RequestLogEntry[], method: string): void {
  expect(entries.map((entry) => entry.method).filter((name) => CHANGES.includes(name))).toEqual([method]);
  // Three levels: the root, the directory in it, and that with the file.
  expect(listedDirectories(entries).length).toBeLessThanOrEqual(3);
  expect(listedDirectories(entries).filter((name) => /^Ordner [1-9]/.test(name))).toEqual([]);
  expect(entries.length).toBeLessThanOrEqual(SMALL_LOOKS);
}

it.each(PROFILES)(
  'an edit costs one PUT, and no look at any other directory (%s)',
  { timeout: LIMIT_MS },
  async (profile) => {
    const entries = await record(profile, 'PUT', (folder) => appendFileSync(join(folder, FILE), ' und mehr'));

    expectOneChange(entries, 'PUT');
  },
);

it.each(PROFILES)(
  'a deletion costs one DELETE, and no look at any other directory (%s)',
  { timeout: LIMIT_MS },
  async (profile) => {
    const entries = await record(profile, 'DELETE', (folder) => rmSync(join(folder, FILE)));

    expectOneChange(entries, 'DELETE');
  },
);

it.each(PROFILES.flatMap((profile) => [FILE, DIRECTORY].map((path) => [path, profile] as const)))(
  'a rename of %s costs one MOVE, and no look at any other directory (%s)',
  { timeout: LIMIT_MS },
  async (path, profile) => {
    const entries = await record(profile, 'MOVE', (folder) =>
      renameSync(join(folder, path), join(folder, `${path} (alt)`)),
    );

    expectOneChange(entries, 'MOVE');
  },
);

it('a folder at rest asks one small question at each poll, and nothing else', { timeout: LIMIT_MS }, async () => {
  await using watched: WatchedFolder = await watchFolder({
    server: { profile: 'owncloud10' },
    hasPush: false,
    pollMs: 100,
    fill,
  });
  const { requestLog, users } = watched.server;
  requestLog.reset();

  await vi.waitUntil(() => requestLog.entries.length >= 8, WAIT);

  const root = decodeURIComponent(new URL(users[0]?.davRoot ?? '').pathname).replace(/\/$/, '');
  const asked = requestLog.entries.map(({ method, path, requestHeaders }) => [method, path, requestHeaders['depth']]);
  expect(asked).toEqual(asked.map(() => ['PROPFIND', root, '0']));
});
