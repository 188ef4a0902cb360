import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toNodeId } from '../core/model/ids.ts';
import { finish } from '../core/model/steps.ts';
import { buildBaseRow } from './database-builders.ts';
import { openSyncDatabase } from './open-sync-database.ts';
import type { SyncDatabase } from './sync-database.ts';

let folder: string;
let open: SyncDatabase[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'last-read-'));
  open = [];
});

afterEach(() => {
  for (const database of open) database.close();
  rmSync(folder, { recursive: true });
});

function openDatabase(): SyncDatabase {
  const opened = openSyncDatabase(join(folder, 'sync.db'));
  if (opened.kind === 'unusable') throw opened.error;
  open.push(opened.database);
  return opened.database;
}

function namesIn(database: SyncDatabase): readonly string[] {
  return Array.from(database.loadBase().values(), ({ name }) => name);
}

it('reads a table once, as long as nobody writes', () => {
  const database = openDatabase();
  database.commitBase([{ kind: 'put', row: buildBaseRow(1, 'a') }]);

  expect(database.loadBase()).toBe(database.loadBase());
  expect(database.loadRemoteTree()).toBe(database.loadRemoteTree());
});

it('follows what this process writes, and leaves what was read before as it was', () => {
  const database = openDatabase();
  database.commitBase([
    { kind: 'put', row: buildBaseRow(1, 'a') },
    { kind: 'put', row: buildBaseRow(2, 'b') },
  ]);
  const before = database.loadBase();

  database.commitBase([
    { kind: 'put', row: buildBaseRow(1, 'renamed') },
    { kind: 'remove', id: toNodeId(2) },
    { kind: 'put', row: buildBaseRow(3, 'c') },
  ]);

  expect(namesIn(database)).toEqual(['renamed', 'c']);
  expect(Array.from(before.values(), ({ name }) => name)).toEqual(['a', 'b']);
  const followed = database.loadBase();
  database.close();
  expect(followed).toEqual(openDatabase().loadBase());
});

it('reads the table again after a write that failed', () => {
  const database = openDatabase();
  database.commitBase([{ kind: 'put', row: buildBaseRow(1, 'a') }]);
  const before = database.loadBase();

  expect(() => database.commitBase([{ kind: 'put', row: buildBaseRow(2, 'half a pair \uD800') }])).toThrow();

  expect(database.loadBase()).not.toBe(before);
  expect(namesIn(database)).toEqual(['a']);
});

it('forgets what it read when the base is dropped', () => {
  const database = openDatabase();
  database.commitBase([{ kind: 'put', row: buildBaseRow(1, 'a') }]);
  expect(namesIn(database)).toEqual(['a']);

  database.dropBase();

  expect(namesIn(database)).toEqual([]);
});

it.each([1, 2, 3, 4, 5, 6])(
  'reads in steps no base that never was, when rows move between places after %s of them',
  (taken) => {
    const rows = Array.from({ length: 2_500 }, (_, index) => buildBaseRow(index + 1, `file ${index}`));
    const writing = openDatabase();
    writing.commitBase(rows.map((row) => ({ kind: 'put', row })));
    writing.close();
    const database = openDatabase();
    const reading = database.readBase();
    for (let step = 0; step < taken; step += 1) expect(reading.next().done).toBe(false);

    const directory = buildBaseRow(2_501, 'new', { kind: 'directory', checksum: undefined });
    const moved = [1, 1_000, 2_500].map((id) => buildBaseRow(id, 'moved', { parentId: directory.id }));
    database.commitBase([directory, ...moved].map((row) => ({ kind: 'put', row })));

    const read = finish(reading);
    expect(moved.map(({ id }) => read.get(id)?.parentId)).toEqual(moved.map(() => directory.id));
    database.close();
    expect([...read]).toEqual([...openDatabase().loadBase()]);
  },
);

it('says that all rows cost less than parts from their reading on, until they are let go of', () => {
  const database = openDatabase();
  const states = [database.parts.isAllCheaper];
  database.loadBase();
  states.push(database.parts.isAllCheaper);
  database.loadRemoteTree();
  database.commitBase([{ kind: 'put', row: buildBaseRow(1, 'a') }]);
  states.push(database.parts.isAllCheaper);
  expect(database.parts.findKeptBase()?.size).toBe(1);
  database.forgetRead();
  states.push(database.parts.isAllCheaper);

  expect(states).toEqual([false, false, true, false]);
  expect(database.parts.findKeptBase()).toBeUndefined();
});

it('says so, too, when parts are read again and again, until rows are let go of', () => {
  const database = openDatabase();
  for (let parts = 0; parts < 10; parts += 1) {
    expect(database.parts.isAllCheaper).toBe(false);
    finish(database.parts.readBase(new Set()));
  }

  expect(database.parts.isAllCheaper).toBe(true);
  database.forgetRead();
  expect(database.parts.isAllCheaper).toBe(false);
});
