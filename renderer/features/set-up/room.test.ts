import { describe, expect, it } from 'vitest';
import { judgeRoom } from './room.ts';

const EMPTY = { kind: 'empty', freeBytes: 100, reserveBytes: 10 } as const;

describe('the room for what was selected', () => {
  it.each([
    [90, true, 'empty', 'enough'],
    [91, true, 'empty', 'short'],
    [91, true, 'missing', 'short'],
    [91, false, 'empty', 'maybe-short'],
    [91, true, 'has-files', 'maybe-short'],
    [91, true, 'was-synced', 'maybe-short'],
    [200, true, 'empty', 'short'],
  ] as const)('of %i bytes, all sizes known: %s, at a place that is %s: %s', (bytes, isWhole, kind, verdict) => {
    expect(judgeRoom({ bytes, isWhole }, { ...EMPTY, kind })?.verdict).toBe(verdict);
  });

  it('is enough for nothing, also on a disk that is full', () => {
    expect(judgeRoom({ bytes: 0, isWhole: true }, { ...EMPTY, freeBytes: 3 })?.verdict).toBe('enough');
  });

  it('is not judged while the server or the disk has not told', () => {
    expect(judgeRoom(undefined, EMPTY)).toBeUndefined();
    expect(judgeRoom({ bytes: 5, isWhole: true }, { kind: 'empty' })).toBeUndefined();
  });
});
