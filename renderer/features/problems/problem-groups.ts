import type { ProblemView } from '#ipc/path-view.ts';
import type { ProblemCode } from '#ipc/user-error.ts';

/** All paths with one cause. */
export interface ProblemGroup {
  readonly code: ProblemCode;
  readonly problems: readonly ProblemView[];
}

/** What one click can do about a cause, besides showing where the items are. */
export type Fix = 'sign-in' | 'try-again';

/** By cause, the largest group first; within a group by path. Pure. */
export function groupProblems(problems: readonly ProblemView[]): readonly ProblemGroup[] {
  return [...Map.groupBy(problems, ({ code }) => code)]
    .map(([code, group]) => ({ code, problems: group.toSorted((a, b) => comparePaths(a.path, b.path)) }))
    .toSorted((a, b) => b.problems.length - a.problems.length || comparePaths(a.code, b.code));
}

/** The one act that helps against a cause. */
export function fixFor(code: ProblemCode): Fix {
  return code === 'sign-in-refused' || code === 'sign-in-needed' ? 'sign-in' : 'try-again';
}

function comparePaths(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
