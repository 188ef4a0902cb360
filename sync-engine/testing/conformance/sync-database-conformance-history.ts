import { describe, expect, it } from 'vitest';
import { EMPTY_CHECKSUM } from '../../core/model/checksum.ts';
import type { Reversal } from '../../core/model/history.ts';
import { toHistoryId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { DatabaseBench } from '../../sync-database/database-bench.ts';
import { buildBaseRow, buildHistoryEntry } from '../../sync-database/database-builders.ts';

const ALL = Number.MAX_SAFE_INTEGER;

const REVERSALS: readonly Reversal[] = [
  { kind: 'keep-file', checksum: EMPTY_CHECKSUM },
  { kind: 'restore', keepId: 'run-1' },
  { kind: 'put-back', keepId: 'run-1', checksum: EMPTY_CHECKSUM },
  { kind: 'move-back', inode: 2n ** 64n - 1n, checksum: undefined },
  { kind: 'move-back', inode: undefined, checksum: EMPTY_CHECKSUM },
  { kind: 'remove-directory' },
  { kind: 'make-directory' },
  { kind: 'none', why: 'needs-server-trash' },
  { kind: 'none', why: 'carries-undo' },
];

/** What was done is told newest first, and is written together with the rows that it changed. */
export function describeHistory(bench: DatabaseBench): void {
  describe('history', () => {
    it('gives back every field after a restart, newest first', () => {
      const entries = REVERSALS.map((reversal, index) => buildHistoryEntry(`run-${index}`, { reversal, atMs: index }));
      const bare = buildHistoryEntry('bare-1', { target: undefined, undoes: undefined, nodeKind: 'directory' });
      const part = { count: 2, directories: ['Fotos' as RelativePath], files: 3, bytes: 4 };
      const chosen = buildHistoryEntry('chosen-1', { verb: 'choose', outcome: { came: part, left: part } });
      bench.database.commitBase([], [...entries, bare, chosen]);

      bench.restart();

      expect(bench.database.listHistory(ALL)).toEqual([chosen, bare, ...entries.toReversed()]);
      expect(bench.database.listHistory(1)).toEqual([chosen]);
    });

    it('of equal times tells the entry first that was added last', () => {
      const entries = ['a-1', 'a-2', 'a-3'].map((id) => buildHistoryEntry(id));
      bench.database.commitBase([], entries);

      expect(bench.database.listHistory(2)).toEqual([entries[2], entries[1]]);
    });

    it('is written in the transaction of the rows it belongs to', () => {
      bench.database.commitBase([{ kind: 'put', row: buildBaseRow(1, 'a') }], [buildHistoryEntry('a-1')]);

      expect(bench.database.writeCount).toBe(1);
      expect(() =>
        bench.database.commitBase([{ kind: 'put', row: buildBaseRow(2, 'a/b') }], [buildHistoryEntry('a-2')]),
      ).toThrow(RangeError);
      expect(bench.database.listHistory(ALL)).toHaveLength(1);
    });

    it('keeps the first of two entries with one id', () => {
      bench.database.commitBase([], [buildHistoryEntry('a-1', { atMs: 1 })]);
      const before = bench.database.writeCount;

      bench.database.commitBase([], [buildHistoryEntry('a-1', { atMs: 2 })]);

      expect(bench.database.listHistory(ALL)).toMatchObject([{ atMs: 1 }]);
      expect(bench.database.writeCount).toBe(before);
    });

    it('loses entries from before a time, and the oldest of too many; else nothing is written', () => {
      const entries = [1, 2, 3, 4, 5].map((atMs) => buildHistoryEntry(`a-${atMs}`, { atMs }));
      bench.database.commitBase([], entries);

      bench.database.pruneHistory({ beforeMs: 2, maxEntries: 10 });
      expect(bench.database.listHistory(ALL).map(({ atMs }) => atMs)).toEqual([5, 4, 3, 2]);
      bench.database.pruneHistory({ beforeMs: 0, maxEntries: 2 });
      expect(bench.database.listHistory(ALL).map(({ atMs }) => atMs)).toEqual([5, 4]);

      const before = bench.database.writeCount;
      bench.database.pruneHistory({ beforeMs: 0, maxEntries: 2 });
      bench.database.commitBase([], []);
      expect(bench.database.writeCount).toBe(before);
    });
  });
}

/** What a page of the history is made from. */
export function describeHistoryPages(bench: DatabaseBench): void {
  describe('history', () => {
    it('is read on behind a point: what is older, and what has its time and was added before', () => {
      const [old, ...same] = ['a-1', 'b-1', 'b-2', 'b-3'].map((id) =>
        buildHistoryEntry(id, { atMs: id < 'b' ? 1 : 2 }),
      );
      if (old === undefined) throw new Error('no entry');
      bench.database.commitBase([], [...same, old]);
      const idsBehind = (point: Parameters<typeof bench.database.listHistory>[1], maxEntries = ALL) =>
        bench.database.listHistory(maxEntries, point).map(({ id }) => String(id));

      expect(idsBehind(undefined)).toEqual(['b-3', 'b-2', 'b-1', 'a-1']);
      expect(idsBehind({ atMs: 2, id: toHistoryId('b-2') })).toEqual(['b-1', 'a-1']);
      expect(idsBehind({ atMs: 2, id: toHistoryId('b-2') }, 1)).toEqual(['b-1']);
      expect(idsBehind({ atMs: 2 })).toEqual(['a-1']);
      expect(idsBehind({ atMs: 2, id: toHistoryId('gone-1') })).toEqual(['a-1']);
      expect(idsBehind({ atMs: 1, id: old.id })).toEqual([]);
    });

    it('finds the newest entry about an item at a path, which was there or came there', () => {
      const at = (id: string, atMs: number, [path, target]: readonly string[]) =>
        buildHistoryEntry(id, { atMs, path: path as RelativePath, target: target as RelativePath | undefined });
      const entries = [at('a-1', 3, ['a']), at('b-1', 1, ['b', 'a']), at('c-1', 3, ['c', 'a']), at('d-1', 9, ['a/d'])];
      bench.database.commitBase([], entries);

      expect(bench.database.findHistory({ path: 'a' as RelativePath })).toEqual(entries[2]);
      expect(bench.database.findHistory({ path: 'b' as RelativePath })).toEqual(entries[1]);
      expect(bench.database.findHistory({ path: 'A' as RelativePath })).toBeUndefined();
    });

    it('finds one entry, and tells which have turned others round', () => {
      const [done, undo] = [
        buildHistoryEntry('a-1', { undoes: undefined }),
        buildHistoryEntry('b-1', { undoes: toHistoryId('a-1') }),
      ];
      bench.database.commitBase([], [done, undo]);

      expect(bench.database.findHistory(done.id)).toEqual(done);
      expect(bench.database.findHistory(toHistoryId('gone-1'))).toBeUndefined();
      expect(bench.database.listUndoers()).toEqual([{ id: undo.id, undoes: done.id }]);
    });
  });
}
