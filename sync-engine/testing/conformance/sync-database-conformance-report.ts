import { describe, expect, it } from 'vitest';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';

/** What every `SyncDatabase` does with the report of the folder's state. */
export function describeReport(bench: DatabaseBench): void {
  describe('the report', () => {
    it('is the newest one after a restart, and goes with the base', () => {
      bench.database.saveReport('old');
      bench.database.saveReport('new');

      bench.restart();

      expect(bench.database.loadReport()).toBe('new');
      bench.database.dropBase();
      expect(bench.database.loadReport()).toBeUndefined();
    });

    it('is written only when it changes', () => {
      bench.database.saveReport('report');
      const before = bench.database.writeCount;

      bench.database.saveReport('report');
      expect(bench.database.writeCount).toBe(before);

      bench.database.dropBase();
      bench.database.dropBase();
      expect(bench.database.writeCount).toBe(before + 1);
    });
  });
}
