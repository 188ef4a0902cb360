import { expect, test } from 'vitest';
import { FakeClock } from '#sync-engine/clock/fake-clock.ts';
import { EMPTY_CHECKSUM, toChecksum } from '../core/model/checksum.ts';
import { ROOT_ID, toNodeId, toRemoteKey } from '../core/model/ids.ts';
import { toContentId } from '../core/model/tree.ts';
import { FakeFilesystem } from '#sync-engine/filesystem/fake-filesystem.ts';
import { buildBaseRow, localStamp, remoteStamp } from '#sync-engine/sync-database/database-builders.ts';
import { InMemorySyncDatabase } from '#sync-engine/sync-database/in-memory-sync-database.ts';
import type { RemoteRow } from '#sync-engine/sync-database/sync-database.ts';
import { tree } from '#sync-engine/testing/builders/trees.ts';
import { BaseWriter } from './base-writer.ts';
import { Ledger } from './ledger.ts';

const id = toNodeId(1);
const remoteRow: RemoteRow = {
  ...remoteStamp,
  key: toRemoteKey(remoteStamp.fileId, () => false),
  parentKey: undefined,
  name: '',
  kind: 'file',
  isProcessing: false,
  listedEtag: undefined,
};

/** A file that was agreed on as `a`, is `b` here by now, and still `a` on the server. */
async function createLedger(): Promise<{
  readonly ledger: Ledger;
  readonly writer: BaseWriter;
  readonly database: InMemorySyncDatabase;
}> {
  const clock = new FakeClock();
  const database = new InMemorySyncDatabase();
  const filesystem = new FakeFilesystem({ clock });
  await filesystem.open();
  const writer = new BaseWriter({ database, filesystem, clock });
  const start = {
    base: new Map([[id, buildBaseRow(1, 'a')]]),
    local: tree([1, 0, 'b', EMPTY_CHECKSUM]),
    remote: tree([1, 0, 'a', EMPTY_CHECKSUM]),
    parkedAs: { local: new Map(), remote: new Map() },
    localStamps: new Map([[id, localStamp]]),
    remoteRows: new Map([[id, remoteRow]]),
    remoteRoot: remoteRow,
    isRemoteKeyTaken: () => false,
  };
  return { ledger: new Ledger(start, writer), writer, database };
}

test('while a file is replaced in a conflict the base says that it is not here', async () => {
  const { ledger, database } = await createLedger();

  ledger.forgetLocal(id);

  expect(database.loadBase().get(id)).toMatchObject({ name: 'a', local: undefined });
});

test('a file that was replaced in a conflict stays the same item, also under another name than on the server', async () => {
  const { ledger, writer, database } = await createLedger();
  const content = toContentId(toChecksum('0'.repeat(40)));
  const place = { parentId: ROOT_ID, name: 'b' };
  const stamp = { ...localStamp, inode: 77n };

  ledger.forgetLocal(id);
  ledger.putLocal({ id, place, kind: 'file' }, stamp, content);
  ledger.putRemote({ id, place: { parentId: ROOT_ID, name: 'a' }, kind: 'file' }, remoteRow, content);
  ledger.commit(id);
  await writer.flush();

  expect(database.loadBase().get(id)).toMatchObject({ name: 'a', checksum: content, local: { inode: 77n } });
});
