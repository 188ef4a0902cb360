import { isSamePlace } from '../../core/model/tree.ts';
import type { Plan } from '../planning/plan.ts';
import type { Planned } from '../planning/plan-from-views.ts';
import type { ChangedPart } from './changed-part.ts';

/**
 * What is missing on a side and goes from the other, too, concerns nobody else. Where it lives on, or may have gone to a
 * place that takes no part, what follows can depend on who else has its bytes: then all is planned. So it is where
 * more happens to a directory whose items the plan has not seen than that it moves as it is.
 */
export function isPartEnough({ plan, observed: { snapshot, withheld } }: Planned, part: ChangedPart): boolean {
  const { base, excluded } = part;
  const { local, remote, replaced, broughtBack } = snapshot;
  if (withheld.nodes.size + (replaced?.size ?? 0) + (broughtBack?.length ?? 0) > 0) return false;
  const hasPlaces = excluded.some(({ kind }) => kind === 'directory');
  const inodes = new Set(excluded.map(({ stamp }) => stamp.inode));
  for (const [id, row] of base) {
    const isHere = local.logical.has(id);
    if (isHere && remote.logical.has(id)) continue;
    const isOutOfSight = !isHere && row.local !== undefined && (hasPlaces || inodes.has(row.local.inode));
    if (isOutOfSight || plan.desired.has(id)) return false;
  }
  return staysWhole(part, plan);
}

/** Nothing comes to a directory of which the plan has seen a part, nothing becomes one with it, and it does not go. */
function staysWhole({ partial, base }: ChangedPart, { aliases, desired, operations }: Plan): boolean {
  for (const [givenUp, kept] of aliases) if (partial.has(givenUp) || partial.has(kept)) return false;
  for (const node of desired.values()) {
    if (!partial.has(node.parentId)) continue;
    const agreed = base.get(node.id);
    if (agreed === undefined || !isSamePlace(agreed, node)) return false;
  }
  return operations.every((operation) => {
    const touched = operation.kind === 'remove' ? operation.covers : [operation.node];
    return operation.kind === 'move' || !touched.some((id) => partial.has(id));
  });
}
