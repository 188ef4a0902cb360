import { expect, it } from 'vitest';
import type { Outcome, SyncErrorCode } from '../core/model/sync-error.ts';
import { Headway } from './headway.ts';
import { failedItem } from './outcome.ts';

const MEBIBYTE = 2 ** 20;
const NEVER = new AbortController().signal;
const CUT = failedItem('server-unreachable', '');

/** Plays attempts, each with the bytes that went over the line and those stored then; answers what follows each. */
function play(attempts: readonly (readonly [moved: number, stored: number])[], outcome: Outcome<unknown> = CUT) {
  const headway = new Headway();
  return attempts.map(([moved, stored]) => {
    headway.addMoved(moved * MEBIBYTE);
    headway.setStored(stored * MEBIBYTE);
    return headway.mayGoOn(outcome, NEVER);
  });
}

it('a transfer that is cut off goes on at once as long as each attempt gets ahead', () => {
  expect(
    play([
      [1, 1],
      [2, 3],
      [1, 4],
    ]),
  ).toEqual([true, true, true]);
});

it('one attempt without news of stored bytes is borne, since some servers tell only when asked again', () => {
  expect(
    play([
      [5, 0],
      [5, 0],
    ]),
  ).toEqual([true, false]);
});

it('a line that carries next to nothing is left alone', () => {
  expect(
    play([
      [3, 3],
      [0.1, 3.1],
    ]),
  ).toEqual([true, false]);
});

it.each<SyncErrorCode>(['locked-on-server', 'quota-exceeded', 'checksum-mismatch', 'cancelled'])(
  'a transfer that ended with %s was not cut off',
  (code) => {
    expect(play([[5, 5]], failedItem(code, ''))).toEqual([false]);
  },
);

it('nothing goes on after an end, done or unknown', () => {
  expect(play([[5, 5]], { kind: 'done', value: undefined })).toEqual([false]);
  expect(play([[5, 5]], { ...CUT, kind: 'unknown' } as Outcome<never>)).toEqual([false]);
});
