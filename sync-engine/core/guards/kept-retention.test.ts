import { describe, expect, it } from 'vitest';
import type { KeptVersion } from './kept-retention.ts';
import { defaultKeptLimits, judgeClock, planKeptCleaning } from './kept-retention.ts';

const DAY_MS = 86_400_000;
const NOW_MS = 1_800_000_000_000;
const LIMITS = { maxAgeMs: 30 * DAY_MS, minAgeMs: 9 * DAY_MS, maxBytes: 100 };

function version(keepId: string, ageDays: number, changes: Partial<KeptVersion> = {}): KeptVersion {
  const keptAtMs = NOW_MS - ageDays * DAY_MS;
  return { keepId, keptAtMs, modifiedAtMs: 0, sizeBytes: 10, isDeselected: false, ...changes };
}

describe('what is kept', () => {
  it('goes after 30 days, not before', () => {
    const versions = [version('old', 30.01), version('month', 30), version('young', 1)];

    expect(planKeptCleaning(versions, LIMITS, NOW_MS)).toEqual({ remove: ['old'], overBytes: 0 });
  });

  it('goes earlier when it needs too much space: the oldest first, until the rest fits', () => {
    const versions = [version('c', 10, { sizeBytes: 60 }), version('a', 20, { sizeBytes: 60 }), version('b', 15)];

    expect(planKeptCleaning(versions, LIMITS, NOW_MS)).toEqual({ remove: ['a'], overBytes: 0 });
  });

  it('stays while it is young, however much space it needs; then the excess is told', () => {
    const versions = [version('young', 8.9, { sizeBytes: 150 }), version('older', 12)];

    expect(planKeptCleaning(versions, LIMITS, NOW_MS)).toEqual({ remove: ['older'], overBytes: 50 });
  });

  it('goes after a day when it was deselected, unless a program wrote to it after it was put away', () => {
    const isDeselected = true;
    const writtenLater = NOW_MS - 1.5 * DAY_MS;
    const versions = [
      version('fresh', 1, { isDeselected }),
      version('day', 1.01, { isDeselected }),
      version('written', 2, { isDeselected, modifiedAtMs: writtenLater }),
    ];

    expect(planKeptCleaning(versions, LIMITS, NOW_MS).remove).toEqual(['day']);
  });

  it('counts its age from the last write of a program that still had it open', () => {
    const versions = [version('written', 40, { modifiedAtMs: NOW_MS - DAY_MS }), version('from tomorrow', -1)];

    expect(planKeptCleaning(versions, LIMITS, NOW_MS).remove).toEqual([]);
  });

  it('does not stay for ever because its own time lies in the future', () => {
    const versions = [version('old', 31, { modifiedAtMs: NOW_MS + DAY_MS })];

    expect(planKeptCleaning(versions, LIMITS, NOW_MS).remove).toEqual(['old']);
  });

  it('takes a tenth of a small disk and 10 GiB of a large one', () => {
    expect(defaultKeptLimits(50_000_000_000).maxBytes).toBe(5_000_000_000);
    expect(defaultKeptLimits(4_000_000_000_000).maxBytes).toBe(10 * 1024 ** 3);
  });
});

describe('the clock', () => {
  it('is believed a day after the first look', () => {
    const first = judgeClock(undefined, NOW_MS);
    const soon = judgeClock(first.memory, NOW_MS + DAY_MS - 1);
    const later = judgeClock(soon.memory, NOW_MS + DAY_MS);

    expect([first.mayRemove, soon.mayRemove, later.mayRemove]).toEqual([false, false, true]);
  });

  it.each([
    ['ahead', NOW_MS + 3650 * DAY_MS],
    ['back', NOW_MS - 3650 * DAY_MS],
  ])('that jumps %s by years removes nothing that day', (_, jumpedMs) => {
    const steady = { lastAtMs: NOW_MS, notBeforeMs: NOW_MS - DAY_MS };

    const jumped = judgeClock(steady, jumpedMs);
    const corrected = judgeClock(jumped.memory, NOW_MS + 1);

    expect([jumped.mayRemove, corrected.mayRemove]).toEqual([false, false]);
    expect(judgeClock(corrected.memory, NOW_MS + DAY_MS + 2).mayRemove).toBe(true);
  });

  it('leaves its memory alone for half a day, so that a look writes nothing', () => {
    const memory = { lastAtMs: NOW_MS, notBeforeMs: 0 };

    expect(judgeClock(memory, NOW_MS + DAY_MS / 3).memory).toBe(memory);
    expect(judgeClock(memory, NOW_MS + DAY_MS).memory).toEqual({ lastAtMs: NOW_MS + DAY_MS, notBeforeMs: 0 });
  });
});
