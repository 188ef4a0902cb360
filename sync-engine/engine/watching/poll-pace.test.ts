import { expect, test } from 'vitest';
import { computePollMs } from './poll-pace.ts';

const MINUTE_MS = 60_000;
const pace = (quietMs: number, hasPush = false, random = 0.5): number =>
  computePollMs({ usualMs: 30_000, hasPush, quietMs, random }) / 1_000;

test.each([
  ['twice as often right after a change', 0, 15],
  ['as usual after that', 2 * MINUTE_MS, 30],
  ['half as often after half an hour', 30 * MINUTE_MS, 60],
  ['every two minutes after four hours', 240 * MINUTE_MS, 120],
])('the server is asked %s', (_name, quietMs, seconds) => {
  expect(pace(quietMs)).toBe(seconds);
});

test.each([
  [0, 60],
  [240 * MINUTE_MS, 120],
])('beside a stream of events it is asked seldom, even when there is much to do (%i ms)', (quietMs, seconds) => {
  expect(pace(quietMs, true)).toBe(seconds);
});

test('chance moves each question by a fifth', () => {
  expect([pace(2 * MINUTE_MS, false, 0), pace(2 * MINUTE_MS, false, 1)]).toEqual([24, 36]);
});
