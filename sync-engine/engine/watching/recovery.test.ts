import { expect, test } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import type { SyncError, SyncErrorCode } from '../../core/model/sync-error.ts';
import { recoveryPauseMs, WakeDetector } from './recovery.ts';

function failing(code: SyncErrorCode, delayMs = 120_000): SyncError {
  return { code, scope: 'account', retry: { kind: 'after', delayMs }, detail: '' };
}

function pauses(error: SyncError, random = 0.5): readonly number[] {
  return [1, 2, 3, 5, 9, 40].map((attempt) => recoveryPauseMs(error, attempt, random));
}

test('pauses grow while a server is away, and are never so long that coming back takes a minute', () => {
  expect(pauses(failing('server-unreachable'))).toEqual([1_000, 2_000, 4_000, 16_000, 30_000, 30_000]);
  expect(Math.max(...pauses(failing('server-unreachable'), 1))).toBe(36_000);
  expect(Math.max(...pauses(failing('server-maintenance'), 1))).toBe(48_000);
});

test('a busy server says itself when to come back, ten minutes at most', () => {
  expect(pauses(failing('server-busy', 90_000))[0]).toBe(90_000);
  expect(pauses(failing('server-busy', 86_400_000))[0]).toBe(600_000);
});

test('a refused password is tried ever less often', () => {
  expect(pauses(failing('sign-in-refused'))).toEqual([60_000, 120_000, 240_000, 600_000, 600_000, 600_000]);
});

test('a bug is met ever less often, and every ten minutes in the end', () => {
  expect(pauses(failing('internal-error', 10_000))).toEqual([10_000, 20_000, 40_000, 160_000, 600_000, 600_000]);
});

test('chance moves clients apart by a fifth in both directions', () => {
  expect([
    recoveryPauseMs(failing('server-unreachable'), 9, 0),
    recoveryPauseMs(failing('quota-exceeded'), 1, 1),
  ]).toEqual([24_000, 144_000]);
});

test('sleep is seen once; so is a change of addresses; a small correction of the clock is neither', async () => {
  const clock = new FakeClock();
  let network = 'a';
  const detector = new WakeDetector(clock, () => network);
  const seen: boolean[] = [];
  const look = (): unknown => seen.push(detector.hasWoken());

  await clock.advance(60_000);
  look();
  clock.setWallTime(clock.nowMs() + 2_000);
  look();
  clock.setWallTime(clock.nowMs() + 3_600_000);
  look();
  look();
  network = 'b';
  look();
  look();

  expect(seen).toEqual([false, false, true, false, true, false]);
});
