import { expect, it } from 'vitest';
import { computeNextChunkBytes, FIRST_CHUNK_BYTES } from './chunk-size.ts';
import { computeResumeOffset } from './upload-chunking-ng.ts';

const MEBIBYTE = 2 ** 20;

it.each([
  [10, 1000, 100],
  [10, 60_000, 10],
  [10, 600_000, 10],
  [40, 60_000, 40],
  [100, 240_000, 63],
])('after %i MiB in %i ms the next chunk has %i MiB', (mebibytes, durationMs, next) => {
  expect(Math.round(computeNextChunkBytes(mebibytes * MEBIBYTE, durationMs) / MEBIBYTE)).toBe(next);
});

it('starts with 10 MiB', () => {
  expect(FIRST_CHUNK_BYTES).toBe(10 * MEBIBYTE);
});

type Row = readonly [name: string, offset: number | undefined, sizeBytes: number];

const RESUMES: readonly {
  readonly after: string;
  readonly chunks: readonly Row[];
  readonly offset: number;
  readonly useless: readonly string[];
}[] = [
  { after: 'nothing', chunks: [], offset: 0, useless: [] },
  {
    after: 'a whole prefix, in any order',
    chunks: [
      ['b', 5, 3],
      ['a', 0, 5],
    ],
    offset: 8,
    useless: [],
  },
  {
    after: 'a gap',
    chunks: [
      ['a', 0, 5],
      ['c', 6, 1],
    ],
    offset: 5,
    useless: ['c'],
  },
  {
    after: 'an overlap',
    chunks: [
      ['a', 0, 5],
      ['b', 3, 4],
    ],
    offset: 5,
    useless: ['b'],
  },
  {
    after: 'a name of another kind',
    chunks: [
      ['odd', undefined, 5],
      ['a', 0, 5],
    ],
    offset: 5,
    useless: ['odd'],
  },
  { after: 'an empty chunk', chunks: [['a', 0, 0]], offset: 0, useless: ['a'] },
  {
    after: 'more than the file',
    chunks: [
      ['a', 0, 5],
      ['b', 5, 50],
    ],
    offset: 5,
    useless: ['b'],
  },
];

it.each(RESUMES)('resumes after $after', ({ chunks, offset, useless }) => {
  const stored = chunks.map(([name, start, sizeBytes]) => ({ name, offset: start, sizeBytes }));

  expect(computeResumeOffset(stored, 10)).toEqual({ offset, useless });
});
