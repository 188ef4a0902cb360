import { expect, test } from 'vitest';
import { FakeFilesystem } from '../../filesystem/fake-filesystem.ts';
import type { HistoryRecords } from '../../sync-database/sync-database.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { Visit } from './visit.ts';

let nextRandom = 0;

async function visit(folder: FakeFolder, history: HistoryRecords = folder.database): Promise<Visit> {
  const filesystem = new FakeFilesystem({ clock: folder.clock, disk: folder.disk });
  await filesystem.open({ isReadOnly: false, isVisitor: true });
  return new Visit({
    filesystem,
    clock: folder.clock,
    randomId: () => `p${(nextRandom += 1)}`,
    records: { kept: folder.database.listKept(), history, choices: [] },
    timeZoneOffsetMinutes: 0,
  });
}

async function synced(...paths: readonly string[]): Promise<FakeFolder> {
  const folder = new FakeFolder();
  for (const path of paths) folder.user.writeFile(path, 'old');
  await folder.settle();
  return folder;
}

test('the history is read on page by page, what people did meanwhile in its place, and no further than a page needs', async () => {
  const folder = await synced('a.txt', 'b.txt', 'c.txt');
  folder.server.writeFile('a.txt', 'new');
  await folder.settle();
  const [download] = (await (await visit(folder)).listHistory()).filter(({ verb }) => verb === 'download');
  await folder.passTime(1_000);
  await (await visit(folder)).undo(download?.id ?? '', new AbortController().signal);
  const visiting = await visit(folder);
  const all = await visiting.listHistory();
  const ids: string[] = [];

  for (let after: string | undefined; ids.length < all.length; after = ids.at(-1)) {
    const page = await visiting.pageHistory({ after, limit: 2, isWanted: () => true });
    expect(page.length).toBe(Math.min(2, all.length - ids.length));
    ids.push(...page.map(({ id }) => id));
  }

  expect(ids).toEqual(all.map(({ id }) => String(id)));
  expect(await visiting.pageHistory({ after: 'gone', limit: 2, isWanted: () => true })).toEqual([]);
  const downloads = await visiting.pageHistory({
    after: undefined,
    limit: 9,
    isWanted: ({ verb }) => verb === 'download',
  });
  expect(downloads.map(({ path }) => path)).toEqual(['a.txt']);
  expect([...(await visiting.listUndone())]).toEqual(downloads.map(({ id }) => id));
});

test('never reads the whole history for a page', async () => {
  const folder = await synced('a.txt');
  const { database } = folder;
  const asked: number[] = [];
  const history: HistoryRecords = {
    listHistory: (maxEntries, behind) => {
      asked.push(maxEntries);
      return database.listHistory(maxEntries, behind);
    },
    findHistory: (id) => database.findHistory(id),
    listUndone: () => database.listUndone(),
  };

  await (await visit(folder, history)).pageHistory({ after: undefined, limit: 5, isWanted: () => true });

  expect(Math.max(...asked)).toBeLessThanOrEqual(2_000);
});
