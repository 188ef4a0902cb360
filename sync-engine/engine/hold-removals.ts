import type { MassRemovalLimits } from '../core/guards/mass-removal.ts';
import { isMassRemoval } from '../core/guards/mass-removal.ts';
import type { RemovalHold } from '../core/model/engine-state.ts';
import type { Operation, OperationId, Remove } from '../core/model/operation.ts';
import type { Side } from '../core/model/side.ts';
import { findPath } from '../core/model/tree.ts';
import type { Plan } from './plan.ts';

/** What of a plan may run now, and which removals wait for a person. */
export interface GuardedPlan {
  readonly operations: readonly Operation[];
  readonly holds: readonly RemovalHold[];
}

/** How many paths of a hold are told. */
const MAX_TOLD_PATHS = 1_000;

/** Takes out the removals of a side that would lose too much at once, and what depends on them. */
export function holdMassRemovals(plan: Plan, limits: MassRemovalLimits | undefined): GuardedPlan {
  if (limits === undefined) return { operations: plan.operations, holds: [] };
  const holds: RemovalHold[] = [];
  for (const side of ['local', 'remote'] as const) {
    const removals = plan.operations.filter((op): op is Remove => op.kind === 'remove' && op.side === side);
    const hold = describe(plan, side, removals);
    if (isMassRemoval(hold, limits)) holds.push(hold);
  }
  const heldSides = new Set(holds.map((hold) => hold.side));
  const operations = withoutDependents(plan.operations, (op) => op.kind === 'remove' && heldSides.has(op.side));
  return { operations, holds };
}

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

function describe(plan: Plan, side: Side, removals: readonly Remove[]): RemovalHold {
  const tree = plan[side];
  const ids = removals.flatMap((removal) => removal.covers).filter((id) => tree.get(id)?.kind === 'file');
  let allFiles = 0;
  for (const node of tree.values()) if (node.kind === 'file') allFiles += 1;
  const paths = ids.slice(0, MAX_TOLD_PATHS).flatMap((id) => findPath(tree, id) ?? []);
  return { side, removedFiles: ids.length, allFiles, paths };
}
