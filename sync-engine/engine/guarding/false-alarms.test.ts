import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '#sync-engine/core/guards/mass-removal.ts';
import type { Sign } from '#sync-engine/core/model/false-alarm.ts';
import type { CarryOut } from '#sync-engine/core/model/hold.ts';
import { toHoldName } from '#sync-engine/core/model/hold.ts';
import { toNodeId } from '#sync-engine/core/model/ids.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { rememberMeant } from './false-alarms.ts';

const FILES = 60;
const fileName = (number: number, ending = 'txt') => `Akten/a${number}.${ending}`;
const text = (word: string) => `${word} `.repeat(200);

async function synced(): Promise<FakeFolder> {
  const folder = new FakeFolder({ limits: DEFAULT_LIMITS });
  for (let number = 0; number < FILES; number += 1) {
    folder.user.writeFile(fileName(number), text(`Akte ${number}`));
    folder.user.writeFile(fileName(number, 'csv'), text(`Liste ${number}`));
  }
  await folder.settle();
  return folder;
}

function rename(folder: FakeFolder, [from, to]: readonly [number, number], ending: string): void {
  for (let number = from; number < to; number += 1) {
    folder.user.rename(fileName(number), `${fileName(number)}.${ending}`);
  }
}

/** Overwrites files with bytes without any order. */
function scramble(folder: FakeFolder, [from, to]: readonly [number, number], ending: string): void {
  for (let number = from; number < to; number += 1) {
    let state = number + 1;
    const bytes = Uint8Array.from({ length: 2048 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 16;
    });
    folder.user.writeFile(fileName(number, ending), bytes);
  }
}

/** A person says that what is held is meant, for good or for this time. */
async function allow(folder: FakeFolder, decision: CarryOut = 'carry-out-always'): Promise<void> {
  const [hold] = folder.database.listHolds();
  if (hold === undefined) throw new Error('nothing is held');
  await folder.answer(toHoldName(hold), decision);
  expect((await folder.settle()).kind).toBe('idle');
}

/** 30 files that got the ending `dms`, which a person has called meant. */
async function allowedRename(): Promise<FakeFolder> {
  const folder = await synced();
  rename(folder, [0, 30], 'dms');
  expect((await folder.settle()).kind).toBe('held');
  await allow(folder);
  return folder;
}

test('an ending that was called meant raises no second question, also after a restart', async () => {
  const folder = await allowedRename();
  await folder.restart();
  rename(folder, [30, 60], 'dms');

  expect((await folder.settle()).kind).toBe('idle');
  expect(folder.server.readFile(`${fileName(59)}.dms`)).toBe(text('Akte 59'));
  expect(folder.database.listFalseAlarms()).toMatchObject([{ kind: 'renamed', extension: 'dms' }]);
});

test('what was meant this time only goes, and its like asks again at once', async () => {
  const folder = await synced();
  rename(folder, [0, 30], 'dms');
  await folder.settle();
  await allow(folder, 'carry-out');
  const sent = folder.server.readFile(`${fileName(29)}.dms`);
  rename(folder, [30, 60], 'dms');

  expect([sent, folder.database.listFalseAlarms()]).toEqual([text('Akte 29'), []]);
  expect(await folder.settle()).toMatchObject({ kind: 'held', holds: [{ reason: 'renamed', fileCount: 30 }] });
});

test('another ending, and noise, ask all the same', async () => {
  const folder = await allowedRename();
  rename(folder, [30, 60], 'locked');
  const other = await folder.settle();
  await allow(folder);
  scramble(folder, [0, 30], 'csv');

  expect([other, await folder.settle()]).toMatchObject([
    { kind: 'held', holds: [{ reason: 'renamed', fileCount: 30 }] },
    { kind: 'held', holds: [{ reason: 'scrambled', fileCount: 30 }] },
  ]);
});

test('noise that was called meant is known by the ending under which it stands', async () => {
  const folder = await synced();
  scramble(folder, [0, 30], 'csv');
  await folder.settle();
  await allow(folder);
  scramble(folder, [30, 60], 'csv');
  const same = await folder.settle();
  scramble(folder, [0, 30], 'txt');
  const other = await folder.settle();

  expect([same.kind, other]).toMatchObject(['idle', { kind: 'held', holds: [{ fileCount: 30 }] }]);
});

test('what was called meant for good is remembered also when few complete what has gone before', async () => {
  const folder = await synced();
  scramble(folder, [0, 23], 'csv');
  const few = await folder.settle();
  scramble(folder, [23, 26], 'csv');
  const held = await folder.settle();
  await allow(folder);
  scramble(folder, [26, 60], 'csv');

  expect([few.kind, held]).toMatchObject(['idle', { kind: 'held', holds: [{ reason: 'scrambled', fileCount: 3 }] }]);
  expect((await folder.settle()).kind).toBe('idle');
});

test('endings that are many only together are remembered together, and nothing that waited with them', () => {
  const sign = (number: number): Sign => {
    if (number < 3) return { kind: 'renamed', extension: 'dms' };
    return { kind: 'scrambled', extension: number % 2 === 0 ? 'csv' : 'txt' };
  };
  const nodes = Array.from({ length: 15 }, (_, number) => toNodeId(number + 1));
  const signs = new Map(nodes.map((id, number) => [id, sign(number)]));

  expect(rememberMeant([], { hold: { nodes, reason: 'scrambled' }, signs, nowMs: 7 })).toEqual([
    { kind: 'scrambled', extension: 'txt', rememberedAtMs: 7 },
    { kind: 'scrambled', extension: 'csv', rememberedAtMs: 7 },
  ]);
});

test('what only waited with a list that was called meant is not remembered', async () => {
  const folder = await synced();
  rename(folder, [0, 30], 'dms');
  scramble(folder, [0, 5], 'csv');
  await folder.settle();
  await folder.settle();
  await allow(folder);

  expect(folder.database.listFalseAlarms()).toMatchObject([{ kind: 'renamed', extension: 'dms' }]);
});

test('the answer keep remembers nothing', async () => {
  const folder = await synced();
  rename(folder, [0, 30], 'dms');
  await folder.settle();
  const [hold] = folder.database.listHolds();
  await folder.answer(hold === undefined ? '' : toHoldName(hold), 'keep');

  expect([(await folder.settle()).kind, folder.database.listFalseAlarms()]).toEqual(['idle', []]);
});

test('what was taken back asks again, and may be called meant once more', async () => {
  const folder = await allowedRename();
  await folder.forgetFalseAlarms();
  rename(folder, [30, 57], 'dms');
  const again = await folder.settle();
  await folder.passTime(1);
  rename(folder, [57, 60], 'dms');
  await folder.settle();
  await allow(folder);

  expect(again).toMatchObject({ kind: 'held', holds: [{ reason: 'renamed' }] });
  expect(folder.database.listFalseAlarms()).toHaveLength(1);
});

test('a broken file of what was taken back takes nothing back', async () => {
  const folder = await allowedRename();
  await folder.filesystem.writePrivate('answer-false-alarms.json', '{');
  rename(folder, [30, 60], 'dms');

  expect((await folder.settle()).kind).toBe('idle');
});

test.each(['txt', 'csv', 'dms'])('mass removals are asked about whatever is remembered: .%s', async (ending) => {
  const folder = await synced();
  rename(folder, [0, 30], 'dms');
  await folder.settle();
  await allow(folder);
  folder.database.replaceFalseAlarms(
    (['scrambled', 'renamed'] as const).map((kind) => ({ kind, extension: ending, rememberedAtMs: 1 })),
  );
  for (const path of folder.user.listAll()) {
    if (path.startsWith('Akten/')) folder.user.remove(path);
  }

  expect(await folder.settle()).toMatchObject({ kind: 'held', holds: [{ kind: 'removals', fileCount: 120 }] });
  expect(Object.keys(folder.server.snapshot())).toHaveLength(121);
});
