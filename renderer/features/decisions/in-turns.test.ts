import { expect, it } from 'vitest';
import { inTurns } from './in-turns.ts';

it('does the same for each item, in their order and so many at once at most', async () => {
  const begun: number[] = [];
  let running = 0;
  let most = 0;

  await inTurns([1, 2, 3, 4, 5, 6, 7], { atOnce: 3, signal: new AbortController().signal }, async (item) => {
    begun.push(item);
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
  });

  expect([begun, most]).toEqual([[1, 2, 3, 4, 5, 6, 7], 3]);
});

it('begins nothing more once nobody wants it', async () => {
  const stop = new AbortController();
  const begun: number[] = [];

  await inTurns([1, 2, 3, 4], { atOnce: 2, signal: stop.signal }, async (item) => {
    begun.push(item);
    stop.abort();
    await Promise.resolve();
  });

  expect(begun).toEqual([1]);
});
