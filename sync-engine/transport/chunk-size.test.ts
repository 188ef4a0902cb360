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

it.each([
  ['nothing', [], 0, []],
  ['a whole prefix, in any order', [['b', 5, 3], ['a', 0, 5]], 8, []],
  ['a gap', [['a', 0, 5], ['c', 6, 1]], 5, ['c']],
  ['an overlap', [['a', 0, 5], ['b', 3, 4]], 5, ['b']],
  ['a name of another kind', [['odd', undefined, 5], ['a', 0, 5]], 5, ['odd']],
  ['an empty chunk', [['a', 0, 0]], 0, ['a']],
  ['more than the file', [['a', 0, 5], ['b', 5, 50]], 5, ['b']],
] as const)('resumes after %s', (_title, chunks, offset, useless) => {
  expect(computeResumeOffset(chunks.map(([name, start, sizeBytes]) => ({ name, offset: start, sizeBytes })), 10)).toEqual({ offset, useless });
});
