import { describe, expect, it } from 'vitest';
import { computeMissing, RangeCutter } from './chunk-ranges.ts';
import { computeFirstChunkBytes, computeNextChunkBytes } from './chunk-size.ts';

const MEBIBYTE = 2 ** 20;
const GIBIBYTE = 2 ** 30;

function paceOf(fileBytes: number, isResumed = false): Parameters<typeof computeFirstChunkBytes>[0] {
  return { fileBytes, isResumed };
}

it.each([
  [10, 1000, 100],
  [10, 60_000, 10],
  [10, 600_000, 5.5],
  [40, 60_000, 40],
  [100, 240_000, 62.5],
  [2, 3_600_000, 1.0],
])('after %d MiB in %i ms the next chunk has %d MiB', (mebibytes, durationMs, next) => {
  const last = { bytes: mebibytes * MEBIBYTE, durationMs, sentBytes: GIBIBYTE };

  expect(computeNextChunkBytes(last, paceOf(4 * GIBIBYTE)) / MEBIBYTE).toBeCloseTo(next, 1);
});

it.each([
  { when: 'at first', isResumed: false, sentMebibytes: 20, next: 20 },
  { when: 'after a cut', isResumed: true, sentMebibytes: 160, next: 20 },
])('an attempt risks no more than it has gained, $when', ({ isResumed, sentMebibytes, next }) => {
  const last = { bytes: 10 * MEBIBYTE, durationMs: 1, sentBytes: sentMebibytes * MEBIBYTE };

  expect(computeNextChunkBytes(last, paceOf(GIBIBYTE, isResumed)) / MEBIBYTE).toBe(next);
});

it.each([
  [4 * GIBIBYTE, false, 10],
  [16 * MEBIBYTE, false, 2],
  [4 * GIBIBYTE, true, 10],
  [GIBIBYTE, true, 8],
  [16 * MEBIBYTE, true, 0.25],
  [4 * MEBIBYTE, false, 1],
])('of %i bytes, resumed: %s, the first chunk has %d MiB', (fileBytes, isResumed, first) => {
  expect(computeFirstChunkBytes(paceOf(fileBytes, isResumed)) / MEBIBYTE).toBe(first);
});

describe('a file with gaps on the server', () => {
  it('is cut from the front, without touching what is there', () => {
    const cutter = new RangeCutter([
      { start: 0, end: 5 },
      { start: 8, end: 10 },
    ]);

    expect([cutter.take(3), cutter.take(3), cutter.take(3), cutter.take(3)]).toEqual([
      { start: 0, end: 3 },
      { start: 3, end: 5 },
      { start: 8, end: 10 },
      undefined,
    ]);
  });
});

type Row = readonly [name: string, offset: number | undefined, sizeBytes: number];

const RESUMES: readonly {
  readonly after: string;
  readonly chunks: readonly Row[];
  readonly missing: readonly (readonly [start: number, end: number])[];
  readonly useless: readonly string[];
}[] = [
  { after: 'nothing', chunks: [], missing: [[0, 10]], useless: [] },
  {
    after: 'a whole prefix, in any order',
    chunks: [
      ['b', 5, 3],
      ['a', 0, 5],
    ],
    missing: [[8, 10]],
    useless: [],
  },
  {
    after: 'a gap',
    chunks: [
      ['a', 0, 5],
      ['c', 6, 1],
    ],
    missing: [
      [5, 6],
      [7, 10],
    ],
    useless: [],
  },
  {
    after: 'an overlap',
    chunks: [
      ['a', 0, 5],
      ['b', 3, 4],
    ],
    missing: [[5, 10]],
    useless: ['b'],
  },
  {
    after: 'a name of another kind',
    chunks: [
      ['odd', undefined, 5],
      ['a', 0, 5],
    ],
    missing: [[5, 10]],
    useless: ['odd'],
  },
  { after: 'an empty chunk', chunks: [['a', 0, 0]], missing: [[0, 10]], useless: ['a'] },
  {
    after: 'more than the file',
    chunks: [
      ['a', 0, 5],
      ['b', 5, 50],
    ],
    missing: [[5, 10]],
    useless: ['b'],
  },
];

it.each(RESUMES)('resumes after $after', ({ chunks, missing, useless }) => {
  const stored = chunks.map(([name, offset, sizeBytes]) => ({ name, offset, sizeBytes }));

  expect(computeMissing(stored, 10)).toEqual({ missing: missing.map(([start, end]) => ({ start, end })), useless });
});
