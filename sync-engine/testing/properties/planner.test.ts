import { expect, test } from 'vitest';
import { CORPUS } from './corpus.ts';
import { explain, runCase, runCases } from './properties.ts';

const FIXED_CASES = 200_000;
const NEW_CASES = 20_000;

test(
  'merges and scripts of 200,000 random pairs of changed trees converge, lose nothing and do what one side alone wanted',
  { timeout: 300_000 },
  () => {
    const failure = runCases({ kind: 'planner', first: 1, count: FIXED_CASES });

    expect(failure === undefined ? 'every property holds' : explain(failure)).toBe('every property holds');
  },
);

test('so do 20,000 that nobody has seen before', { timeout: 120_000 }, () => {
  const failure = runCases({ kind: 'planner', first: FIXED_CASES + (Date.now() % 1_000_000_000), count: NEW_CASES });

  expect(failure === undefined ? 'every property holds' : explain(failure)).toBe('every property holds');
});

test.each(CORPUS)('seed $seed of the $kind cases, found once, stays mended', ({ kind, seed }) => {
  const failure = runCase(kind, seed);

  expect(failure === undefined ? 'every property holds' : explain(failure)).toBe('every property holds');
});
