import { expect, test } from 'vitest';
import { DEFAULT_LIMITS, findMassRemoval } from './mass-removal.ts';

test.each([
  { removedFiles: 51, allFiles: 100_000, reason: 'many-at-once', why: 'more than 50 files' },
  { removedFiles: 50, allFiles: 100_000, reason: undefined, why: '50 files of many' },
  { removedFiles: 21, allFiles: 100, reason: 'many-at-once', why: 'more than a fifth' },
  { removedFiles: 20, allFiles: 100, reason: undefined, why: 'a fifth' },
  { removedFiles: 9, allFiles: 9, reason: undefined, why: 'all of a very small folder' },
  { removedFiles: 10, allFiles: 10, reason: 'many-at-once', why: 'all of a small folder' },
  { removedFiles: 0, allFiles: 0, reason: undefined, why: 'nothing of nothing' },
])('removing $removedFiles of $allFiles files is held for: $reason ($why)', ({ removedFiles, allFiles, reason }) => {
  expect(findMassRemoval({ side: 'remote', removedFiles, allFiles, recentFiles: 0 }, DEFAULT_LIMITS)).toBe(reason);
});

test.each([
  { removedFiles: 11, recentFiles: 40, allFiles: 100_000, reason: 'many-in-a-while', why: '51 within the window' },
  { removedFiles: 10, recentFiles: 40, allFiles: 100_000, reason: undefined, why: '50 within the window' },
  { removedFiles: 0, recentFiles: 50, allFiles: 100_000, reason: undefined, why: 'nothing is removed now' },
  { removedFiles: 6, recentFiles: 15, allFiles: 85, reason: 'many-in-a-while', why: '21 of the 100 there were' },
  { removedFiles: 5, recentFiles: 15, allFiles: 85, reason: undefined, why: '20 of the 100 there were' },
  { removedFiles: 1, recentFiles: 8, allFiles: 1, reason: undefined, why: 'a very small folder, one by one' },
])(
  'removing $removedFiles of $allFiles files after $recentFiles others is held for: $reason ($why)',
  ({ reason, ...count }) => {
    expect(findMassRemoval({ side: 'local', ...count }, DEFAULT_LIMITS)).toBe(reason);
  },
);
