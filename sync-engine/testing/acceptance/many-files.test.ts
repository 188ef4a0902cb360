import { renameSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DevServer } from '#dev-server/dev-server.ts';
import { expect, it, vi } from 'vitest';
import { openOffice, USER } from './computer.ts';
import { readContent, readFootprint } from './folder-content.ts';
import { seedTree } from './seeded-tree.ts';
import { openAccount } from './server-account.ts';

const LIMIT_MS = 600_000;
const PROFILES = ['owncloud10', 'infinite-scale'] as const;

/** Signing in, a look before the act and one after it. */
const A_HANDFUL = 9;

/** The times of our own directories change when a probe file or a log comes and goes; what stays in them does not. */
const isOwnDirectory = (path: string): boolean => path === '.bayernbox';
const isStateDirectory = (path: string): boolean => path === '';

it(
  'makes at most 3 requests and writes nothing in a pass over 20,000 unchanged files',
  { timeout: LIMIT_MS },
  async () => {
    await using office = await openOffice('owncloud10');
    const computer = await office.addComputer('annas-pc');
    await seedTree({ parts: 40, directories: 10, filesEach: 50 }, 'Akten', {
      account: openAccount(office.server, USER),
      folders: [computer.folder],
    });
    const adopted = await computer.sync();
    // The first pass that changes nothing leaves its proof of rest, once.
    await computer.sync();
    const look = () => [
      readFootprint(computer.folder, isOwnDirectory),
      readFootprint(computer.stateDirectory, isStateDirectory),
    ];
    const before = look();
    office.server.requestLog.reset();

    const pass = await computer.sync();

    expect(adopted).toMatchObject({ end: { kind: 'idle', problems: [] }, operations: [] });
    expect(Object.keys(before[0] ?? {}).length).toBeGreaterThan(20_000);
    expect(pass).toMatchObject({ end: { kind: 'idle', problems: [] }, operations: [] });
    expect(office.server.requestLog.entries.length).toBeLessThanOrEqual(3);
    expect(look()).toEqual(before);
  },
);

it.each(PROFILES)(
  'renames a directory with 5,000 files by one MOVE among a handful of requests, and by one rename on the other computer (%s)',
  { timeout: LIMIT_MS },
  async (profile) => {
    await using office = await openOffice(profile);
    const [annas, bernds] = [await office.addComputer('annas-pc'), await office.addComputer('bernds-pc')];
    await seedTree({ parts: 10, directories: 10, filesEach: 50 }, 'Akten', {
      account: openAccount(office.server, USER),
      folders: [annas.folder, bernds.folder],
    });
    for (const computer of [annas, bernds]) await computer.sync();
    renameSync(join(annas.folder, 'Akten'), join(annas.folder, 'Ablage'));
    office.server.requestLog.reset();

    const here = await annas.sync();
    const [writes, requests] = [listWrites(office.server), office.server.requestLog.entries.length];
    office.server.requestLog.reset();
    const there = await bernds.sync();

    expect(writes).toEqual(['MOVE Akten']);
    expect(Math.max(requests, office.server.requestLog.entries.length)).toBeLessThanOrEqual(A_HANDFUL);
    expect(here.totals).toMatchObject({ movedRemote: 1, uploaded: 0, downloaded: 0, deletedRemote: 0 });
    expect(listWrites(office.server)).toEqual([]);
    expect(there.operations).toMatchObject([{ verb: 'move', side: 'local', path: 'Akten', target: 'Ablage' }]);
    expect(Object.keys(readContent(bernds.folder))).toHaveLength(5_111);
    expect(readContent(bernds.folder)).toEqual(readContent(annas.folder));
  },
);

/** Everything that is not asking: also GET of a file is a transfer. */
function listWrites(server: DevServer): readonly string[] {
  const davPath = new URL(server.users[0]?.davRoot ?? '').pathname;
  return server.requestLog.entries
    .filter(({ method, path }) => !['PROPFIND', 'REPORT', 'OPTIONS'].includes(method) && path.startsWith(davPath))
    .map(({ method, path }) => `${method} ${path.slice(davPath.length)}`);
}

it.each(PROFILES)(
  'has at least 6 requests in flight while 1,000 files of 10 kB go up, and come down (%s)',
  { timeout: LIMIT_MS },
  async (profile) => {
    // No file fits into an archive: each comes by a request of its own.
    await using office = await openOffice(profile, { archive: { maxFiles: 1, maxBytes: 1_000 } });
    const [annas, bernds] = [await office.addComputer('annas-pc'), await office.addComputer('bernds-pc')];
    await mkdir(join(annas.folder, 'Fotos'));
    for (let file = 0; file < 1_000; file += 1) {
      await writeFile(join(annas.folder, 'Fotos', `foto-${file}.jpg`), `${file} `.padEnd(10_000, 'pixel '));
    }
    // The first six, and six in the middle, get no answer until all of them are there.
    const waitForSix = async (method: string): Promise<void> => {
      for (const nth of [1, 500]) {
        office.server.faults.add({ method, path: 'foto', nth, effect: { kind: 'stall', timeoutMs: 60_000 } });
        await vi.waitUntil(() => office.server.faults.stalledRequests >= 6, { timeout: 60_000 });
        office.server.faults.clear();
      }
    };

    const [up] = await Promise.all([annas.sync(), waitForSix('PUT')]);
    const [down] = await Promise.all([bernds.sync(), waitForSix('GET')]);

    expect(up.totals).toMatchObject({ uploaded: 1_000, bytesUp: 10_000_000 });
    expect(down.totals).toMatchObject({ downloaded: 1_000, bytesDown: 10_000_000 });
    expect(readContent(bernds.folder)).toEqual(readContent(annas.folder));
  },
);
