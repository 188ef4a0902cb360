import { sortByPath } from '#ipc/sort-by-path.ts';
import type { ProblemView } from '#ipc/path-view.ts';
import type { ProblemCode } from '#ipc/user-error.ts';

/** All paths with one cause. */
export interface ProblemGroup {
  readonly code: ProblemCode;
  readonly problems: readonly ProblemView[];
}

/** What one click does about a cause, besides showing where the items are. */
export type Fix =
  /** All items of the group get the names that are proposed. */
  | 'rename'
  | 'sign-in'
  /** On the server: to make room, or to see whom a folder belongs to. */
  | 'make-room'
  | 'find-owner'
  | 'choose-folders'
  | 'decide-versions'
  | 'set-proxy'
  /** In the overview, where the folder itself is shown. */
  | 'find-place'
  | 'try-again';

/** What is not the most likely remedy for everything else: to try again. */
const FIXES: Readonly<Partial<Record<ProblemCode, Exclude<Fix, 'rename'>>>> = {
  'sign-in-refused': 'sign-in',
  'sign-in-needed': 'sign-in',
  'quota-exceeded': 'make-room',
  'no-permission': 'find-owner',
  'change-not-permitted': 'find-owner',
  'disk-full': 'choose-folders',
  'unsynced-in-deselected': 'choose-folders',
  'second-version-not-uploaded': 'decide-versions',
  'proxy-sign-in-needed': 'set-proxy',
  'local-folder-missing': 'find-place',
  'local-folder-replaced': 'find-place',
};

/** By cause, the largest group first; within a group by path. Pure. */
export function groupProblems(problems: readonly ProblemView[]): readonly ProblemGroup[] {
  return [...Map.groupBy(problems, ({ code }) => code)]
    .map(([code, group]) => ({ code, problems: sortByPath(group, ({ path }) => path) }))
    .toSorted((a, b) => b.problems.length - a.problems.length || (a.code < b.code ? -1 : 1));
}

/** The one act that helps against a cause. Pure. */
export function findFix({ code, problems }: ProblemGroup): Fix {
  if (problems.some(({ renaming }) => renaming?.proposal !== undefined)) return 'rename';
  return findCodeFix(code);
}

/** What helps against a code, where that is not a matter of names. Pure. */
export function findCodeFix(code: ProblemCode): Exclude<Fix, 'rename'> {
  return FIXES[code] ?? 'try-again';
}
