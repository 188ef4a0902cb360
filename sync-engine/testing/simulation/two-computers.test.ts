import { expect, test } from 'vitest';
import { explain, runSeeds } from './simulate.ts';

const FIXED_SEEDS = 375;
const FRESH_SEEDS = 125;
const ALL_HOLD = 'every invariant holds';

test(
  'two computers on one server, with users at all three: 375 seeds lose nothing and end equal',
  { timeout: 600_000 },
  async () => {
    const failure = await runSeeds({ kind: 'two-computers', first: 1, count: FIXED_SEEDS });

    expect(failure === undefined ? ALL_HOLD : await explain(failure)).toBe(ALL_HOLD);
  },
);

test('so do 125 that nobody has seen before', { timeout: 300_000 }, async () => {
  const first = FIXED_SEEDS + 1 + (Date.now() % 1_000_000_000);
  const failure = await runSeeds({ kind: 'two-computers', first, count: FRESH_SEEDS });

  expect(failure === undefined ? ALL_HOLD : await explain(failure)).toBe(ALL_HOLD);
});
