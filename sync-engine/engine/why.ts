import { findPairs } from '../core/conflicts/pairs.ts';
import type { ConflictId, ConflictRecord } from '../core/model/conflict.ts';
import { secondPath } from '../core/model/conflict.ts';
import type { Reason } from '../core/model/engine-state.ts';
import { toHoldName } from '../core/model/hold.ts';
import type { NodeId } from '../core/model/ids.ts';
import type { Operation } from '../core/model/operation.ts';
import type { Problem, ProblemCode } from '../core/model/problem.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { isInside, ROOT_PATH } from '../core/model/relative-path.ts';
import { findPath } from '../core/model/tree.ts';
import type { FolderRules } from './folder-rules.ts';
import type { Plan } from './plan.ts';
import type { HoldPlan } from './plan-holds.ts';
import { noteOperation } from './plan-notes.ts';
import { explainNode } from './reason.ts';

/** The one answer to "why is this path (not) synced?". */
export type WhyCode =
  | 'in-sync'
  | 'not-there'
  | 'excluded'
  | 'waiting-to-upload'
  | 'waiting-to-download'
  | 'waiting-to-make-directory'
  | 'waiting-to-move'
  | 'waiting-to-remove'
  | 'waiting-for-decision'
  | 'two-versions'
  | ProblemCode;

export interface Why {
  readonly path: RelativePath;
  readonly code: WhyCode;
  /** What each side did since both agreed; undefined for what takes no part. */
  readonly reason: Reason | undefined;
  /** The question that this path waits for, as a person names it; only with `waiting-for-decision`. */
  readonly decision?: string;
  /** Two versions of this path wait for a person; both may well be in sync. */
  readonly conflict?: ConflictAtPath;
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
  readonly problems: readonly Problem[];
  readonly rules: FolderRules;
  /** The plan after the guards; a hold with an empty id has not been stored yet. */
  readonly holdPlan: HoldPlan;
}

/** Explains a path by the same merge that syncs it. Pure. */
export function explainPath(input: WhyInput): Why {
  const { path, plan, rules } = input;
  const problem = findProblem(path, input.problems);
  if (problem !== undefined) return { path, code: problem.code, reason: undefined };
  if (path === ROOT_PATH)
    return { path, code: plan.operations.length === 0 ? 'in-sync' : 'waiting-to-upload', reason: undefined };
  if (rules.isExcludedFully(path, 'file') && rules.isExcludedFully(path, 'directory')) {
    return { path, code: 'excluded', reason: undefined };
  }
  const id = findNode(path, plan);
  if (id === undefined) return { path, code: 'not-there', reason: undefined };
  const reason = explainNode(id, plan);
  const operation = plan.operations.find((op) => op.node === id || (op.kind === 'remove' && op.covers.includes(id)));
  if (operation === undefined) return { path, code: 'in-sync', reason };
  if (input.holdPlan.operations.includes(operation)) return { path, code: codeOf(operation, plan), reason };
  const hold = input.holdPlan.holds.find(({ isApproved, nodes }) => !isApproved && nodes.includes(id));
  const decision = hold === undefined || hold.id === '' ? {} : { decision: toHoldName(hold) };
  return { path, code: 'waiting-for-decision', reason, ...decision };
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

/** The problem of the path itself, else of the nearest directory above. */
function findProblem(path: RelativePath, problems: readonly Problem[]): Problem | undefined {
  return problems
    .filter((problem) => isInside(path, problem.path))
    .toSorted((a, b) => b.path.length - a.path.length)
    .find((problem) => problem.path === path || problem.code !== 'kept-for-unsynced-content');
}

function findNode(path: RelativePath, plan: Plan): NodeId | undefined {
  for (const tree of [plan.local, plan.remote, plan.base]) {
    for (const id of tree.keys()) if (findPath(tree, id) === path) return id;
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
      return 'two-versions';
    default:
      return verb satisfies never;
  }
}
