import { expect, test } from 'vitest';
import { explainPortions, runPortionsCase } from './portions.ts';

const SAME_END = 'the same end';

test.each([
  { what: '200 cases', first: 1, count: 200 },
  { what: '50 that nobody has seen before', first: 10_000 + (Date.now() % 1_000_000_000), count: 50 },
])(
  'what is new on both sides comes to the same end in portions as at once, in $what',
  { timeout: 120_000 },
  async ({ first, count }) => {
    for (let seed = first; seed < first + count; seed += 1) {
      const failure = await runPortionsCase(seed);

      expect(failure === undefined ? SAME_END : explainPortions(failure)).toBe(SAME_END);
    }
  },
);
