import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startTestServer } from '#dev-server/testing/test-server.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { Computer } from '#sync-engine/testing/scenarios/computer.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import { openConflictDesk } from '../create-visit.ts';
import { ConflictDesk } from './conflict-desk.ts';

/** Counts how often all conflicts are read at once. */
function countListings(database: SyncDatabase, counted: { count: number }): SyncDatabase {
  return new Proxy(database, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'listConflicts') counted.count += 1;
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function decideOnAll(desk: ConflictDesk): Promise<readonly string[]> {
  const ends: string[] = [];
  for (const { id: start, revision } of await desk.list()) {
    const id = desk.findId(start);
    if (id === undefined) throw new Error('a conflict has no id');
    const end = await desk.resolve({ id, keep: 'mine', newName: undefined, revision });
    ends.push(end.kind);
  }
  return ends;
}

/** How often all records are read while so many conflicts are decided one after the other. */
async function listingsFor(files: number): Promise<number> {
  const counted = { count: 0 };
  const folder = new FakeFolder();
  const names = Array.from({ length: files }, (_, index) => `${index}.txt`);
  for (const name of names) folder.user.writeFile(name, 'base');
  await folder.settle();
  for (const name of names) folder.user.writeFile(name, `mine ${name}`);
  for (const name of names) folder.server.writeFile(name, `theirs ${name}`);
  await folder.settle();
  await folder.restart();
  await folder.filesystem.open();
  const { filesystem, clock } = folder;
  let nextId = 0;
  const desk = new ConflictDesk({
    filesystem,
    clock,
    database: countListings(folder.database, counted),
    shouldUploadSecondVersions: true,
    randomId: () => `desk${(nextId += 1)}`,
    signal: new AbortController().signal,
  });
  expect(await decideOnAll(desk)).toEqual(names.map(() => 'done'));
  await filesystem.close();
  return counted.count;
}

test('however many decisions are made at once, all records are read as often as for few', async () => {
  const forFew = await listingsFor(2);

  expect(forFew).toBeGreaterThan(0);
  expect(await listingsFor(40)).toBe(forFew);
});

test('some dozens of files in two versions are decided at once, with the real database, disk and server', async () => {
  await using box = await startTestServer('owncloud10');
  const home = mkdtempSync(join(tmpdir(), 'bayernbox-bulk-'));
  try {
    const address = { serverUrl: box.server.url, remotePath: '' as RelativePath, userName: 'anna', password: 'pw' };
    const computer = new Computer(home, address);
    const names = Array.from({ length: 36 }, (_, index) => `Akte ${index}.txt`);
    for (const path of names) computer.do({ kind: 'write', path, text: 'base' });
    await computer.sync();
    for (const path of names) computer.do({ kind: 'write', path, text: `mine ${path}` });
    for (const path of names) await box.status('PUT', encodeURIComponent(path), {}, 'theirs');
    await computer.sync();

    const opened = await openConflictDesk({
      anyPath: computer.folderPath,
      stateDirectory: join(home, 'state'),
      mode: 'decide',
      signal: new AbortController().signal,
    });
    if (opened.kind !== 'opened') throw new Error(opened.kind);
    const ends = await decideOnAll(opened.desk);
    await opened.close();
    await computer.sync();

    expect(ends).toEqual(names.map(() => 'done'));
    expect(computer.readTree()).toEqual(Object.fromEntries(names.map((path) => [path, `mine ${path}`])));
    expect(computer.readKept()).toEqual(expect.arrayContaining(names.map(() => 'theirs')));
  } finally {
    rmSync(home, { recursive: true });
  }
});
