import { expect, test } from 'vitest';
import { FakeClock } from '#sync-engine/clock/fake-clock.ts';
import type { SyncError } from '#sync-engine/core/model/sync-error.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { ROOT_PATH } from '#sync-engine/core/model/relative-path.ts';
import { toNodeId } from '#sync-engine/core/model/ids.ts';
import { FakeFilesystem } from '#sync-engine/filesystem/fake-filesystem.ts';
import { buildBaseRow, parked } from '#sync-engine/sync-database/database-builders.ts';
import { InMemorySyncDatabase } from '#sync-engine/sync-database/in-memory-sync-database.ts';
import type { OpenFile } from '#sync-engine/filesystem/filesystem.ts';
import { BaseWriter } from './base-writer.ts';

async function createParts(): Promise<{
  readonly writer: BaseWriter;
  readonly filesystem: FakeFilesystem;
  readonly database: InMemorySyncDatabase;
}> {
  const clock = new FakeClock();
  const filesystem = new FakeFilesystem({ clock });
  const database = new InMemorySyncDatabase();
  await filesystem.open();
  return { writer: new BaseWriter({ database, filesystem, clock }), filesystem, database };
}

/** An open file that nobody reads. */
const NO_FILE: OpenFile = {
  stamp: buildBaseRow(1, 'a').local ?? unexpected(),
  read: unexpected,
  readWhole: unexpected,
  hash: unexpected,
  isUnmodified: unexpected,
  sync: unexpected,
  close: async () => {},
};

function unexpected(): never {
  throw new Error('not expected here');
}

const docs = 'Docs' as RelativePath;

test('rows whose names could not be made durable are not written', async () => {
  const { writer, filesystem, database } = await createParts();
  filesystem.faults.add({ act: 'sync-directory', path: docs, errno: 'EIO', times: 1 });
  writer.addBase({ kind: 'put', row: buildBaseRow(1, 'a') });
  writer.touchDirectory(docs);

  const error = await writer.flush();

  expect(error).toMatchObject({ code: 'local-io-error' });
  expect(database.loadBase().size).toBe(0);
});

const directory = { kind: 'directory', checksum: undefined } as const;

test('no row is written of what lies in a directory whose own row was dropped, until that is told again', async () => {
  const { writer, filesystem, database } = await createParts();
  const inside = buildBaseRow(2, 'a', { parentId: toNodeId(1) });
  filesystem.faults.add({ act: 'sync-directory', path: ROOT_PATH, errno: 'EIO', times: 1 });
  writer.addBase({ kind: 'put', row: buildBaseRow(1, 'Docs', directory) });
  writer.touchDirectory(ROOT_PATH);
  expect(await writer.flush()).toMatchObject({ code: 'local-io-error' });

  writer.addBase({ kind: 'put', row: inside });
  writer.addBase({ kind: 'put', row: buildBaseRow(3, 'b') });
  await writer.flush();
  expect([...database.loadBase().keys()]).toEqual([3]);

  writer.addBase({ kind: 'put', row: buildBaseRow(1, 'Docs', directory) });
  writer.addBase({ kind: 'put', row: inside });
  await writer.flush();
  expect(database.loadBase().size).toBe(3);
});

test('the row of a directory stays when it is not sure that all rows in it went', async () => {
  const { writer, filesystem, database } = await createParts();
  const inside = buildBaseRow(2, 'a', { parentId: toNodeId(1) });
  database.commitBase([
    { kind: 'put', row: buildBaseRow(1, 'Docs', directory) },
    { kind: 'put', row: inside },
  ]);
  filesystem.faults.add({ act: 'sync-directory', path: docs, errno: 'EIO', times: 1 });
  writer.addBase({ kind: 'remove', id: toNodeId(2) });
  writer.touchDirectory(docs);
  expect(await writer.flush()).toMatchObject({ code: 'local-io-error' });

  writer.addBase({ kind: 'remove', id: toNodeId(1) });
  await writer.flush();
  expect(database.loadBase().size).toBe(2);
});

test('rows come after the bytes of the files that they tell of, and each file is closed', async () => {
  const { writer, filesystem, database } = await createParts();
  const order: string[] = [];
  filesystem.faults.onAct = (act, path) => void order.push(`${act} ${path}`.trimEnd());
  writer.addBase({ kind: 'put', row: buildBaseRow(1, 'a') });
  writer.addFile('Docs/a' as RelativePath, {
    ...NO_FILE,
    sync: async () => {
      order.push(`sync, ${database.loadBase().size} rows`);
      return { ok: true, value: undefined };
    },
    close: async () => void order.push('close'),
  });

  await writer.flush();

  expect(order).toEqual(['sync, 0 rows', 'close', 'sync-directory Docs']);
  expect(database.loadBase().size).toBe(1);
});

test('rows whose bytes could not be made durable are not written', async () => {
  const { writer, database } = await createParts();
  const error: SyncError = { code: 'local-io-error', scope: 'item', retry: { kind: 'on-change' }, detail: '' };
  writer.addBase({ kind: 'put', row: buildBaseRow(1, 'a') });
  writer.addFile('a' as RelativePath, { ...NO_FILE, sync: async () => ({ ok: false, error }) });

  expect(await writer.flush()).toEqual(error);
  expect(database.loadBase().size).toBe(0);
});

test('a flush that failed does not keep later ones from being written', async () => {
  const { writer, filesystem, database } = await createParts();
  filesystem.faults.add({ act: 'sync-directory', path: docs, errno: 'EIO', times: 1 });
  writer.touchDirectory(docs);
  await writer.flush();
  writer.addBase({ kind: 'put', row: buildBaseRow(2, 'b') });

  expect(await writer.flush()).toBeUndefined();
  expect([...database.loadBase().keys()]).toEqual([2]);
});

test('a row that is written at once is not overwritten by an older one of a flush that still waits', async () => {
  const { writer, database } = await createParts();
  const before = buildBaseRow(1, 'a');
  const forgotten = buildBaseRow(1, 'a', { local: undefined });
  writer.touchDirectory(docs);
  const first = writer.flush();
  writer.addBase({ kind: 'put', row: before });
  const second = writer.flush();

  writer.writeNow(forgotten);
  await Promise.all([first, second]);

  expect([...database.loadBase().values()]).toEqual([forgotten]);
});

test('a private name stays in the journal until the name that followed it is durable', async () => {
  const { writer, filesystem, database } = await createParts();
  database.addParked(parked);
  filesystem.faults.add({ act: 'sync-directory', path: docs, errno: 'EIO', times: 1 });
  writer.touchDirectory(docs);
  writer.addUnparked(parked.nodeId, parked.side);

  await writer.flush();
  expect(database.listParked()).toEqual([parked]);

  writer.addUnparked(parked.nodeId, parked.side);
  await writer.flush();
  expect(database.listParked()).toEqual([]);
});
