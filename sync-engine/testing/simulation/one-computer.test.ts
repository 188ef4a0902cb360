import { expect, test } from 'vitest';
import { CORPUS } from './corpus.ts';
import { explain, runSeed, runSeeds } from './simulate.ts';

const ALL_HOLD = 'every invariant holds';

test(
  'a computer with its users, a server with its own, faults, crashes and power cuts: 2,000 seeds lose nothing and end equal',
  { timeout: 600_000 },
  async () => {
    const failure = await runSeeds({ kind: 'one-computer', first: 1, count: 2_000 });

    expect(failure === undefined ? ALL_HOLD : await explain(failure)).toBe(ALL_HOLD);
  },
);

test.each(CORPUS)('seed $seed of $kind, found once, stays mended', { timeout: 60_000 }, async ({ kind, seed }) => {
  const { violation } = await runSeed(kind, seed);

  expect(violation === undefined ? ALL_HOLD : await explain({ kind, seed, ...violation })).toBe(ALL_HOLD);
});

test('the same seed twice gives the same trace, step by step', { timeout: 60_000 }, async () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const kind = seed % 4 === 0 ? 'two-computers' : 'one-computer';
    const first = await runSeed(kind, seed);
    const second = await runSeed(kind, seed);

    expect({ seed, ...second }).toEqual({ seed, ...first });
  }
});

test('other seeds give other traces', async () => {
  const hashes = new Set<number>();
  for (let seed = 1; seed <= 10; seed += 1) hashes.add((await runSeed('one-computer', seed)).traceHash);

  expect(hashes.size).toBe(10);
});
