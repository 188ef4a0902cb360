import type { Problem, ProblemCode } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isInside } from '../../core/model/relative-path.ts';

/** Who can end a problem: the item must change, a person must do something, or it passes by itself. */
type Rank = 'item' | 'person' | 'time';

const RANKS: readonly Rank[] = ['item', 'person', 'time'];

/** Of several problems of one path, the one that lasts longest is told: the others would not help a person yet. */
const RANK_OF: Readonly<Record<ProblemCode, Rank>> = {
  'symbolic-link': 'item',
  'special-file': 'item',
  unreadable: 'person',
  'name-not-utf8': 'item',
  'name-not-allowed-here': 'item',
  'name-not-allowed-on-server': 'item',
  'name-reserved': 'item',
  'name-clash': 'item',
  'listing-incomplete': 'time',
  'item-damaged-on-server': 'person',
  'kept-for-unsynced-content': 'person',
  'other-file-system': 'item',
  'moved-out-of-sight': 'item',
  'moved-out-of-sight-on-server': 'item',
  'change-not-permitted': 'person',
  'unsynced-in-deselected': 'item',
  'second-version-not-uploaded': 'person',
  'sign-in-refused': 'person',
  'sign-in-needed': 'person',
  'server-unreachable': 'time',
  'encryption-missing': 'person',
  'certificate-expired': 'person',
  'certificate-wrong-name': 'person',
  'certificate-untrusted': 'person',
  'certificate-invalid': 'person',
  'proxy-sign-in-needed': 'person',
  'server-maintenance': 'time',
  'server-busy': 'time',
  'server-error': 'time',
  'not-an-owncloud': 'person',
  'server-too-old': 'person',
  'unexpected-answer': 'person',
  'remote-folder-missing': 'person',
  'space-unavailable': 'person',
  'quota-exceeded': 'person',
  'no-permission': 'person',
  'locked-on-server': 'time',
  'processing-on-server': 'time',
  'too-large-for-server': 'item',
  'name-refused-by-server': 'item',
  'checksum-mismatch': 'time',
  'incomplete-transfer': 'time',
  'still-changing': 'time',
  stalled: 'time',
  'local-access-denied': 'person',
  'local-file-busy': 'time',
  'local-io-error': 'person',
  'disk-full': 'person',
  'local-name-refused': 'item',
  'local-folder-missing': 'person',
  'local-folder-replaced': 'person',
  'local-folder-in-use': 'person',
  'database-unusable': 'person',
  'database-newer': 'person',
  'internal-error': 'person',
  cancelled: 'person',
};

/**
 * The one problem to tell for a path. In this order: the path's own before that of a directory above, the nearest
 * first; what must change in the item before what a person must do before what passes by itself; this computer before
 * the server; then by code, so that the answer is always the same. Pure.
 */
export function chooseProblem(path: RelativePath, problems: readonly Problem[]): Problem | undefined {
  const [first] = problems.filter((problem) => appliesTo(path, problem)).toSorted(compareProblems);
  return first;
}

/** What a directory that stays for its content, or was deselected, tells of itself says nothing about what is in it. */
const OF_ITSELF_ONLY: ReadonlySet<ProblemCode> = new Set(['kept-for-unsynced-content', 'unsynced-in-deselected']);

function appliesTo(path: RelativePath, problem: Problem): boolean {
  if (problem.path === path) return true;
  return !OF_ITSELF_ONLY.has(problem.code) && isInside(path, problem.path);
}

function compareProblems(a: Problem, b: Problem): number {
  return (
    b.path.length - a.path.length ||
    RANKS.indexOf(RANK_OF[a.code]) - RANKS.indexOf(RANK_OF[b.code]) ||
    compareTexts(a.side, b.side) ||
    compareTexts(a.code, b.code)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
