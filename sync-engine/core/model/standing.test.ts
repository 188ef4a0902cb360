import { expect, it } from 'vitest';
import { toHistoryId } from './ids.ts';
import { findStanding, toUndoers } from './standing.ts';

const id = toHistoryId;

/** Each turned the one before round, beginning with `a`. */
function chain(...names: readonly string[]) {
  const ids = ['a-1', ...names].map((name) => id(name));
  return toUndoers(ids.map((each, index) => ({ id: each, undoes: ids[index - 1] })));
}

it.each([
  [[], 'a-1'],
  [['b-1'], undefined],
  [['b-1', 'c-1'], 'c-1'],
  [['b-1', 'c-1', 'd-1'], undefined],
  [['b-1', 'c-1', 'd-1', 'e-1'], 'e-1'],
] as const)('what stands of an entry after %j is %s', (undoers, expected) => {
  expect(findStanding(id('a-1'), chain(...undoers))).toBe(expected);
});

it('a ring of entries that undo each other ends', () => {
  const ring = toUndoers([
    { id: id('a-1'), undoes: id('b-1') },
    { id: id('b-1'), undoes: id('a-1') },
  ]);

  expect(findStanding(id('a-1'), ring)).toBeUndefined();
});
