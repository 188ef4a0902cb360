import { describe, expect, it } from 'vitest';
import type { ProblemView } from '#ipc/path-view.ts';
import { groupProblems } from './problem-groups.ts';

function problem(path: string, code: ProblemView['code']): ProblemView {
  return { path, side: 'local', code };
}

describe('problems', () => {
  it('are grouped by cause, the most frequent one first, each in the order of paths', () => {
    const groups = groupProblems([
      problem('z', 'unreadable'),
      problem('b', 'name-clash'),
      problem('c', 'quota-exceeded'),
      problem('a', 'name-clash'),
    ]);

    expect(groups.map(({ code, problems }) => [code, problems.map(({ path }) => path)])).toEqual([
      ['name-clash', ['a', 'b']],
      ['quota-exceeded', ['c']],
      ['unreadable', ['z']],
    ]);
  });

  it('are no groups when there are none', () => {
    expect(groupProblems([])).toEqual([]);
  });
});
