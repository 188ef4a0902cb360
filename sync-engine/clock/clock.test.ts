import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { FakeClock } from './fake-clock.ts';
import { SystemClock } from './system-clock.ts';

const NEVER = new AbortController().signal;

describe.each([
  ['the system clock', () => new SystemClock(), () => Promise.resolve()],
  ['the fake clock', () => new FakeClock(), (clock: Clock) => (clock as FakeClock).advance(50)],
])('%s', (_name, createClock, pass) => {
  it('never goes backward in monotonic time', async () => {
    const clock = createClock();
    const before = clock.monotonicMs();

    await Promise.all([clock.delay(20, NEVER), pass(clock)]);

    expect(clock.monotonicMs() - before).toBeGreaterThanOrEqual(20);
  });

  it('rejects a delay with the reason of its signal', async () => {
    const controller = new AbortController();
    const reason = new Error('stop');
    const delay = createClock().delay(60_000, controller.signal);

    controller.abort(reason);

    await expect(delay).rejects.toBe(reason);
  });

  it('rejects a delay at once when its signal is already aborted', async () => {
    const reason = new Error('stopped before');

    await expect(createClock().delay(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('SystemClock', () => {
  it('tells the wall time of this machine', () => {
    expect(Math.abs(new SystemClock().nowMs() - Date.now())).toBeLessThan(1_000);
  });

  it('never ends a delay before its time', async () => {
    const clock = new SystemClock();
    const delays = Array.from({ length: 50 }, async (_, index) => {
      const endMs = clock.monotonicMs() + 5 + index / 10;
      await clock.delay(5 + index / 10, NEVER);
      return clock.monotonicMs() - endMs;
    });

    expect(Math.min(...(await Promise.all(delays)))).toBeGreaterThanOrEqual(0);
  });

  it('does not end a delay of more than 2^31 ms at once', async () => {
    const controller = new AbortController();
    let hasEnded = false;
    const delay = new SystemClock().delay(2 ** 32, controller.signal).then(() => (hasEnded = true));

    await new SystemClock().delay(20, NEVER);
    controller.abort(new Error('enough'));

    await expect(delay).rejects.toThrow('enough');
    expect(hasEnded).toBe(false);
  });
});

describe('FakeClock', () => {
  it('ends delays in the order in which they are due', async () => {
    const clock = new FakeClock();
    const ended: string[] = [];
    void clock.delay(30, NEVER).then(() => ended.push('late'));
    void clock.delay(10, NEVER).then(() => ended.push('early'));
    void clock.delay(10, NEVER).then(() => ended.push('early, asked later'));

    await clock.advance(29);
    expect(ended).toEqual(['early', 'early, asked later']);

    await clock.advance(1);
    expect(ended).toEqual(['early', 'early, asked later', 'late']);
  });

  it('ends a delay that was asked for while time moved', async () => {
    const clock = new FakeClock();
    const seenMs: number[] = [];
    const waitTwice = async (): Promise<void> => {
      await clock.delay(10, NEVER);
      await clock.delay(10, NEVER);
      seenMs.push(clock.monotonicMs());
    };
    void waitTwice();

    await clock.advance(25);

    expect(seenMs).toEqual([20]);
    expect(clock.monotonicMs()).toBe(25);
  });

  it('forgets a delay that was aborted', () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const delay = clock.delay(10, controller.signal);
    expect(clock.waiterCount).toBe(1);

    controller.abort(new Error('stop'));

    expect(clock.waiterCount).toBe(0);
    return expect(delay).rejects.toThrow('stop');
  });

  it('keeps monotonic time when the wall clock is set back', async () => {
    const clock = new FakeClock(1_000_000);
    await clock.advance(500);

    clock.setWallTime(10);

    expect([clock.nowMs(), clock.monotonicMs()]).toEqual([10, 500]);
  });
});
