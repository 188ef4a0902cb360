import { describe, expect, it } from 'vitest';
import { judgeRoom } from './room.ts';

const EMPTY = { kind: 'empty', freeBytes: 100, reserveBytes: 10 } as const;

describe('the room for what was selected', () => {
  it.each([
    { bytes: 90, isWhole: true, kind: 'empty', verdict: 'enough' },
    { bytes: 91, isWhole: true, kind: 'empty', verdict: 'short' },
    { bytes: 91, isWhole: true, kind: 'missing', verdict: 'short' },
    { bytes: 91, isWhole: false, kind: 'empty', verdict: 'maybe-short' },
    { bytes: 91, isWhole: true, kind: 'has-files', verdict: 'maybe-short' },
    { bytes: 91, isWhole: true, kind: 'was-synced', verdict: 'maybe-short' },
    { bytes: 200, isWhole: true, kind: 'empty', verdict: 'short' },
  ] as const)(
    'of $bytes bytes, all sizes known: $isWhole, at a place that is $kind: $verdict',
    ({ bytes, isWhole, kind, verdict }) => {
      expect(judgeRoom({ bytes, isWhole }, { ...EMPTY, kind })?.verdict).toBe(verdict);
    },
  );

  it('is enough for nothing, also on a disk that is full', () => {
    expect(judgeRoom({ bytes: 0, isWhole: true }, { ...EMPTY, freeBytes: 3 })?.verdict).toBe('enough');
  });

  it('is not judged while the server or the disk has not told', () => {
    expect(judgeRoom(undefined, EMPTY)).toBeUndefined();
    expect(judgeRoom({ bytes: 5, isWhole: true }, { kind: 'empty' })).toBeUndefined();
  });
});
