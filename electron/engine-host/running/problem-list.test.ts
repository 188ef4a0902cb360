import { describe, expect, it } from 'vitest';
import type { Problem } from '#sync-engine/core/model/problem.ts';
import { parseRelativePath } from '#sync-engine/core/model/relative-path.ts';
import { ProblemList } from './problem-list.ts';

const MINUTE_MS = 60_000;

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
    expect([list.items, list.met]).toEqual([undefined, []]);

    expect(list.replace([], 1)).toBe(false);
    expect(list.replace([problem('a')], 2)).toBe(true);
    expect(list.replace([{ ...problem('a'), requestId: 'r2' }], 3)).toBe(false);
    expect(list.replace([], 4)).toBe(true);
    expect(list.items).toEqual([]);
  });

  it('tells in which minute each problem was first met: a newer problem does not make an older one younger', () => {
    const list = new ProblemList();
    const [a, b, c] = [problem('a'), problem('b'), problem('c')];
    const told = [[a], [a], [a, b, c], [c, a], []].map((met, run) => {
      list.replace(met, MINUTE_MS * run);
      return list.met.map(({ atMs, count }) => [atMs / MINUTE_MS, count]);
    });

    expect(told).toEqual([
      [[0, 1]],
      [[0, 1]],
      [
        [0, 1],
        [2, 2],
      ],
      [
        [0, 1],
        [2, 1],
      ],
      [],
    ]);
  });

  it('tells as one what was met within a minute, and none of it too early', () => {
    const list = new ProblemList();
    list.replace([problem('a')], 1);
    list.replace([problem('a'), problem('b')], MINUTE_MS);

    expect(list.met).toEqual([{ atMs: MINUTE_MS, count: 2 }]);
  });

  it('does not begin anew for a file that is open at one time and being written at another', () => {
    const list = new ProblemList();
    const shown = [0, 1, 2].map((run) => {
      list.replace([problem('a', run === 1 ? 'still-changing' : 'local-file-busy')], run * 30_000);
      return namesOf(list);
    });

    expect(shown).toEqual([[], [], ['a']]);
    expect(list.met).toEqual([{ atMs: 0, count: 1 }]);
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
