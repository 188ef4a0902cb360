import { describe, expect, it } from 'vitest';
import type { ConflictId, ConflictRecord, ConflictState } from '../../core/model/conflict.ts';
import { toNodeId } from '../../core/model/ids.ts';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';
import { buildHistoryEntry, conflict, exchange } from '../../sync-database/database-builders.ts';

const bare: ConflictRecord = {
  ...conflict,
  id: 'c0' as ConflictId,
  origin: 'found',
  base: undefined,
  server: undefined,
  local: undefined,
  serverAuthor: undefined,
  serverReceivedAtMs: undefined,
  wasServerAsked: false,
};

const states: readonly ConflictState[] = [
  { kind: 'announced' },
  { kind: 'open' },
  { kind: 'exchanging', exchange, undoes: undefined },
  { kind: 'exchanging', exchange, undoes: { ...exchange, how: 'merged', renamedTo: undefined } },
  { kind: 'resolved', exchange },
  { kind: 'dissolved', why: 'equal-bytes', atMs: 7 },
];

/** Records of conflicts survive as they were written. */
export function describeConflicts(bench: DatabaseBench): void {
  describe('conflicts', () => {
    it('gives back every field after a restart, from the oldest to the newest', () => {
      const oldest = { ...conflict, id: 'c9' as ConflictId, recordedAtMs: 1 };
      for (const record of [conflict, bare, oldest]) bench.database.putConflict(record);

      bench.restart();

      expect(bench.database.listConflicts()).toEqual([oldest, bare, conflict]);
    });

    it.each(states)('keeps the state $kind', (state) => {
      bench.database.putConflict(conflict);
      bench.database.putConflict({ ...conflict, state });

      bench.restart();

      expect(bench.database.listConflicts()).toStrictEqual([{ ...conflict, state }]);
    });

    it('writes down what was done together with the record, and each entry once', () => {
      bench.database.putConflict(conflict, [buildHistoryEntry('decided-1')]);
      bench.database.putConflict(conflict, [buildHistoryEntry('decided-1')]);

      bench.restart();

      expect(bench.database.listConflicts()).toEqual([conflict]);
      expect(bench.database.listHistory(9)).toEqual([buildHistoryEntry('decided-1')]);
    });

    it('finds one by its id, and nothing by another', () => {
      for (const record of [conflict, bare]) bench.database.putConflict(record);

      expect(bench.database.findConflict(bare.id)).toEqual(bare);
      expect(bench.database.findConflict('c' as ConflictId)).toBeUndefined();
    });

    it('removes by id', () => {
      for (const record of [conflict, bare]) bench.database.putConflict(record);
      bench.database.removeConflict(conflict.id);

      const before = bench.database.writeCount;
      bench.database.removeConflict(conflict.id);

      expect(bench.database.listConflicts()).toEqual([bare]);
      expect(bench.database.writeCount).toBe(before);
    });

    it('never gives the node id of a conflict to another item', () => {
      bench.database.putConflict({ ...conflict, nodeId: toNodeId(41) });

      bench.restart();

      expect(bench.database.nextNodeId()).toBe(42);
    });
  });
}
