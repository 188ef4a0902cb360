import { expect, test } from 'vitest';
import { DEFAULT_LIMITS, REMOVAL_WINDOW_MS } from '#sync-engine/core/guards/mass-removal.ts';
import { UNATTENDED_MS } from '#sync-engine/core/guards/hold.ts';
import { toHoldName } from '#sync-engine/core/model/hold.ts';
import type { RelativePath } from '#sync-engine/core/model/relative-path.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

const names = (count: number) => Array.from({ length: count }, (_, number) => `Akten/a${number}`);

/** A folder with 100 files on both sides. */
async function hundred(): Promise<FakeFolder> {
  const folder = new FakeFolder({ limits: DEFAULT_LIMITS });
  for (const name of names(100)) folder.user.writeFile(name, name);
  await folder.settle();
  folder.events.length = 0;
  return folder;
}

async function removedHere(count: number): Promise<FakeFolder> {
  const folder = await hundred();
  for (const name of names(count)) folder.user.remove(name);
  await folder.settle();
  return folder;
}

async function removedThere(count: number): Promise<FakeFolder> {
  const folder = await hundred();
  for (const name of names(count)) folder.server.remove(name);
  await folder.settle();
  return folder;
}

function nameOf(folder: FakeFolder): string {
  const [hold] = folder.database.listHolds();
  if (hold === undefined) throw new Error('nothing is held');
  return toHoldName(hold);
}

const filesThere = (folder: FakeFolder) => Object.keys(folder.server.snapshot()).length - 1;
const filesHere = (folder: FakeFolder) => folder.user.listAll().length - 1;

test('a held removal is stored with its list and reason, and is the same one after a restart', async () => {
  const folder = await removedHere(60);
  const before = folder.database.listHolds();

  await folder.restart();
  const end = await folder.settle();

  expect(before).toMatchObject([
    { revision: 1, kind: 'removals', side: 'remote', reason: 'many-at-once', fileCount: 60, allFiles: 100 },
  ]);
  expect(before[0]?.paths.toSorted()).toEqual(names(60).toSorted());
  expect(end).toMatchObject({ kind: 'held', holds: before });
  expect(folder.database.listHolds()).toEqual(before);
  expect(filesThere(folder)).toBe(100);
});

test('what joins a held removal makes a new list of the same hold', async () => {
  const folder = await removedHere(60);
  const [before] = folder.database.listHolds();
  folder.user.remove('Akten/a70');

  await folder.settle();

  expect(folder.database.listHolds()).toMatchObject([{ id: before?.id, revision: 2, fileCount: 61 }]);
});

test.each([
  ['here', removedHere],
  ['on the server', removedThere],
] as const)('with the answer keep, everything that was removed %s comes back', async (_, remove) => {
  const folder = await remove(60);
  expect(await folder.answer(nameOf(folder), 'keep')).toBe('taken');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect([filesHere(folder), filesThere(folder), folder.database.listHolds()]).toEqual([100, 100, []]);
  expect(folder.events.filter(({ type }) => type === 'decided')).toMatchObject([{ decision: 'keep', why: 'answered' }]);
});

test.each([
  ['here', removedHere],
  ['on the server', removedThere],
] as const)('with the answer to carry out, what was removed %s goes on the other side too', async (_, remove) => {
  const folder = await remove(60);
  expect(await folder.answer(nameOf(folder), 'carry-out')).toBe('taken');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect([filesHere(folder), filesThere(folder), folder.database.listHolds()]).toEqual([40, 40, []]);
});

test('an answer for a list that has grown meanwhile is void, and the person is asked again', async () => {
  const folder = await removedHere(60);
  const seen = nameOf(folder);
  await folder.answer(seen, 'carry-out');
  folder.user.remove('Akten/a70');

  const end = await folder.settle();

  expect([end.kind, filesThere(folder), nameOf(folder) === seen]).toEqual(['held', 100, false]);
  expect(await folder.answer(seen, 'carry-out')).toBe('list-changed');
  expect(await folder.answer('nothing-1', 'carry-out')).toBe('unknown');
});

test('a removal that comes after the answer is judged by itself', async () => {
  const folder = await removedHere(60);
  await folder.answer(nameOf(folder), 'carry-out');
  folder.server.faults.add({ kind: 'fail', call: 'remove', code: 'server-error', times: 30 });
  await folder.run();
  for (const name of names(90).slice(60)) folder.user.remove(name);

  const end = await folder.settle();

  expect(end.kind).toBe('waiting');
  expect(folder.database.listHolds().toSorted((a, b) => a.fileCount - b.fileCount)).toMatchObject([
    { isApproved: false, fileCount: 30 },
    { isApproved: true, fileCount: 60 },
  ]);
  expect(
    names(90)
      .slice(60)
      .every((name) => folder.server.readFile(name) === name),
  ).toBe(true);
});

test('an answer survives a crash in the middle of carrying it out', async () => {
  const folder = await removedHere(60);
  await folder.answer(nameOf(folder), 'carry-out');
  folder.server.faults.add({ kind: 'fail', call: 'remove', code: 'server-unreachable', times: 1 });
  // The first run approves; what went missing here a moment ago waits for the second.
  for (let runs = 0; runs < 2; runs += 1) await folder.run();
  expect(filesThere(folder)).toBeGreaterThan(40);
  folder.crash();
  // The failure is remembered, too.
  await folder.passTime(30_000);

  const end = await folder.settle();

  expect([end.kind, filesThere(folder), folder.database.listHolds()]).toEqual(['idle', 40, []]);
});

test('without an answer everything comes back after seven days, and not before', async () => {
  const folder = await removedHere(60);
  await folder.passTime(UNATTENDED_MS - 60_000);
  const early = await folder.settle();
  await folder.passTime(60_000);

  const end = await folder.settle();

  expect([early.kind, end.kind, filesHere(folder), filesThere(folder)]).toEqual(['held', 'idle', 100, 100]);
  expect(folder.events.filter(({ type }) => type === 'decided')).toMatchObject([{ why: 'unattended' }]);
});

test('a hold does not run out when a listing fails and the list looks short', async () => {
  const folder = new FakeFolder({ limits: DEFAULT_LIMITS });
  const files = Array.from({ length: 90 }, (_, number) => `${number < 45 ? 'A' : 'B'}/f${number}`);
  for (const name of files) folder.user.writeFile(name, name);
  await folder.settle();
  for (const name of files.slice(0, 80)) folder.server.remove(name);
  await folder.settle();
  expect(folder.database.listHolds()).toMatchObject([{ side: 'local', fileCount: 80 }]);
  const fault = { act: 'read-directory', errno: 'EACCES', times: 1 } as const;
  folder.filesystem.faults.add({ ...fault, path: 'A' as RelativePath });
  folder.filesystem.faults.add({ ...fault, path: 'B' as RelativePath });

  await folder.run();
  const end = await folder.settle();

  expect(end.kind).toBe('held');
  expect(folder.database.listHolds()).toMatchObject([{ revision: 1, fileCount: 80 }]);
  expect(folder.user.listAll()).toHaveLength(92);
});

test('a program that deletes a few files every minute does not slip under the limit', async () => {
  const folder = new FakeFolder({ limits: DEFAULT_LIMITS });
  for (const name of names(400)) folder.user.writeFile(name, name);
  await folder.settle();
  const kinds: string[] = [];
  for (let minute = 0; minute < 5; minute += 1) {
    for (const name of names(15 * (minute + 1)).slice(15 * minute)) folder.user.remove(name);
    await folder.passTime(60_000);
    if (minute === 1) await folder.restart();
    kinds.push((await folder.settle()).kind);
  }

  expect(kinds).toEqual(['idle', 'idle', 'idle', 'held', 'held']);
  expect(filesThere(folder)).toBe(355);
  expect(folder.database.listHolds()).toMatchObject([{ reason: 'many-in-a-while', fileCount: 30 }]);
});

test('tidying up over a working day is no mass removal', async () => {
  const folder = new FakeFolder({ limits: DEFAULT_LIMITS });
  for (const name of names(400)) folder.user.writeFile(name, name);
  await folder.settle();
  const kinds: string[] = [];
  for (let hour = 0; hour < 4; hour += 1) {
    for (const name of names(30 * (hour + 1)).slice(30 * hour)) folder.user.remove(name);
    kinds.push((await folder.settle()).kind);
    await folder.passTime(REMOVAL_WINDOW_MS);
  }

  expect([kinds, filesThere(folder)]).toEqual([['idle', 'idle', 'idle', 'idle'], 280]);
});

test('a hold that waits is neither told nor written again in every run', async () => {
  const folder = await removedHere(60);
  const before = folder.database.listHolds();

  for (let runs = 0; runs < 2; runs += 1) await folder.run();

  expect(folder.events.filter(({ type }) => type === 'hold')).toHaveLength(1);

  expect(folder.database.listHolds()).toBe(before);
});
