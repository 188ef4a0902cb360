import { expect, it } from 'vitest';
import { reconcileKept } from './kept-index.ts';

it('matches rows with files, names rows whose bytes are gone, and finds files that nobody listed', () => {
  const rows = [
    { keepId: 'k1', originalPath: 'a/b.txt' },
    { keepId: 'k2', originalPath: 'restored.txt' },
    { keepId: 'k3', originalPath: 'other-name.txt' },
  ];
  const stored = [
    { keepId: 'k1', name: 'b.txt' },
    { keepId: 'k1', name: 'put there by hand' },
    { keepId: 'k3', name: 'c.txt' },
    { keepId: 'k4', name: 'd.txt' },
    { keepId: 'k4', name: 'e.txt' },
  ];

  expect(reconcileKept(rows, stored)).toEqual({
    matched: [{ row: rows[0], stored: stored[0] }],
    gone: [rows[1], rows[2]],
    unlisted: [stored[2], stored[3]],
  });
});
