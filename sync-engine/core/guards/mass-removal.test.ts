import { expect, test } from 'vitest';
import { DEFAULT_LIMITS, isMassRemoval } from './mass-removal.ts';

test.each([
  { removedFiles: 51, allFiles: 100_000, isHeld: true, why: 'more than 50 files' },
  { removedFiles: 50, allFiles: 100_000, isHeld: false, why: '50 files of many' },
  { removedFiles: 21, allFiles: 100, isHeld: true, why: 'more than a fifth' },
  { removedFiles: 20, allFiles: 100, isHeld: false, why: 'a fifth' },
  { removedFiles: 9, allFiles: 9, isHeld: false, why: 'all of a very small folder' },
  { removedFiles: 10, allFiles: 10, isHeld: true, why: 'all of a small folder' },
  { removedFiles: 0, allFiles: 0, isHeld: false, why: 'nothing of nothing' },
])('removing $removedFiles of $allFiles files is held: $isHeld ($why)', ({ removedFiles, allFiles, isHeld }) => {
  expect(isMassRemoval({ side: 'remote', removedFiles, allFiles }, DEFAULT_LIMITS)).toBe(isHeld);
});
