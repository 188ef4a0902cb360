import { expect, test } from 'vitest';
import { explain, runSeeds } from './simulate.ts';

const ALL_HOLD = 'every invariant holds';

test(
  'two computers on one server, with users at all three: 500 seeds lose nothing and end equal',
  { timeout: 600_000 },
  async () => {
    const failure = await runSeeds({ kind: 'two-computers', first: 1, count: 500 });

    expect(failure === undefined ? ALL_HOLD : await explain(failure)).toBe(ALL_HOLD);
  },
);
