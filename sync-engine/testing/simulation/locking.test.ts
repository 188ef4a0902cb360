import { expect, test } from 'vitest';
import { explain, runSeeds } from './simulate.ts';

const ALL_HOLD = 'every invariant holds';

test.each([
  ['one computer', 'one-computer-locking', 300],
  ['two computers', 'two-computers-locking', 100],
] as const)(
  'where open files are locked on the server, and colleagues lock some, %s lose nothing and end equal',
  { timeout: 600_000 },
  async (_name, kind, count) => {
    const failure = await runSeeds({ kind, first: 1, count });

    expect(failure === undefined ? ALL_HOLD : await explain(failure)).toBe(ALL_HOLD);
  },
);
