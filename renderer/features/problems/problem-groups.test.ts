import { describe, expect, it } from 'vitest';
import type { ProblemView } from '#ipc/path-view.ts';
import { findFix, groupProblems } from './problem-groups.ts';

function problem(path: string, code: ProblemView['code']): ProblemView {
  return { path, side: 'local', isHere: true, code };
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

describe('the one remedy', () => {
  it.each([
    ['quota-exceeded', 'make-room'],
    ['no-permission', 'find-owner'],
    ['change-not-permitted', 'find-owner'],
    ['sign-in-needed', 'sign-in'],
    ['disk-full', 'choose-folders'],
    ['second-version-not-uploaded', 'decide-versions'],
    ['proxy-sign-in-needed', 'set-proxy'],
    ['local-folder-missing', 'find-place'],
    ['server-unreachable', 'try-again'],
    ['locked-on-server', 'try-again'],
  ] as const)('for %s is to %s', (code, fix) => {
    expect(findFix({ code, problems: [problem('a', code)] })).toBe(fix);
  });

  it('for names is to rename, where the engine has a proposal', () => {
    const clash = problem('a', 'name-clash');
    const renaming = { side: 'remote', proposal: 'a (2)' } as const;

    expect(findFix({ code: 'name-clash', problems: [clash, { ...clash, renaming }] })).toBe('rename');
    expect(findFix({ code: 'name-clash', problems: [{ ...clash, renaming: { side: 'remote' } }] })).toBe('try-again');
  });
});
