import { expect, test } from 'vitest';
import type { Problem, ProblemCode } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { chooseProblem } from './why-order.ts';

const FILE = 'Docs/deep/a.txt' as RelativePath;

function problem(path: string, code: ProblemCode, side: Problem['side'] = 'remote'): Problem {
  return { path: path as RelativePath, side, code };
}

test.each<readonly [string, readonly [Problem, Problem]]>([
  ['the path itself before the directory above', [problem(FILE, 'server-error'), problem('Docs/deep', 'name-clash')]],
  [
    'the nearer directory before the farther one',
    [problem('Docs/deep', 'server-error'), problem('Docs', 'unreadable')],
  ],
  ['what must change in the item before what a person does', [problem(FILE, 'name-clash'), problem(FILE, 'disk-full')]],
  ['what a person does before what passes', [problem(FILE, 'quota-exceeded'), problem(FILE, 'locked-on-server')]],
  ['this computer before the server', [problem(FILE, 'stalled', 'local'), problem(FILE, 'server-error', 'remote')]],
  [
    'the first code of the alphabet, if nothing else decides',
    [problem(FILE, 'server-error'), problem(FILE, 'stalled')],
  ],
])('%s', (_name, [first, second]) => {
  expect(chooseProblem(FILE, [first, second])).toBe(first);
  expect(chooseProblem(FILE, [second, first])).toBe(first);
});

test('a directory that only stays for what it holds is no reason for its content', () => {
  const kept = problem('Docs', 'kept-for-unsynced-content');

  expect(chooseProblem(FILE, [kept])).toBeUndefined();
  expect(chooseProblem('Docs' as RelativePath, [kept])).toBe(kept);
});

test('a problem of another path, however alike its name, is no reason', () => {
  expect(chooseProblem(FILE, [problem('Docs/deep/a', 'unreadable'), problem('Docs/de', 'unreadable')])).toBeUndefined();
});
