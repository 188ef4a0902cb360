import { describe, expect, it } from 'vitest';
import { toFileId } from '../../core/model/ids.ts';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';
import { ownLock } from '../../sync-database/database-builders.ts';

/** What every implementation keeps of the locks that are held on the server. */
export function describeOwnLocks(bench: DatabaseBench): void {
  describe('own locks', () => {
    it('are kept over a restart and a dropped base, by file id, and are no write', () => {
      const before = bench.database.writeCount;
      const first = { ...ownLock, fileId: toFileId('0000oc') };
      bench.database.replaceOwnLocks([{ ...ownLock, token: 'old' }]);
      bench.database.replaceOwnLocks([ownLock, first]);

      expect(bench.database.writeCount).toBe(before);
      bench.database.dropBase();
      bench.restart();
      expect(bench.database.listOwnLocks()).toEqual([first, ownLock]);
    });
  });
}
