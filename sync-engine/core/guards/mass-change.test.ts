import { expect, test } from 'vitest';
import { DEFAULT_CHANGE_LIMITS, isMassChange } from './mass-change.ts';

test.each([
  { plannedFiles: 50, recentFiles: 0, allFiles: 100_000, isHeld: true, why: '50 of very many' },
  { plannedFiles: 49, recentFiles: 0, allFiles: 100_000, isHeld: false, why: '49 of very many' },
  { plannedFiles: 1, recentFiles: 49, allFiles: 100_000, isHeld: true, why: 'the fiftieth, one by one' },
  { plannedFiles: 20, recentFiles: 0, allFiles: 100, isHeld: true, why: 'a fifth' },
  { plannedFiles: 19, recentFiles: 0, allFiles: 100, isHeld: false, why: 'less than a fifth' },
  { plannedFiles: 9, recentFiles: 0, allFiles: 9, isHeld: false, why: 'all of a very small folder' },
  { plannedFiles: 10, recentFiles: 0, allFiles: 10, isHeld: true, why: 'all of a small folder' },
  { plannedFiles: 0, recentFiles: 60, allFiles: 100, isHeld: false, why: 'nothing suspicious now' },
])('$plannedFiles suspicious files after $recentFiles of $allFiles: $isHeld ($why)', ({ isHeld, ...count }) => {
  expect(isMassChange(count, DEFAULT_CHANGE_LIMITS)).toBe(isHeld);
});
