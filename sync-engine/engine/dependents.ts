import type { Operation, OperationId } from '../core/model/operation.ts';

/** The operations without those that `isOut`, and without everything that can only follow them. */
export function withoutDependents(
  operations: readonly Operation[],
  isOut: (operation: Operation) => boolean,
): readonly Operation[] {
  const out = new Set<OperationId>();
  return operations.filter((operation) => {
    if (!isOut(operation) && !operation.after.some((id) => out.has(id))) return true;
    out.add(operation.id);
    return false;
  });
}
