import { expect, test } from 'vitest';
import { toHoldName } from '#sync-engine/core/model/hold.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';

/** Bytes without any order; another seed gives other bytes. */
function noise(seed: number): Uint8Array {
  const bytes = new Uint8Array(2048);
  let state = seed + 1;
  for (let index = 0; index < bytes.length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 16;
  }
  return bytes;
}

const fileName = (number: number) => `Akten/a${number}.txt`;
const text = (word: string) => `${word} `.repeat(200);

async function synced(count: number): Promise<FakeFolder> {
  const folder = new FakeFolder();
  for (let number = 0; number < count; number += 1) folder.user.writeFile(fileName(number), text(`Akte ${number}`));
  await folder.settle();
  folder.events.length = 0;
  return folder;
}

/** A program of a stranger overwrites files in place. */
function scramble(folder: FakeFolder, from: number, to: number): void {
  for (let number = from; number < to; number += 1) folder.user.writeFile(fileName(number), noise(number));
}

const scrambledThere = (folder: FakeFolder) =>
  Object.values(folder.server.snapshot()).filter((content) => content?.includes('\uFFFD')).length;

function holdName(folder: FakeFolder): string {
  const [hold] = folder.database.listHolds();
  if (hold === undefined) throw new Error('nothing is held');
  return toHoldName(hold);
}

test('files that turned into noise are not uploaded, with list and reason, and everything else goes on', async () => {
  const folder = await synced(100);
  scramble(folder, 0, 60);
  folder.user.writeFile('Akten/a99.txt', text('edited'));
  folder.user.writeFile('new.txt', 'new');

  const end = await folder.settle();

  expect(end).toMatchObject({ kind: 'held', holds: [{ kind: 'changes', reason: 'scrambled', fileCount: 60 }] });
  expect(folder.database.listHolds()[0]?.paths).toContain('Akten/a0.txt');
  expect(scrambledThere(folder)).toBe(0);
  expect([folder.server.readFile('Akten/a99.txt'), folder.server.readFile('new.txt')]).toEqual([text('edited'), 'new']);
});

test('files that are scrambled a few at a time stop at the limit, also over a restart', async () => {
  const folder = await synced(100);
  for (let round = 0; round < 10; round += 1) {
    scramble(folder, round * 5, round * 5 + 5);
    await folder.settle();
    if (round === 1) await folder.restart();
  }

  expect(scrambledThere(folder)).toBe(15);
  expect(folder.database.listHolds()).toMatchObject([{ reason: 'scrambled', fileCount: 35 }]);
});

test('files that all got one unknown extension are not renamed on the server', async () => {
  const folder = await synced(60);
  for (let number = 0; number < 30; number += 1) folder.user.rename(fileName(number), `${fileName(number)}.locked`);

  const end = await folder.settle();

  expect(end).toMatchObject({ kind: 'held', holds: [{ kind: 'changes', reason: 'renamed', fileCount: 30 }] });
  expect(folder.server.readFile(fileName(0))).toBe(text('Akte 0'));
  expect(folder.server.readFile(`${fileName(0)}.locked`)).toBeUndefined();
});

test('with the answer keep the server’s versions come back, and the scrambled ones stay in the safety store', async () => {
  const folder = await synced(60);
  scramble(folder, 0, 30);
  for (let number = 30; number < 60; number += 1) folder.user.rename(fileName(number), `${fileName(number)}.locked`);
  await folder.settle();
  await folder.answer(holdName(folder), 'keep');

  const end = await folder.settle();

  expect(end).toEqual({ kind: 'idle', problems: [] });
  expect(folder.user.listAll()).toHaveLength(61);
  expect(Array.from({ length: 60 }, (_, number) => folder.user.readFile(fileName(number)))).toEqual(
    Array.from({ length: 60 }, (_, number) => text(`Akte ${number}`)),
  );
  expect([folder.disk.kept.size, folder.database.listHolds()]).toEqual([60, []]);
});

test('with the answer to carry out, they are uploaded', async () => {
  const folder = await synced(60);
  scramble(folder, 0, 30);
  await folder.settle();
  await folder.answer(holdName(folder), 'carry-out');

  const end = await folder.settle();

  expect([end, scrambledThere(folder), folder.database.listHolds()]).toEqual([{ kind: 'idle', problems: [] }, 30, []]);
});

test('unpacking an archive of new files is no alarm, whatever is in them', async () => {
  const folder = await synced(20);
  for (let number = 0; number < 200; number += 1) folder.user.writeFile(`Archiv/b${number}.txt`, noise(number));

  expect((await folder.settle()).kind).toBe('idle');
});

test.each<[string, (folder: FakeFolder, number: number) => void]>([
  ['editing all texts', (folder, number) => folder.user.writeFile(fileName(number), text('edited'))],
  ['touching all files', (folder, number) => folder.user.setModificationTime(fileName(number), Date.UTC(2025, 1, 1))],
  ['renaming all files to .md', (folder, number) => folder.user.rename(fileName(number), `Akten/a${number}.md`)],
  ['renaming all files to .bak', (folder, number) => folder.user.rename(fileName(number), `${fileName(number)}.bak`)],
  ['moving all files', (folder, number) => folder.user.rename(fileName(number), `a${number}.txt`)],
  [
    'converting a few files to noise',
    (folder, number) => (number < 8 ? folder.user.writeFile(fileName(number), noise(number)) : undefined),
  ],
  [
    'giving every file an extension of its own',
    (folder, number) => folder.user.rename(fileName(number), `Akten/a.v${number}`),
  ],
])('%s is no alarm', async (_, act) => {
  const folder = await synced(60);
  for (let number = 0; number < 60; number += 1) act(folder, number);

  expect((await folder.settle()).kind).toBe('idle');
});
