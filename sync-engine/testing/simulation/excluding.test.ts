import { expect, test } from 'vitest';
import { explain, runSeeds } from './simulate.ts';

const ALL_HOLD = 'every invariant holds';

test.each([
  ['one computer', 'one-computer-excluding', 150],
  ['two computers', 'two-computers-excluding', 50],
] as const)(
  'people at %s who also give names that take no part lose nothing, and all else ends equal',
  { timeout: 600_000 },
  async (_name, kind, count) => {
    const failure = await runSeeds({ kind, first: 1, count });

    expect(failure === undefined ? ALL_HOLD : await explain(failure)).toBe(ALL_HOLD);
  },
);
