import { expect, it, vi } from 'vitest';
import { pace } from './pace.ts';

it('rests four times as long as the last answer took', async () => {
  vi.useFakeTimers();
  let nowMs = 0;
  const { ask, rest } = pace(
    () => {
      nowMs += 250;
      return Promise.resolve('answer');
    },
    () => nowMs,
  );
  let hasRested = false;

  expect(await ask()).toBe('answer');
  void rest().then(() => {
    hasRested = true;
  });
  await vi.advanceTimersByTimeAsync(999);
  expect(hasRested).toBe(false);
  await vi.advanceTimersByTimeAsync(1);

  expect(hasRested).toBe(true);
  vi.useRealTimers();
});
