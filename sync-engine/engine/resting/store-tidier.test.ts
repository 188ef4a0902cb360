import { expect, test } from 'vitest';
import type { KeptLimits } from '../../core/guards/kept-retention.ts';
import type { EngineEvent } from '../../core/model/engine-state.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { FakeFolder } from '../../testing/builders/fake-folder.ts';

const DAY_MS = 86_400_000;
const ALL = Number.MAX_SAFE_INTEGER;

/** A folder in which sync has replaced `a.txt` ("old") and removed `b.txt` ("gone"); the clock has been believed. */
async function folderWithKept(keptLimits?: KeptLimits): Promise<FakeFolder> {
  const folder = new FakeFolder(keptLimits === undefined ? {} : { keptLimits });
  folder.user.writeFile('a.txt', 'old');
  folder.user.writeFile('Docs/b.txt', 'gone');
  await folder.settle();
  folder.server.writeFile('a.txt', 'new');
  folder.server.remove('Docs/b.txt');
  await folder.settle();
  return folder;
}

function keptTexts(folder: FakeFolder): readonly string[] {
  return [...folder.disk.kept.values()]
    .flatMap((items) => [...items.values()].map((node) => Buffer.from(node.bytes).toString()))
    .toSorted();
}

/** What was told last of how large the store is. */
function lastSize({ events }: FakeFolder): EngineEvent | undefined {
  return events.findLast(({ type }) => type === 'kept-over-limit' || type === 'kept-within-limit');
}

/** Days of which each has a look, as in a program that runs all the time. */
async function liveThrough(folder: FakeFolder, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await folder.passTime(DAY_MS);
    await folder.run();
  }
}

test('what sync replaced or removed is listed with its checksum, under the id of its history entry', async () => {
  const folder = await folderWithKept();

  const kept = folder.database.listKept();

  expect(kept.map(({ originalPath, reason }) => `${originalPath}: ${reason}`).toSorted()).toEqual([
    'Docs/b.txt: removed-on-server',
    'a.txt: replaced-by-server-version',
  ]);
  expect(kept.every(({ checksum }) => checksum !== undefined)).toBe(true);
  const ids = folder.database.listHistory(ALL).map(({ id }) => String(id));
  expect(kept.every(({ keepId }) => ids.includes(keepId))).toBe(true);
});

test('kept versions go after 30 days of a running program, with their rows', async () => {
  const folder = await folderWithKept();

  await liveThrough(folder, 29);
  expect(keptTexts(folder)).toEqual(['gone', 'old']);
  await liveThrough(folder, 2);

  expect([keptTexts(folder), folder.database.listKept()]).toEqual([[], []]);
});

test('after months in which nothing ran a day is left to look for kept versions', async () => {
  const folder = await folderWithKept();
  await folder.restart();
  await folder.passTime(200 * DAY_MS);

  await folder.run();
  await folder.restart();
  await folder.run();
  expect(keptTexts(folder)).toEqual(['gone', 'old']);
  await liveThrough(folder, 2);

  expect(keptTexts(folder)).toEqual([]);
});

test('a store that is too large loses what is old enough, and young versions only make it tell', async () => {
  const folder = await folderWithKept({ maxAgeMs: 30 * DAY_MS, minAgeMs: 9 * DAY_MS, maxBytes: 4 });

  await liveThrough(folder, 8);
  expect(keptTexts(folder)).toEqual(['gone', 'old']);
  expect(lastSize(folder)).toEqual({ type: 'kept-over-limit', keptBytes: 7, maxBytes: 4 });
  await liveThrough(folder, 3);

  expect(keptTexts(folder)).toHaveLength(1);
  expect(lastSize(folder)).toEqual({ type: 'kept-within-limit' });
});

test('a store that was too large is looked at again as soon as a person has done something', async () => {
  const folder = await folderWithKept({ maxAgeMs: 30 * DAY_MS, minAgeMs: 9 * DAY_MS, maxBytes: 4 });
  await liveThrough(folder, 1);
  const opened = await folder.open();
  await opened.actBetweenRuns(async ({ filesystem }) => {
    const kept = await filesystem.kept.list();
    for (const stored of kept.ok ? kept.value : []) await filesystem.kept.drop(stored);
  });

  await folder.run();

  expect(lastSize(folder)).toEqual({ type: 'kept-within-limit' });
});

test('bytes without a row, as after a crash, are listed anew and kept from then on', async () => {
  const folder = await folderWithKept();
  await folder.restart();
  for (const { keepId } of folder.database.listKept()) folder.database.removeKept(keepId);
  await folder.passTime(DAY_MS);

  await folder.run();

  const nowMs = folder.clock.nowMs();
  const rows = folder.database.listKept();
  expect(rows.map(({ originalPath, reason }) => `${originalPath}: ${reason}`).toSorted()).toEqual([
    'a.txt: found',
    'b.txt: found',
  ]);
  expect(rows.every(({ keptAtMs }) => nowMs - keptAtMs < 60_000)).toBe(true);
  await liveThrough(folder, 29);
  expect(keptTexts(folder)).toEqual(['gone', 'old']);
});

test('rows whose bytes are gone are dropped when the folder is opened', async () => {
  const folder = await folderWithKept();
  await folder.restart();
  folder.disk.kept.clear();

  await folder.run();

  expect(folder.database.listKept()).toEqual([]);
});

test('no row is dropped and nothing is removed while the store cannot be read', async () => {
  const folder = await folderWithKept();
  await folder.restart();
  folder.filesystem.faults.add({ act: 'list-kept', path: '' as RelativePath, errno: 'EIO' });

  await liveThrough(folder, 40);

  expect(folder.database.listKept()).toHaveLength(2);
  expect(keptTexts(folder)).toEqual(['gone', 'old']);
});

test('a kept file that is written to while it is cleaned stays', async () => {
  const folder = await folderWithKept();
  await liveThrough(folder, 29);
  const [first] = [...folder.disk.kept.values()].flatMap((items) => [...items.values()]);
  folder.filesystem.faults.onAct = (act) => {
    if (act === 'drop-kept' && first !== undefined) folder.disk.write(first, Buffer.from('written by an open editor'));
  };

  await liveThrough(folder, 2);

  expect(keptTexts(folder)).toEqual(['written by an open editor']);
  expect(folder.database.listKept()).toHaveLength(1);
});

test('history is told for 90 days at least', async () => {
  const folder = await folderWithKept();
  const before = folder.database.listHistory(ALL).length;

  await liveThrough(folder, 89);
  expect(folder.database.listHistory(ALL)).toHaveLength(before);
  await liveThrough(folder, 3);

  expect(folder.database.listHistory(ALL)).toEqual([]);
});

test('a run that finds nothing to do writes no row', async () => {
  const folder = await folderWithKept();
  await folder.run();
  const before = folder.writeCount;

  await folder.run();

  expect(folder.writeCount).toBe(before);
});

test('the row of a kept version stays when its successor could not take its place', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('a.txt', 'old');
  await folder.settle();
  folder.server.writeFile('a.txt', 'new');
  folder.filesystem.beforeArrival = () => folder.user.writeFile('a.txt', 'made in the same moment');

  await folder.run();

  expect(keptTexts(folder)).toEqual(['old']);
  expect(folder.database.listKept()).toMatchObject([{ originalPath: 'a.txt', reason: 'replaced-by-server-version' }]);
});

test('the row of a version that was not kept goes', async () => {
  const folder = new FakeFolder();
  folder.user.writeFile('a.txt', 'old');
  folder.user.writeFile('b.txt', 'old');
  await folder.settle();
  folder.server.remove('a.txt');
  folder.server.writeFile('b.txt', 'new');
  folder.filesystem.faults.onAct = (act, path) => {
    if (act === 'keep-file' || act === 'place') folder.user.writeFile(path, 'edited');
  };

  await folder.run();

  expect([keptTexts(folder), folder.database.listKept()]).toEqual([[], []]);
});

test('what was deselected goes after a day, but not what the server has let go meanwhile', async () => {
  const folder = new FakeFolder();
  for (const name of ['stays', 'removed', 'overwritten']) folder.user.writeFile(`Akten/${name}.txt`, name);
  await folder.settle();
  await folder.deselect('Akten');
  await folder.settle();
  folder.server.remove('Akten/removed.txt');
  folder.server.writeFile('Akten/overwritten.txt', 'OVERWRITTEN');

  await liveThrough(folder, 3);
  expect(keptTexts(folder)).toEqual(['overwritten', 'removed']);
  await liveThrough(folder, 30);
  expect(keptTexts(folder)).toEqual([]);
});
