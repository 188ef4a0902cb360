import { expect, test } from 'vitest';
import { explain, runCases } from './properties.ts';

const FIXED_CASES = 10_000;
const NEW_CASES = 2_000;

test(
  'operations that may run side by side, and items read in any order, lead to the same in 10,000 cases',
  { timeout: 120_000 },
  () => {
    const failure = runCases({ kind: 'order', first: 1, count: FIXED_CASES });

    expect(failure === undefined ? 'every property holds' : explain(failure)).toBe('every property holds');
  },
);

test('so they do in 2,000 that nobody has seen before', { timeout: 60_000 }, () => {
  const failure = runCases({ kind: 'order', first: FIXED_CASES + (Date.now() % 1_000_000_000), count: NEW_CASES });

  expect(failure === undefined ? 'every property holds' : explain(failure)).toBe('every property holds');
});
