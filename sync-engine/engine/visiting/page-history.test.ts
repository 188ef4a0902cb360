import { expect, test } from 'vitest';
import { toUndoers } from '../../core/model/standing.ts';
import type { HistoryRecords } from '../../sync-database/sync-database.ts';
import { synced, undo, visit } from '../../testing/builders/visited-folder.ts';

test('the history is read on page by page, what people did meanwhile in its place, and no further than a page needs', async () => {
  const folder = await synced({ 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c' });
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();
  await undo(folder, 'download', 'a.txt');
  const visiting = await visit(folder);
  const all = await visiting.listHistory();
  const ids: string[] = [];

  for (let after: string | undefined; ids.length < all.length; after = ids.at(-1)) {
    const { entries: page } = await visiting.pageHistory({ after, limit: 2, isWanted: () => true });
    expect(page.length).toBe(Math.min(2, all.length - ids.length));
    ids.push(...page.map(({ id }) => id));
  }

  expect(ids).toEqual(all.map(({ id }) => String(id)));
  const gone = await visiting.pageHistory({ after: 'gone', limit: 2, isWanted: () => true });
  expect(gone.entries).toEqual([]);
  const { entries: downloads, undoers } = await visiting.pageHistory({
    after: undefined,
    limit: 9,
    isWanted: ({ verb }) => verb === 'download',
  });
  expect(downloads.map(({ path }) => path)).toEqual(['a.txt']);
  expect([...undoers.keys()]).toEqual(downloads.map(({ id }) => id));
  expect(toUndoers(all)).toEqual(undoers);
});

test('never reads the whole history for a page', async () => {
  const folder = await synced({ 'a.txt': 'a' });
  const { database } = folder;
  const asked: number[] = [];
  const history: HistoryRecords = {
    listHistory: (maxEntries, behind) => {
      asked.push(maxEntries);
      return database.listHistory(maxEntries, behind);
    },
    findHistory: (id) => database.findHistory(id),
    listUndoers: () => database.listUndoers(),
  };

  await (await visit(folder, history)).pageHistory({ after: undefined, limit: 5, isWanted: () => true });

  expect(Math.max(...asked)).toBeLessThanOrEqual(2_000);
});
