import { expect, it } from 'vitest';
import type { KeptView } from '#ipc/history-view.ts';
import { groupKept } from './group-kept.ts';

function kept(keepId: string, originalPath: string, keptAtMs: number): KeptView {
  const times = { keptAtMs, keptUntilMs: keptAtMs + 1, modifiedAtMs: 0 };
  return { keepId, originalPath, ...times, sizeBytes: 1, reason: 'undone', canBeFreed: false };
}

it('puts versions of one file together, the newest first, and the file with the newest one first', () => {
  const groups = groupKept([kept('1', 'a', 10), kept('2', 'b', 20), kept('3', 'a', 30), kept('4', 'c', 5)]);

  expect(groups.map(({ keepId, number, count }) => [keepId, number, count])).toEqual([
    ['3', 1, 2],
    ['1', 2, 2],
    ['2', 1, 1],
    ['4', 1, 1],
  ]);
});

it('tells files of one name in two directories apart', () => {
  expect(groupKept([kept('1', 'x/a', 1), kept('2', 'y/a', 2)]).map(({ count }) => count)).toEqual([1, 1]);
});
