import type { NameClash } from '../core/merge/merge-types.ts';
import type { DesiredNode } from '../core/model/desired.ts';
import type { NodeId } from '../core/model/ids.ts';
import { ROOT_ID } from '../core/model/ids.ts';
import type { Tree } from '../core/model/tree.ts';
import type { Plan } from './plan.ts';

/**
 * How the local side shall look where names clash. Such an item is not made here. One that is here already stays at the
 * place that it has, with all it holds, and goes on syncing its bytes; only its way to where the server has it is closed.
 * A directory that stays may lie in one that the server has put below it since: then that one stays, too.
 */
export function pinClashing(clashes: readonly NameClash[], local: Tree, desired: Plan['desired']): Plan['desired'] {
  if (clashes.length === 0) return desired;
  const wanted = new Map(desired);
  const pins: NodeId[] = [];
  for (const { id } of clashes) {
    if (pin(id, local, wanted)) pins.push(id);
    else wanted.delete(id);
  }
  // The tree of this side has no circle, and where all of a circle stays as it is here, there is none.
  for (const id of pins) pins.push(...findCircle(id, wanted).filter((each) => pin(each, local, wanted)));
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

/** The directories that lie in an item and hold it at the same time. */
function findCircle(id: NodeId, wanted: Plan['desired']): readonly NodeId[] {
  const above = new Set<NodeId>();
  for (let at = wanted.get(id)?.parentId; at !== undefined && at !== ROOT_ID; at = wanted.get(at)?.parentId) {
    if (at === id) return [...above];
    if (above.has(at)) return [];
    above.add(at);
  }
  return [];
}
