import type { NameClash } from '../../core/merge/merge-types.ts';
import type { DesiredNode } from '../../core/model/desired.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Tree } from '../../core/model/tree.ts';
import type { Plan } from './plan.ts';

/**
 * How the local side shall look where names clash. Such an item is not made here. One that is here already stays at the
 * place that it has, with all it holds, and goes on syncing its bytes; only its way to where the server has it is closed.
 */
export function pinClashing(clashes: readonly NameClash[], local: Tree, desired: Plan['desired']): Plan['desired'] {
  if (clashes.length === 0) return desired;
  const wanted = new Map(desired);
  for (const { id } of clashes) if (!pin(id, local, wanted)) wanted.delete(id);
  return wanted;
}

/** True when an item that is wanted is here, and shall be where it is. */
function pin(id: NodeId, local: Tree, wanted: Map<NodeId, DesiredNode>): boolean {
  const here = local.get(id);
  const node = wanted.get(id);
  if (here === undefined || node === undefined) return false;
  wanted.set(id, { ...node, parentId: here.parentId, name: here.name });
  return true;
}
