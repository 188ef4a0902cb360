import { expect, test } from 'vitest';
import { explain, runSeeds } from './simulate.ts';

const ALL_HOLD = 'every invariant holds';

test.each([
  ['one computer', 'one-computer-keeping', 300],
  ['two computers', 'two-computers-keeping', 100],
] as const)(
  'where an organisation keeps second versions from the server, none gets there from %s, also when databases are lost',
  { timeout: 600_000 },
  async (_name, kind, count) => {
    const failure = await runSeeds({ kind, first: 1, count });

    expect(failure === undefined ? ALL_HOLD : await explain(failure)).toBe(ALL_HOLD);
  },
);
