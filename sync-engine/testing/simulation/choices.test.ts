import { expect, test } from 'vitest';
import { explain, runSeeds } from './simulate.ts';

const ALL_HOLD = 'every invariant holds';

test.each([
  ['one computer', 'one-computer-choosing', 150],
  ['two computers', 'two-computers-choosing', 50],
] as const)(
  'people at %s who also deselect and select directories lose nothing, and end equal when all is selected again',
  { timeout: 600_000 },
  async (_name, kind, count) => {
    const failure = await runSeeds({ kind, first: 1, count });

    expect(failure === undefined ? ALL_HOLD : await explain(failure)).toBe(ALL_HOLD);
  },
);
