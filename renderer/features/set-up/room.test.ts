import { describe, expect, it } from 'vitest';
import { judgeRoom } from './room.ts';

const EMPTY = { kind: 'empty', freeBytes: 100, reserveBytes: 10 } as const;

describe('the room for what was selected', () => {
  it.each([
    { bytes: 90, certainty: 'exact', kind: 'empty', verdict: 'enough' },
    { bytes: 91, certainty: 'exact', kind: 'empty', verdict: 'short' },
    { bytes: 91, certainty: 'exact', kind: 'missing', verdict: 'short' },
    { bytes: 91, certainty: 'maximum', kind: 'empty', verdict: 'maybe-short' },
    { bytes: 91, certainty: 'about', kind: 'empty', verdict: 'maybe-short' },
    { bytes: 91, certainty: 'minimum', kind: 'empty', verdict: 'short' },
    { bytes: 91, certainty: 'exact', kind: 'has-files', verdict: 'maybe-short' },
    { bytes: 91, certainty: 'exact', kind: 'was-synced', verdict: 'maybe-short' },
    { bytes: 200, certainty: 'exact', kind: 'empty', verdict: 'short' },
  ] as const)(
    'of $certainty $bytes bytes, at a place that is $kind: $verdict',
    ({ bytes, certainty, kind, verdict }) => {
      expect(judgeRoom({ bytes, certainty }, { ...EMPTY, kind })?.verdict).toBe(verdict);
    },
  );

  it('is enough for nothing, also on a disk that is full', () => {
    expect(judgeRoom({ bytes: 0, certainty: 'exact' }, { ...EMPTY, freeBytes: 3 })?.verdict).toBe('enough');
  });

  it('is not judged while the server or the disk has not told', () => {
    expect(judgeRoom(undefined, EMPTY)).toBeUndefined();
    expect(judgeRoom({ bytes: 5, certainty: 'exact' }, { kind: 'empty' })).toBeUndefined();
  });
});
