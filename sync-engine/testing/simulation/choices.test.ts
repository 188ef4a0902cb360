import { expect, test } from 'vitest';
import { withChoices } from './choosing.ts';
import { runCase } from './run-case.ts';
import { drawCase } from './simulation-case.ts';

const OPTIONS = { mutation: undefined, trace: undefined };

/** One directory moved into another while both were deselected, and one made anew in the place of a deselected one. */
const FOUND_WITH_TWO = [1245, 2172];

test.each([
  ['one computer', 1, 150],
  ['two computers', 2, 50],
] as const)(
  'people at %s who also deselect and select directories lose nothing, and end equal when all is selected again',
  { timeout: 600_000 },
  async (_name, computers, seeds) => {
    const found = computers === 2 ? FOUND_WITH_TWO : [];
    for (const seed of [...found, ...Array.from({ length: seeds }, (_, index) => index + 1)]) {
      const { violation } = await runCase(withChoices(drawCase(seed, computers)), OPTIONS);
      expect(violation, `seed ${seed}`).toBeUndefined();
    }
  },
);
