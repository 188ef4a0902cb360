import type { OperationNote, OperationVerb } from '../../core/model/engine-state.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Operation } from '../../core/model/operation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { joinPath, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import { otherSide } from '../../core/model/side.ts';
import { findPath } from '../../core/model/tree.ts';
import type { Attempt } from '../running/failures.ts';
import type { Plan } from './plan.ts';
import { explainNode } from './reason.ts';

/** Tells an operation of a plan to the outside: what, where, and why. Paths are those of the plan's start. */
export function noteOperation(operation: Operation, plan: Plan): OperationNote {
  const path = startPath(operation.node, operation, plan);
  return {
    verb: verbOf(operation),
    side: operation.side,
    path,
    target: targetOf(operation, path, plan),
    reason: explainNode(operation.node, plan),
  };
}

/** What exactly an operation tries: the same text as long as neither its kind, its target nor the bytes change. */
export function describeAttempt(
  operation: Operation,
  { verb, side, path, target }: OperationNote,
  plan: Plan,
): Attempt {
  const content = operation.kind === 'transfer' ? plan[otherSide(side)].get(operation.node)?.content : undefined;
  return { side, path, what: [verb, target, content].filter((part) => part !== undefined).join(' ') };
}

/** Equal for equal attempts. */
export function toAttemptKey({ side, path, what }: Attempt): string {
  return `${side} ${path} ${what}`;
}

function verbOf(operation: Operation): OperationVerb {
  switch (operation.kind) {
    case 'make-directory':
      return 'make-directory';
    case 'move':
      return operation.role === 'park' ? 'park' : 'move';
    case 'remove':
      return 'remove';
    case 'transfer':
      if (operation.mode.kind === 'replace-in-conflict') return 'conflict';
      return operation.side === 'remote' ? 'upload' : 'download';
    default:
      return operation satisfies never;
  }
}

function startPath(id: NodeId, operation: Operation, plan: Plan): RelativePath {
  const trees = [plan[operation.side], plan.desired, plan[otherSide(operation.side)], plan.base];
  for (const tree of trees) {
    const path = findPath(tree, id);
    if (path !== undefined) return path;
  }
  return ROOT_PATH;
}

function targetOf(operation: Operation, path: RelativePath, plan: Plan): RelativePath | undefined {
  if (operation.kind === 'move') {
    const parent =
      findPath(plan.desired, operation.place.parentId) ?? findPath(plan[operation.side], operation.place.parentId);
    return parent === undefined ? undefined : joinPath(parent, operation.place.name);
  }
  if (operation.kind === 'transfer' && operation.mode.kind === 'replace-in-conflict') {
    return joinPath(parentPath(path), operation.mode.conflictName);
  }
  return undefined;
}
