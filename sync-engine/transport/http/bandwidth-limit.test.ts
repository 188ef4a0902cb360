import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../clock/fake-clock.ts';
import type { BandwidthLimit } from './bandwidth-limit.ts';
import { createBandwidthLimit } from './bandwidth-limit.ts';
import { MeteredStream } from './metered-stream.ts';

const NEVER = new AbortController().signal;

async function drain(limit: BandwidthLimit, bytes: number, onBytes: (bytes: number) => void): Promise<number> {
  const source = Readable.from([Buffer.alloc(bytes)], { objectMode: false });
  const stream = new MeteredStream(source, { limit, signal: NEVER, onBytes, checkEnd: () => undefined });
  let total = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) total += chunk.length;
  return total;
}

describe('createBandwidthLimit', () => {
  it('lets two transfers together pass what the limit says', async () => {
    const clock = new FakeClock();
    const limit = createBandwidthLimit(() => 100_000, clock);
    let passed = 0;
    const count = (bytes: number): void => void (passed += bytes);
    const both = Promise.all([drain(limit, 1_000_000, count), drain(limit, 1_000_000, count)]);

    await clock.advance(10_000);
    expect(passed).toBeGreaterThan(900_000);
    expect(passed).toBeLessThan(1_100_000);
    await clock.advance(11_000);
    expect(await both).toEqual([1_000_000, 1_000_000]);
  });

  it.each([
    [1000, 16_384],
    [300_000, 30_000],
    [10_000_000, 65_536],
  ])('cuts grains for %i bytes a second into %i bytes', (rate, grainBytes) => {
    expect(createBandwidthLimit(() => rate, new FakeClock()).grainBytes).toBe(grainBytes);
  });

  it('does not save up for a storm while nothing is sent', async () => {
    const clock = new FakeClock();
    const limit = createBandwidthLimit(() => 1000, clock);
    await clock.advance(60_000);

    await limit.take(250, NEVER);
    const waiting = limit.take(1000, NEVER);
    expect(clock.waiterCount).toBe(1);
    await clock.advance(1000);
    await waiting;
  });

  it('stops waiting when it is aborted', async () => {
    const stop = new AbortController();
    const waiting = createBandwidthLimit(() => 1, new FakeClock()).take(1000, stop.signal);
    stop.abort();

    await expect(waiting).rejects.toThrow();
  });

  it('changes with its rate, and lets all pass while there is none', async () => {
    const clock = new FakeClock();
    let rate: number | undefined = 10_000;
    const limit = createBandwidthLimit(() => rate, clock);
    let passed = 0;
    const drained = drain(limit, 100_000_000, (bytes) => void (passed += bytes));
    const passedIn = async (ms: number): Promise<number> => {
      const before = passed;
      await clock.advance(ms);
      return passed - before;
    };
    await passedIn(10_000);

    const slow = await passedIn(20_000);
    rate = 100_000;
    await passedIn(5_000);
    const faster = await passedIn(20_000);
    rate = undefined;
    await passedIn(5_000);
    await drained;

    expect([slow / 200_000, faster / 2_000_000].map((share) => Math.abs(share - 1) < 0.15)).toEqual([true, true]);
    expect(passed).toBe(100_000_000);
  });

  it.each([1, 3, 8])('gives %i transfers what it says within 15 %%, and never ends one of them', async (transfers) => {
    const clock = new FakeClock();
    const limit = createBandwidthLimit(() => 200_000, clock);
    const passed = Array.from({ length: transfers }, () => 0);
    passed.forEach(
      (_, index) => void drain(limit, 10_000_000, (bytes) => void (passed[index] = (passed[index] ?? 0) + bytes)),
    );
    await clock.advance(20_000);

    const total = passed.reduce((sum, bytes) => sum + bytes, 0);
    expect(Math.abs(total / 4_000_000 - 1)).toBeLessThan(0.15);
    for (const bytes of passed) expect(Math.abs(bytes / (total / transfers) - 1)).toBeLessThan(0.15);
  });
});
