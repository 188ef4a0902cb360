import { expect, test } from 'vitest';
import { checkParking } from './parking-case.ts';

const FIXED_CASES = 40_000;
const NEW_CASES = 4_000;

interface Played {
  readonly cases: number;
  /** Items that had stepped aside and could not go to their place. */
  readonly others: number;
}

function playCases(first: number, count: number): Played {
  let cases = 0;
  let others = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    try {
      const found = checkParking(seed);
      if (found === undefined) continue;
      cases += 1;
      others += found;
    } catch (error) {
      throw new Error(`parking case, seed ${seed}: ${String(error)}`, { cause: error });
    }
  }
  return { cases, others };
}

test('whatever stands in the way, no item rests under its private name', { timeout: 120_000 }, () => {
  const { cases, others } = playCases(1, FIXED_CASES);

  expect(cases).toBeGreaterThan(FIXED_CASES / 3);
  expect(others).toBeGreaterThan(1_000);
});

test('nor does it in 4,000 cases that nobody has seen before', { timeout: 60_000 }, () => {
  const { cases } = playCases(FIXED_CASES + (Date.now() % 1_000_000_000), NEW_CASES);

  expect(cases).toBeGreaterThan(NEW_CASES / 3);
});
