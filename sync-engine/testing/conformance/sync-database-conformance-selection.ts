import { describe, expect, it } from 'vitest';
import { toFileId, toNodeId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Choice, Selection } from '../../core/model/selection.ts';
import { EVERYTHING_SELECTED } from '../../core/model/selection.ts';
import { buildBaseRow, buildHistoryEntry } from '../../sync-database/database-builders.ts';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';

const PHOTOS: Choice = { fileId: toFileId('f2'), kind: 'deselected', path: 'Fotos' as RelativePath, atMs: 1 };
const PLANS: Choice = { fileId: toFileId('f1'), kind: 'undecided', path: 'Pläne/2026' as RelativePath, atMs: 2 };
const CHOSEN: Selection = {
  choices: [PLANS, PHOTOS],
  newDirectories: { kind: 'take', askAboveBytes: 500_000_000 },
  isSettled: true,
};

/** What every `SyncDatabase` does with what a person has chosen. */
export function describeSelection(bench: DatabaseBench): void {
  describe('the selection', () => {
    it('is everything before anybody has chosen', () => {
      expect(bench.database.loadSelection()).toEqual(EVERYTHING_SELECTED);
    });

    it('is the newest one after a restart, sorted by file id', () => {
      bench.database.commitSelection({ ...CHOSEN, choices: [PHOTOS] }, []);
      bench.database.commitSelection({ ...CHOSEN, choices: [PHOTOS, PLANS] }, []);

      bench.restart();

      expect(bench.database.loadSelection()).toEqual(CHOSEN);
    });

    it('keeps a rule without a limit', () => {
      for (const rule of [{ kind: 'ask' }, { kind: 'take', askAboveBytes: undefined }] as const) {
        bench.database.commitSelection({ ...CHOSEN, newDirectories: rule }, []);
        bench.restart();
        expect(bench.database.loadSelection().newDirectories).toEqual(rule);
      }
    });

    it('changes together with the rows that are forgotten for it', () => {
      bench.database.commitBase([
        { kind: 'put', row: buildBaseRow(1, 'Fotos', { kind: 'directory', checksum: undefined }) },
        { kind: 'put', row: buildBaseRow(2, 'a.jpg', { parentId: toNodeId(1) }) },
      ]);

      bench.database.commitSelection(CHOSEN, [toNodeId(2)]);
      bench.restart();

      expect(bench.database.loadSelection()).toEqual(CHOSEN);
      expect([...bench.database.loadBase().keys()]).toEqual([1]);
      expect(bench.database.nextNodeId()).toBe(3);
    });

    it('is written only when something changes', () => {
      bench.database.commitSelection(CHOSEN, []);
      const before = bench.database.writeCount;

      bench.database.commitSelection({ ...CHOSEN, choices: [PHOTOS, PLANS] }, []);
      expect(bench.database.writeCount).toBe(before);
      bench.database.commitSelection(CHOSEN, [toNodeId(99)]);
      expect(bench.database.writeCount).toBe(before);
    });

    it('outlives the base, but is not settled any more', () => {
      bench.database.commitSelection(CHOSEN, []);

      bench.database.dropBase();
      bench.restart();

      expect(bench.database.loadSelection()).toEqual({ ...CHOSEN, isSettled: false });
    });
  });
  describeBefore(bench);
}

function describeBefore(bench: DatabaseBench): void {
  describe('what was away before', () => {
    it('is remembered until it is forgotten together with an entry of the history', () => {
      const untold = { sinceMs: 3, before: [PLANS, PHOTOS] };
      bench.database.commitSelection({ ...CHOSEN, choices: [], untold: { ...untold, before: [PHOTOS, PLANS] } }, []);
      bench.restart();
      expect(bench.database.loadSelection()).toEqual({ ...CHOSEN, choices: [], untold });

      bench.database.commitSelection(CHOSEN, [], [buildHistoryEntry('c3-1')]);
      bench.restart();

      expect(bench.database.loadSelection().untold).toBeUndefined();
      expect(bench.database.listHistory(9)).toEqual([buildHistoryEntry('c3-1')]);
    });
  });
}
