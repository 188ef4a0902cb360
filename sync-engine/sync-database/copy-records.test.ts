import { expect, test } from 'vitest';
import { toNodeId } from '../core/model/ids.ts';
import { copyRecords } from './copy-records.ts';
import * as built from './database-builders.ts';
import { InMemorySyncDatabase } from './in-memory-sync-database.ts';
import { toBegunKey } from './sync-database.ts';

function filled(): InMemorySyncDatabase {
  const database = new InMemorySyncDatabase();
  database.saveIdentity(built.identity);
  database.commitBase([{ kind: 'put', row: built.buildBaseRow(5, 'a.txt') }]);
  database.addParked(built.parked);
  database.addBegun(built.begunUpload);
  database.putConflict(built.conflict);
  database.addKept(built.kept);
  database.replaceFailures([built.failure]);
  database.replaceHolds([built.hold]);
  database.noteRecentActs([{ kind: 'removal', nodeId: toNodeId(3), atMs: 9 }], 0);
  database.saveReport('report');
  return database;
}

test('a copy says what the records said, begun acts among it', () => {
  const database = filled();
  const copy = copyRecords(database);

  expect(copy.loadIdentity()).toEqual(built.identity);
  expect(copy.loadBase()).toEqual(database.loadBase());
  expect(copy.nextNodeId()).toBe(database.nextNodeId());
  expect(copy.listParked()).toEqual([built.parked]);
  expect(copy.listBegun()).toEqual([built.begunUpload]);
  expect(copy.listConflicts()).toEqual([built.conflict]);
  expect(copy.listKept()).toEqual([built.kept]);
  expect(copy.listFailures()).toEqual([built.failure]);
  expect(copy.listHolds()).toEqual([built.hold]);
  expect(copy.listRecentActs()).toEqual(database.listRecentActs());
  expect(copy.loadReport()).toBe('report');
});

test('neither side of a copy hears of what the other one does', () => {
  const database = filled();
  const copy = copyRecords(database);

  copy.commitBase([{ kind: 'remove', id: toNodeId(5) }]);
  database.removeBegun([toBegunKey(built.begunUpload)]);
  database.removeConflict(built.conflict.id);

  expect(database.loadBase().size).toBe(1);
  expect(copy.listConflicts()).toHaveLength(1);
});
