import type { NodeId } from '../../core/model/ids.ts';
import type { Operation, OperationId } from '../../core/model/operation.ts';
import type { Side } from '../../core/model/side.ts';

/**
 * The operations without those that `isOut`, without everything that can only follow them, and without each detour whose
 * end is not among them: nothing steps aside when it cannot go on. Pure.
 */
export function withoutDependents(
  operations: readonly Operation[],
  isOut: (operation: Operation) => boolean,
): readonly Operation[] {
  let left = drop(operations, isOut);
  for (let lost = findLostDetours(left); lost.size > 0; lost = findLostDetours(left)) {
    const gone = lost;
    left = drop(left, ({ id }) => gone.has(id));
  }
  return left;
}

/** Items that an operation gives their place, or takes away; what stepped aside needs one of these. */
export function listEnded(operation: Operation): readonly NodeId[] {
  if (operation.kind === 'remove') return operation.covers;
  return operation.kind === 'move' && operation.role === 'final' ? [operation.node] : [];
}

/** The items for which operations do that. */
export function collectEnded(operations: readonly Operation[]): ReadonlySet<string> {
  return new Set(operations.flatMap((operation) => listEnded(operation).map((id) => toItemKey(operation.side, id))));
}

/** One item on one side. */
export function toItemKey(side: Side, id: NodeId): string {
  return `${side} ${id}`;
}

function drop(operations: readonly Operation[], isOut: (operation: Operation) => boolean): readonly Operation[] {
  const out = new Set<OperationId>();
  return operations.filter((operation) => {
    if (!isOut(operation) && !operation.after.some((id) => out.has(id))) return true;
    out.add(operation.id);
    return false;
  });
}

function findLostDetours(operations: readonly Operation[]): ReadonlySet<OperationId> {
  const detours = operations.filter(isDetour);
  if (detours.length === 0) return new Set();
  const ended = collectEnded(operations);
  return new Set(detours.filter(({ side, node }) => !ended.has(toItemKey(side, node))).map(({ id }) => id));
}

/** True for a step aside under a private name. */
export function isDetour(operation: Operation): boolean {
  return operation.kind === 'move' && operation.role === 'park';
}
