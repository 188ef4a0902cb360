import { expect, test } from 'vitest';
import { explainIncremental, playIncrementalCase, runIncrementalCase } from './incremental.ts';

const SAME_PLAN = 'the same plan';
const FIXED_CASES = 600;
const NEW_CASES = 150;

/** Seeds that once led to another plan. */
const FOUND = [
  // A directory was renamed, something happened in it, and it got its old name back; two files changed names.
  { seed: 731330959, contents: 'distinct' },
  { seed: 500001455, contents: 'distinct' },
  { seed: 500002102, contents: 'distinct' },
  { seed: 600009374, contents: 'distinct' },
  // The same, while a new one took the name that it had meanwhile.
  { seed: 5002763, contents: 'distinct' },
  // A directory that had changed got a name on the server that takes no part.
  { seed: 763766189, contents: 'few' },
  { seed: 763760768, contents: 'few' },
] as const;

const CASES = [
  { what: 'in 600 cases', first: 1, count: FIXED_CASES, contents: 'distinct' },
  { what: 'in 600 in which files have the bytes of others', first: 1, count: FIXED_CASES, contents: 'few' },
  {
    what: 'in 150 that nobody has seen before',
    first: 10_000 + (Date.now() % 1_000_000_000),
    count: NEW_CASES,
    contents: 'few',
  },
] as const;

test.each(CASES)(
  'a look at what watcher and server hint at, planned for what differs, leads to the plan of everything, $what',
  { timeout: 120_000 },
  async ({ first, count, contents }) => {
    for (let seed = first; seed < first + count; seed += 1) {
      const failure = await runIncrementalCase(seed, contents);

      expect(failure === undefined ? SAME_PLAN : explainIncremental(failure)).toBe(SAME_PLAN);
    }
  },
);

test.each(FOUND)('a look after hints misses nothing in seed $seed', async ({ seed, contents }) => {
  const failure = await runIncrementalCase(seed, contents);

  expect(failure === undefined ? SAME_PLAN : explainIncremental(failure)).toBe(SAME_PLAN);
});

test.each(CASES)(
  'so does one that reads only the rows of what has changed since the rest, $what',
  { timeout: 120_000 },
  async ({ first, count, contents }) => {
    let partly = 0;
    for (let seed = first; seed < first + count; seed += 1) {
      const played = await playIncrementalCase(seed, contents, 'proven');

      const isSame = played.hinted.join() === played.complete.join();
      expect(isSame ? SAME_PLAN : explainIncremental(played)).toBe(SAME_PLAN);
      if (!played.hasReadAll && played.hinted.length > 0) partly += 1;
    }
    expect(partly).toBeGreaterThan(count / 4);
  },
);
