import { describe, expect, it } from 'vitest';
import { toNodeId } from '../../core/model/ids.ts';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';
import { falseAlarm, hold } from '../../sync-database/database-builders.ts';
import { NO_SESSION } from '../../sync-database/sync-database.ts';
import type { RecentAct } from '../../sync-database/sync-database.ts';

const act = (kind: string, id: number, atMs: number): RecentAct => ({ kind, nodeId: toNodeId(id), atMs });

/** What every implementation keeps for the guards. */
export function describeGuardRecords(bench: DatabaseBench): void {
  describeFalseAlarms(bench);
  describe('records of guards', () => {
    it('keeps holds over a restart, by id', () => {
      const other = { ...hold, id: 'a0', isApproved: true, nodes: [], paths: [] };
      bench.database.replaceHolds([{ ...hold, id: 'gone' }]);
      bench.database.replaceHolds([hold, other]);

      bench.restart();

      expect(bench.database.listHolds()).toEqual([other, hold]);
    });

    it('writes holds only when one of them changed', () => {
      bench.database.replaceHolds([hold]);
      const before = bench.database.writeCount;

      bench.database.replaceHolds([{ ...hold }]);
      bench.database.noteRecentActs([], 99);

      expect(bench.database.writeCount).toBe(before);
      bench.database.replaceHolds([{ ...hold, revision: 3 }]);
      expect(bench.database.writeCount).toBe(before + 1);
    });

    it('keeps the latest time of an act for each item, and forgets old ones', () => {
      bench.database.noteRecentActs([act('b', 1, 10), act('a', 1, 10), act('a', 2, 11)], 0);
      bench.database.noteRecentActs([act('a', 1, 12)], 11);

      bench.restart();

      expect(bench.database.listRecentActs()).toEqual([act('a', 1, 12), act('a', 2, 11)]);
    });

    it('starts as if nothing had run, and keeps what a session says', () => {
      expect(bench.database.loadSession()).toEqual(NO_SESSION);
      const session = { isRunning: true, dataFingerprint: '', mark: 'b', previousMark: 'a' };
      bench.database.saveSession(session);

      bench.restart();

      expect(bench.database.loadSession()).toEqual(session);
    });

    it('keeps a session and its questions when the base is dropped', () => {
      bench.database.saveSession({ ...NO_SESSION, dataFingerprint: 'f' });
      bench.database.replaceHolds([hold]);

      bench.database.dropBase();

      expect([bench.database.loadSession().dataFingerprint, bench.database.listHolds()]).toEqual(['f', [hold]]);
    });
  });
}

function describeFalseAlarms(bench: DatabaseBench): void {
  describe('false alarms', () => {
    it('are kept over a restart and a dropped base, in the order in which they were written', () => {
      const other = { ...falseAlarm, kind: 'scrambled' } as const;
      bench.database.replaceFalseAlarms([{ ...falseAlarm, extension: 'gone' }]);
      bench.database.replaceFalseAlarms([other, falseAlarm]);
      bench.database.dropBase();

      bench.restart();

      expect(bench.database.listFalseAlarms()).toEqual([other, falseAlarm]);
    });
  });
}
