import type { Holder } from '../../core/model/holder.ts';
import { findPairs } from '../../core/conflicts/pairs.ts';
import type { ConflictId, ConflictRecord } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { Reason } from '../../core/model/engine-state.ts';
import { toHoldName } from '../../core/model/hold.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Operation } from '../../core/model/operation.ts';
import type { Problem, ProblemCode } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Renaming } from '../../core/model/renaming.ts';
import type { Choice } from '../../core/model/selection.ts';
import { isAway } from '../../core/model/selection.ts';
import { baseName, isInside, ROOT_PATH } from '../../core/model/relative-path.ts';
import { findPath } from '../../core/model/tree.ts';
import type { FolderRules } from '../opening/folder-rules.ts';
import type { Plan } from '../planning/plan.ts';
import type { HoldPlan } from '../guarding/plan-holds.ts';
import { noteOperation } from '../planning/plan-notes.ts';
import { explainNode } from '../planning/reason.ts';
import { listRefused } from '../planning/refusals.ts';
import type { Removal } from './find-removal.ts';
import type { LockAtPath } from './tell-lock.ts';
import { chooseProblem } from './why-order.ts';

/** The one answer to "why is this path (not) synced?". */
export type WhyCode =
  | 'in-sync'
  | 'not-there'
  /** Not there any more: it was removed, here or on the server. */
  | 'was-removed'
  | 'excluded'
  /** A pattern would leave it out, and nothing is known to be there. */
  | 'excluded-not-there'
  /** Deselected on this computer, or in such a directory, and known to be on the server. */
  | 'deselected'
  /** In a directory that is deselected on this computer; nobody knows here what else is in it. */
  | 'in-deselected'
  /** In a new directory of the server that nobody has decided on yet. */
  | 'new-folder-undecided'
  | 'waiting-to-upload'
  | 'waiting-to-download'
  | 'waiting-to-make-directory'
  | 'waiting-to-move'
  | 'waiting-to-remove'
  | 'waiting-for-decision'
  /** Changed on both sides: the next run makes two versions of it. */
  | 'becomes-two-versions'
  /** One of two versions that wait for a person, and in sync itself. */
  | 'two-versions'
  /** A directory that is itself in sync, and in it two versions of a file wait for a person. */
  | 'contains-two-versions'
  /** A directory that is itself in sync and holds something that is not. */
  | 'contains-unsynced'
  /** A second version that somebody has decided on, and that the organisation lets stay on this computer only. */
  | 'stays-here'
  /** A directory that is itself in sync and holds such a version, and nothing else that is not in sync. */
  | 'contains-stays-here'
  /** Changed, moved or deleted here, which the server does not allow. */
  | 'comes-back'
  // That another process works in a folder is said of a command, never of a path.
  | Exclude<ProblemCode, 'local-folder-in-use'>;

export interface Why {
  readonly path: RelativePath;
  readonly code: WhyCode;
  /** What each side did since both agreed; undefined for what takes no part. */
  readonly reason: Reason | undefined;
  /** The question that this path waits for, as a person names it; only with `waiting-for-decision`. */
  readonly decision?: string;
  /** Two versions of this path wait for a person; both may well be in sync. */
  readonly conflict?: ConflictAtPath;
  /** Who has the item open or locked, where a program or the server told. */
  readonly heldBy?: Holder;
  /** Who keeps others from writing to it on the server, as far as anybody has found out. */
  readonly lock?: LockAtPath;
  /** When an attempt failed last, in ms since the epoch; absent with `nextAttemptAtMs`, or where nobody noted it. */
  readonly lastAttemptAtMs?: number;
  /** When an attempt that failed is made again, in ms since the epoch. */
  readonly nextAttemptAtMs?: number;
  /** What another name would do; only where the name is the trouble. */
  readonly renaming?: Renaming;
  /** Of `excluded` and `excluded-not-there`: the line of the exclude list, as it was written. */
  readonly pattern?: string;
  /** Of `in-deselected`: the directory that is. */
  readonly within?: RelativePath;
  /** Only with `was-removed`. */
  readonly removal?: Removal;
  /** Of `excluded`: it seems to be an owner file; nobody misses it. */
  readonly isOwnerFile?: true;
  /** Of an owner file: the document that is open, and since when it is locked on the server for that. */
  readonly openDocument?: OpenDocument;
}

/** A document that an office program says to have open. */
interface OpenDocument {
  readonly path: RelativePath;
  /** In ms since the epoch; absent where this program has not locked it. */
  readonly lockedSinceMs?: number;
}

/** A last attempt that failed. */
interface FailedAttempt extends Problem {
  readonly lastAttemptAtMs?: number;
  readonly nextAttemptAtMs: number;
}

/** An open conflict, told at either of its two paths. */
export interface ConflictAtPath {
  readonly id: ConflictId;
  readonly path: RelativePath;
  readonly secondPath: RelativePath;
}

export interface WhyInput {
  readonly path: RelativePath;
  readonly plan: Plan;
  /** What the looks at both sides found. */
  readonly problems: readonly Problem[];
  readonly failures: readonly FailedAttempt[];
  /** Why the last run of the whole folder ended before its time; undefined when it did not. */
  readonly stoppedBy: ProblemCode | undefined;
  readonly rules: FolderRules;
  readonly choices: readonly Choice[];
  /** Files here in directories that are kept away: what the server does not have like that. */
  readonly staying: readonly RelativePath[];
  /** Second versions that stay here although somebody has decided on them. */
  readonly onlyHere: readonly RelativePath[];
  /** The plan after the guards; a hold with an empty id has not been stored yet. */
  readonly holdPlan: HoldPlan;
}

/**
 * Explains a path by the same merge that syncs it. Pure. When several reasons apply, the first of these is told:
 * 1. of the whole folder (the root path): what stopped it, then a decision that it waits for;
 * 2. a problem of the path, or its last attempt that failed;
 * 3. an exclude pattern, then a directory that is kept away;
 * 4. a second version that stays here, whatever is to be said of the directories above it;
 * 5. a problem or failure of a directory above it;
 * 6. a decision; 7. what stopped the whole folder, if there is something to do; 8. what is to be done;
 * 9. something unsynced below it; 10. nothing. Two versions that are in sync and undecided come on top of it.
 */
export function explainPath(input: WhyInput): Why {
  const { path, plan } = input;
  const id = path === ROOT_PATH ? undefined : findNode(path, plan);
  const reason = id === undefined ? undefined : explainNode(id, plan);
  const root = path === ROOT_PATH ? explainRoot(input) : undefined;
  if (root !== undefined) return { path, code: root, reason };
  const known = [...input.problems, ...input.failures];
  const own = chooseProblem(
    path,
    known.filter((problem) => problem.path === path),
  );
  if (own !== undefined) return toWhy(path, own);
  if (isExcluded(input)) return { path, code: 'excluded', reason: undefined, ...findPattern(input) };
  const away = explainAway(input);
  if (away !== undefined) return { path, code: away, reason: undefined };
  if (input.onlyHere.some((version) => isInside(path, version))) return { path, code: 'stays-here', reason };
  const above = chooseProblem(path, known);
  if (above !== undefined) return toWhy(path, above);
  if (id === undefined && path !== ROOT_PATH) return { path, code: 'not-there', reason };
  const operation = plan.operations.find((op) => op.node === id || (op.kind === 'remove' && isCovered(op, id)));
  if (operation !== undefined) return { path, ...explainOperation(operation, input), reason };
  return { path, code: explainBelow(input), reason };
}

function isCovered(operation: Extract<Operation, { kind: 'remove' }>, id: NodeId | undefined): boolean {
  return id !== undefined && operation.covers.includes(id);
}

function explainRoot({ holdPlan, stoppedBy }: WhyInput): WhyCode | undefined {
  if (stoppedBy !== undefined && stoppedBy !== 'local-folder-in-use') return stoppedBy;
  return holdPlan.holds.some(({ isApproved }) => !isApproved) ? 'waiting-for-decision' : undefined;
}

function toWhy(path: RelativePath, problem: Problem & Partial<FailedAttempt>): Why {
  const { code, lastAttemptAtMs, nextAttemptAtMs, heldBy } = problem;
  if (code === 'local-folder-in-use') throw new Error('a path cannot be in use by another process');
  return {
    path,
    code,
    reason: undefined,
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(lastAttemptAtMs === undefined ? {} : { lastAttemptAtMs }),
    ...(nextAttemptAtMs === undefined ? {} : { nextAttemptAtMs }),
  };
}

function isExcluded({ path, rules }: WhyInput): boolean {
  if (path === ROOT_PATH) return false;
  return rules.isExcludedFully(path, 'file') && rules.isExcludedFully(path, 'directory');
}

function findPattern({ path, rules }: WhyInput): Pick<Why, 'pattern'> {
  const pattern = rules.findPattern(path, 'file');
  return pattern === undefined ? {} : { pattern };
}

/** What lies here although its directory is kept away is told for itself. */
function explainAway({ path, choices, staying }: WhyInput): WhyCode | undefined {
  const covering = choices.filter((choice) => isAway(choice) && isInside(path, choice.path));
  if (covering.length === 0) return undefined;
  if (staying.some((file) => isInside(file, path))) return 'unsynced-in-deselected';
  return covering.some(({ kind }) => kind === 'deselected') ? 'deselected' : 'new-folder-undecided';
}

function explainOperation(operation: Operation, input: WhyInput): Pick<Why, 'code' | 'decision'> {
  const { plan, holdPlan, stoppedBy } = input;
  if (!holdPlan.operations.includes(operation)) {
    const id = findNode(input.path, plan);
    const hold = holdPlan.holds.find(({ isApproved, nodes }) => !isApproved && id !== undefined && nodes.includes(id));
    const decision = hold === undefined || hold.id === '' ? {} : { decision: toHoldName(hold) };
    return { code: 'waiting-for-decision', ...decision };
  }
  // A run that ended on request has told nothing about what is left: it will simply be done.
  const isStopped = stoppedBy !== undefined && stoppedBy !== 'cancelled' && stoppedBy !== 'local-folder-in-use';
  if (isStopped) return { code: stoppedBy };
  return { code: listRefused(plan).includes(operation.node) ? 'comes-back' : codeOf(operation, plan) };
}

function explainBelow(input: WhyInput): WhyCode {
  if (hasUnsyncedBelow(input)) return 'contains-unsynced';
  return input.onlyHere.some((version) => isInside(version, input.path)) ? 'contains-stays-here' : 'in-sync';
}

function hasUnsyncedBelow({ path, plan, problems, failures }: WhyInput): boolean {
  const isBelow = (other: RelativePath): boolean => other !== path && isInside(other, path);
  if ([...problems, ...failures].some((problem) => isBelow(problem.path))) return true;
  return plan.operations.some((operation) => {
    const note = noteOperation(operation, plan);
    return isBelow(note.path) || (note.target !== undefined && isBelow(note.target));
  });
}

/** The open conflict of which the path is one version. Pure. */
export function findConflictAt(
  path: RelativePath,
  records: readonly ConflictRecord[],
  plan: Pick<Plan, 'local'>,
): ConflictAtPath | undefined {
  const open = records.filter(({ state }) => state.kind === 'open');
  for (const pair of findPairs(open, plan.local)) {
    const second = secondPath(pair.path, pair.record.secondName);
    const isStanding = pair.original !== undefined && pair.second !== undefined;
    if (isStanding && (path === pair.path || path === second)) {
      return { id: pair.record.id, path: pair.path, secondPath: second };
    }
  }
  return undefined;
}

/** The way up is only gone from items that have the right name. */
function findNode(path: RelativePath, plan: Plan): NodeId | undefined {
  const name = baseName(path);
  for (const tree of [plan.local, plan.remote, plan.base]) {
    for (const [id, node] of tree) if (node.name === name && findPath(tree, id) === path) return id;
  }
  return undefined;
}

function codeOf(operation: Operation, plan: Plan): WhyCode {
  const { verb } = noteOperation(operation, plan);
  switch (verb) {
    case 'upload':
      return 'waiting-to-upload';
    case 'download':
      return 'waiting-to-download';
    case 'make-directory':
      return 'waiting-to-make-directory';
    case 'move':
    case 'park':
      return 'waiting-to-move';
    case 'remove':
      return 'waiting-to-remove';
    case 'conflict':
      return 'becomes-two-versions';
    default:
      return verb satisfies never;
  }
}
