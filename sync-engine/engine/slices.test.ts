import { expect, test } from 'vitest';
import type { Steps } from '../core/model/steps.ts';
import { FakeFolder } from '#sync-engine/testing/builders/fake-folder.ts';
import { createGiveWayToEvents } from './give-way-to-events.ts';
import { inSlices } from './slices.ts';

function* count(until: number, onStep: (step: number) => void): Steps<number> {
  for (let step = 1; step <= until; step += 1) {
    onStep(step);
    yield;
  }
  return until;
}

test('a computation ends with its value, whoever has had a turn between its steps', async () => {
  const order: string[] = [];
  const giveWay = async (): Promise<void> => void order.push('others');

  expect(
    await inSlices(
      count(2, (step) => order.push(`step ${step}`)),
      giveWay,
    ),
  ).toBe(2);
  expect(order).toEqual(['step 1', 'others', 'step 2', 'others']);
});

test('a computation that fails fails where it is waited for', async () => {
  const fail = (): void => {
    throw new Error('broken');
  };

  await expect(inSlices(count(2, fail), undefined)).rejects.toThrow('broken');
});

test('what waits for the event loop has its turn after each slice, and not before', async () => {
  let nowMs = 1_000;
  const giveWay = createGiveWayToEvents({ monotonicMs: () => nowMs });
  await giveWay();
  let hadTurn = false;
  setImmediate(() => (hadTurn = true));

  nowMs += 11;
  expect(giveWay()).toBeUndefined();
  nowMs += 1;
  const turn = giveWay();
  expect([turn === undefined, hadTurn]).toEqual([false, false]);
  await turn;

  expect(hadTurn).toBe(true);
  expect(giveWay()).toBeUndefined();
});

const STEPS = Array.from({ length: 20 }, (_, index) => index + 1);

test.each(STEPS)(
  'what people do on both sides in the middle of a computation, after %s steps, is not lost',
  async (after) => {
    let steps = Number.NEGATIVE_INFINITY;
    const folder: FakeFolder = new FakeFolder({
      giveWay: async () => {
        steps += 1;
        if (steps !== after) return;
        folder.user.writeFile('Akten/a.odt', 'hier geändert');
        folder.user.rename('Pläne/c.odt', 'Akten/c.odt');
        folder.server.writeFile('Post/p.odt', 'dort geändert');
        folder.server.remove('Akten/b.odt');
      },
    });
    for (const path of ['Akten/a.odt', 'Akten/b.odt', 'Pläne/c.odt', 'Post/p.odt']) folder.user.writeFile(path, path);
    await folder.settle();
    steps = 0;
    folder.user.writeFile('Pläne/neu.odt', 'neu');

    await folder.settle();
    await folder.settle();

    const files = {
      'Akten/a.odt': 'hier geändert',
      'Akten/c.odt': 'Pläne/c.odt',
      'Pläne/neu.odt': 'neu',
      'Post/p.odt': 'dort geändert',
    };
    expect(steps).toBeGreaterThanOrEqual(after);
    expect(
      folder.user
        .listAll()
        .map((path) => folder.user.readFile(path))
        .filter(isText)
        .toSorted(),
    ).toEqual(Object.values(files).toSorted());
    expect(folder.server.snapshot()).toMatchObject(files);
    expect(folder.server.readFile('Akten/b.odt')).toBeUndefined();
  },
);

function isText(content: string | undefined): content is string {
  return content !== undefined;
}
