import { randomUUID } from 'node:crypto';
import { dirname, basename } from 'node:path';
import type { LocalStamp } from '../core/model/observation.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { findErrno, parseOutcome, refuse, stillChangingError } from './errno-outcome.ts';
import { findRefusal } from './expectation.ts';
import type { LocalExpectation } from './filesystem.ts';
import { PARK_PREFIX } from './filesystem.ts';
import type { LocalRoot } from './local-root.ts';
import { isSameContentStamp, toLocalStamp } from './local-stamp.ts';
import { withMoveIntent } from './move-intent.ts';
import { encodeName } from './name-bytes.ts';

/** Two absolute paths inside the root, or in its private folder. */
export interface MoveRequest {
  readonly from: string;
  readonly to: string;
  readonly expect: LocalExpectation;
}

/** Answers of systems and file systems that have no hard links, or allow none for this file. */
const NO_HARD_LINK: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EISDIR',
  'EINVAL',
]);

/** Checks the expectation and renames without replacing anything. The stamp is from after the move. */
export function moveWithoutReplacing(root: LocalRoot, request: MoveRequest): Outcome<LocalStamp> {
  const { from, to, expect } = request;
  try {
    const refusal = findRefusal(root.calls, from, expect);
    if (refusal !== undefined) return refuse(refusal);
    const source = root.calls.lstat(from);
    if (source === undefined) return refuse('missing');
    if (root.calls.lstat(to) !== undefined) {
      return isOtherSpelling(root, from, to) ? respell(root, from, to) : refuse('exists');
    }
    if (source.isDirectory()) root.calls.rename(from, to);
    else withMoveIntent(root, { from, to }, () => relink(root, { from, to }));
    return toMoved(root, to, toLocalStamp(source));
  } catch (error) {
    return parseMoveOutcome(root, to, error);
  }
}

/** Takes away one of two names of a file. Throws errno errors. */
type DropName = (root: LocalRoot, name: string, survivor: string) => void;

/**
 * Gives a file its new name without ever replacing: the system refuses a link onto a name that is taken. Where there
 * are no hard links it has to be a rename after the look that the caller took: between the two is a window of some
 * microseconds in which a file that another process creates at `to` would be replaced.
 */
export function relink(
  root: LocalRoot,
  { from, to }: Pick<MoveRequest, 'from' | 'to'>,
  dropName: DropName = dropSecondName,
): void {
  try {
    root.calls.link(from, to);
  } catch (error) {
    if (!NO_HARD_LINK.has(findErrno(error))) throw error;
    if (root.calls.lstat(to) !== undefined) throw Object.assign(new Error('taken'), { code: 'EEXIST', cause: error });
    root.calls.rename(from, to);
    return;
  }
  try {
    dropName(root, from, to);
  } catch (error) {
    // Somebody took the old name away meanwhile: then the new one is the only one and must stay.
    if (findErrno(error) === 'ENOENT') return;
    dropSecondName(root, to, from);
    throw error;
  }
}

/**
 * Takes away one of two names of a file. Not by unlink: between link and unlink a program may have saved another file
 * under that name. So it goes to the private folder first and is only dropped there when it is still the same file;
 * otherwise it goes back, or waits for the next start in the private folder when its place is taken again.
 */
export function dropSecondName(root: LocalRoot, name: string, survivor: string): void {
  const aside = root.privatePath('aside', randomUUID());
  root.calls.rename(name, aside);
  const [dropped, kept] = [root.calls.lstat(aside), root.calls.lstat(survivor)];
  if (dropped === undefined) return;
  const isSameFile = kept !== undefined && kept.ino === dropped.ino && kept.dev === dropped.dev;
  if (!isSameFile && root.calls.lstat(name) === undefined) root.calls.link(aside, name);
  const namesLeft = root.calls.lstat(aside)?.nlink ?? 0n;
  if (namesLeft > 1n) root.calls.unlink(aside);
}

/** Compares what arrived with what was expected to go; an edit between the check and the move shows here. */
function toMoved(root: LocalRoot, to: string, source: LocalStamp): Outcome<LocalStamp> {
  const arrived = root.calls.lstat(to);
  if (arrived === undefined) return { kind: 'unknown', error: stillChangingError('move') };
  const stamp = toLocalStamp(arrived);
  const isTheSame = source.inode === stamp.inode && (arrived.isDirectory() || isSameContentStamp(stamp, source));
  return isTheSame ? { kind: 'done', value: stamp } : { kind: 'unknown', error: stillChangingError('move') };
}

/**
 * True when `to` was only found because the file system does not tell the two spellings apart: the same item, and the
 * listing does not have the new spelling. A second hard link is listed, so it is not taken for one.
 */
function isOtherSpelling(root: LocalRoot, from: string, to: string): boolean {
  const [source, target] = [root.calls.lstat(from), root.calls.lstat(to)];
  if (source === undefined || target === undefined) return false;
  return source.ino === target.ino && source.dev === target.dev && !isListed(root, to);
}

function isListed(root: LocalRoot, absolutePath: string): boolean {
  return root.calls.readNames(dirname(absolutePath)).includes(encodeName(basename(absolutePath)));
}

/** Some systems take a rename to another spelling for "nothing to do"; then it takes two steps. */
function respell(root: LocalRoot, from: string, to: string): Outcome<LocalStamp> {
  root.calls.rename(from, to);
  if (!isListed(root, to)) {
    const park = `${dirname(to)}/${PARK_PREFIX}${randomUUID()}`;
    root.calls.rename(from, park);
    root.calls.rename(park, to);
  }
  const arrived = root.calls.lstat(to);
  return arrived === undefined ? refuse('missing') : { kind: 'done', value: toLocalStamp(arrived) };
}

/** ENOENT of a move is about the target's directory when the item itself was seen a moment ago. */
function parseMoveOutcome(root: LocalRoot, to: string, error: unknown): Outcome<never> {
  const outcome = parseOutcome(error, 'move');
  if (outcome.kind !== 'refused' || outcome.reason !== 'missing') return outcome;
  return root.calls.lstat(dirname(to)) === undefined ? refuse('parent-missing') : outcome;
}
