import { describe, expect, it } from 'vitest';
import type { Problem } from '#sync-engine/core/model/problem.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import { ProblemList } from './problem-list.ts';

function problem(name: string, code: Problem['code'] = 'no-permission'): Problem {
  const path = parseRelativePath(name);
  if (path === undefined) throw new Error(name);
  return { path, side: 'local', code, requestId: 'r1' };
}

function namesOf(list: ProblemList): readonly string[] | undefined {
  return list.items?.map(({ path }) => path);
}

describe('the list of problems', () => {
  it('is unknown before a run has ended, and says when it becomes another one', () => {
    const list = new ProblemList();
    expect([list.items, list.sinceMs]).toEqual([undefined, undefined]);

    expect(list.replace([], 1)).toBe(false);
    expect(list.replace([problem('a')], 2)).toBe(true);
    expect(list.replace([{ ...problem('a'), requestId: 'r2' }], 3)).toBe(false);
    expect(list.replace([], 4)).toBe(true);
    expect(list.items).toEqual([]);
  });

  it('knows since when it has been as bad as it is', () => {
    const list = new ProblemList();
    const times = [[problem('a')], [problem('a')], [problem('a'), problem('b')], [problem('a')], []].map((met, run) => {
      list.replace(met, 100 + run);
      return list.sinceMs;
    });

    expect(times).toEqual([100, 100, 102, 100, undefined]);
  });

  it.each(['local-file-busy', 'still-changing'] as const)(
    'names a file that is %s only after it was tried again for a minute, and at once when it is another trouble',
    (code) => {
      const list = new ProblemList();
      const shown = [0, 59_999, 60_000].map((nowMs) => {
        list.replace([problem('a', code), problem('b')], nowMs);
        return namesOf(list);
      });

      expect(shown).toEqual([['b'], ['b'], ['a', 'b']]);
      list.replace([], 70_000);
      list.replace([problem('a', code)], 80_000);
      expect(namesOf(list)).toEqual([]);
    },
  );
});
