import { describe, expect, it } from 'vitest';
import { toNodeId } from '../../core/model/ids.ts';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';
import {
  begunUpload,
  buildBaseRow,
  buildHistoryEntry,
  conflict,
  failure,
  falseAlarm,
  hold,
  identity,
  kept,
  ownLock,
  parked,
} from '../../sync-database/database-builders.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import { NO_SESSION } from '../../sync-database/sync-database.ts';
import { remoteRow } from './sync-database-conformance-remote-tree.ts';

type Change = readonly [string, (database: SyncDatabase) => void];

const INPUTS: readonly Change[] = [
  ['an identity', (database) => database.saveIdentity(identity)],
  ['a row of the base', (database) => database.commitBase([{ kind: 'put', row: buildBaseRow(1, 'a') }])],
  ['a row of the remote tree', (database) => database.commitRemoteTree([{ kind: 'put', row: remoteRow }])],
  ['a cursor', (database) => database.saveCursor('token')],
  ['a parked item', (database) => database.addParked(parked)],
  ['a begun act', (database) => database.addBegun(begunUpload)],
  ['a transfer', (database) => database.saveTransfer({ key: 'k', direction: 'upload', state: '{}', updatedAtMs: 1 })],
  ['a conflict', (database) => database.putConflict(conflict)],
  ['a failure', (database) => database.replaceFailures([failure])],
  ['a false alarm', (database) => database.replaceFalseAlarms([falseAlarm])],
  ['a hold', (database) => database.replaceHolds([hold])],
  [
    'a selection',
    (database) =>
      database.commitSelection({ choices: [], newDirectories: { kind: 'ask' }, isSettled: false }, [toNodeId(1)]),
  ],
];

const OTHERS: readonly Change[] = [
  ['a report', (database) => database.saveReport('report')],
  ['a session', (database) => database.saveSession({ ...NO_SESSION, mark: 'b' })],
  ['a row of the safety store', (database) => database.addKept(kept)],
  [
    'an act that a guard counts',
    (database) => database.noteRecentActs([{ kind: 'a', nodeId: toNodeId(1), atMs: 1 }], 0),
  ],
  ['a lock on the server', (database) => database.replaceOwnLocks([ownLock])],
  ['a pruned history', (database) => database.pruneHistory({ beforeMs: Number.MAX_SAFE_INTEGER, maxEntries: 0 })],
];

/** What every implementation does with the proof that a pass had nothing to do. */
export function describeRestProof(bench: DatabaseBench): void {
  describe('the proof of rest', () => {
    it('is there after a restart, and is no write', () => {
      const before = bench.database.writeCount;
      bench.database.saveRestProof('old');
      bench.database.saveRestProof('proof');

      expect(bench.database.writeCount).toBe(before);
      bench.restart();
      expect(bench.database.loadRestProof()).toBe('proof');
    });

    it.each(INPUTS)('goes with %s', (_what, change) => {
      bench.database.saveRestProof('proof');

      change(bench.database);

      expect(bench.database.loadRestProof()).toBeUndefined();
      bench.restart();
      expect(bench.database.loadRestProof()).toBeUndefined();
    });

    it('goes with the base', () => {
      bench.database.commitBase([{ kind: 'put', row: buildBaseRow(1, 'a') }]);
      bench.database.saveRestProof('proof');

      bench.database.dropBase();

      expect(bench.database.loadRestProof()).toBeUndefined();
    });

    it.each(OTHERS)('stays with %s', (_what, change) => {
      bench.database.commitBase([], [buildHistoryEntry('run-1')]);
      bench.database.saveRestProof('proof');

      change(bench.database);

      expect(bench.database.loadRestProof()).toBe('proof');
    });
  });
}
