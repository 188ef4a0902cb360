import { createInMemoryStorage } from './in-memory-storage.ts';
import { InMemorySyncDatabase } from './in-memory-sync-database.ts';
import type { SyncDatabase, SyncRecords } from './sync-database.ts';

/**
 * What the records say in this moment, in memory: whoever looks may try things in it, and what goes on meanwhile does not
 * reach it. Without history, resume records and proof of rest, which no look asks for.
 */
export function copyRecords(from: SyncRecords): SyncDatabase {
  const copy = new InMemorySyncDatabase({
    ...createInMemoryStorage(),
    identity: from.loadIdentity(),
    cursor: from.loadCursor(),
    report: from.loadReport(),
    nextNodeId: from.nextNodeId(),
    failures: from.listFailures(),
    holds: from.listHolds(),
    falseAlarms: from.listFalseAlarms(),
    session: from.loadSession(),
    selection: from.loadSelection(),
    ownLocks: from.listOwnLocks(),
    base: new Map(from.loadBase()),
    remoteTree: new Map(from.loadRemoteTree()),
  });
  for (const parked of from.listParked()) copy.addParked(parked);
  for (const act of from.listBegun()) copy.addBegun(act);
  for (const record of from.listConflicts()) copy.putConflict(record);
  for (const row of from.listKept()) copy.addKept(row);
  copy.noteRecentActs(from.listRecentActs(), 0);
  return copy;
}
