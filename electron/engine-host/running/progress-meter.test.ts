import { describe, expect, it } from 'vitest';
import { advanceMeter, startMeter, toProgress } from './progress-meter.ts';

const counts = (bytesDone: number) => ({ filesDone: 0, filesTotal: 1, bytesDone, bytesTotal: 1_000_000 });

describe('the measure of a run', () => {
  it('says nothing of the rest in the first five seconds', () => {
    const meter = advanceMeter(startMeter(counts(0), 0), counts(40_000), 4_000);

    expect(toProgress(meter)).toEqual({ ...counts(40_000), bytesPerSecond: 10_000 });
  });

  it('tells the rest from the rate afterwards', () => {
    const meter = advanceMeter(startMeter(counts(0), 0), counts(100_000), 10_000);

    expect(toProgress(meter)).toEqual({ ...counts(100_000), bytesPerSecond: 10_000, remainingMs: 90_000 });
  });

  it('lets the rest jump by half at most between two words', () => {
    const steady = advanceMeter(startMeter(counts(0), 0), counts(100_000), 10_000);

    const stuck = advanceMeter(steady, counts(100_001), 20_000_000);
    const fast = advanceMeter(steady, counts(999_999), 11_000);

    expect(stuck.remainingMs).toBeLessThanOrEqual(135_000);
    expect(stuck.remainingMs).toBeGreaterThan(90_000);
    expect(fast.remainingMs).toBe(45_000);
  });

  it('always tells the newest counts', () => {
    const meter = advanceMeter(startMeter(counts(0), 0), counts(5), 1);

    expect(toProgress(meter).bytesDone).toBe(5);
  });
});
