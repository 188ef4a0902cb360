import type { NodeId } from '../model/ids.ts';
import { ROOT_ID } from '../model/ids.ts';
import type { BaseTree, Place, Tree } from '../model/tree.ts';
import type { Forget } from './merge-types.ts';

/** The trees after unification, and which tracked items are dead. Steps 3 to 5 work on these. */
export interface MergeTrees {
  readonly base: BaseTree;
  readonly local: Tree;
  readonly remote: Tree;
  readonly dead: ReadonlySet<NodeId>;
}

/** A place per living item, and which dead directories came back to hold one of them. */
export interface MergedPlaces {
  readonly places: ReadonlyMap<NodeId, Place>;
  readonly revived: readonly Forget[];
}

/**
 * Steps 3 to 5: directory and name of each item are merged three-way, each on its own, the server winning where both
 * changed one; a living item brings the dead directory above it back to life, and nothing else in that directory; a
 * cycle is broken by taking back local moves, of which every cycle has one because the server's tree has none.
 */
export function mergePlaces(trees: MergeTrees): MergedPlaces {
  const places = new Map<NodeId, Place>();
  for (const id of trees.remote.keys()) if (!trees.dead.has(id)) places.set(id, mergePlace(id, trees));
  for (const id of trees.local.keys())
    if (!trees.dead.has(id) && !places.has(id)) places.set(id, mergePlace(id, trees));
  const revived = new Map<NodeId, Forget>();
  do {
    reviveParents(places, revived, trees);
  } while (takeBackCycles(places, trees));
  return { places, revived: [...revived.values()] };
}

function mergePlace(id: NodeId, trees: MergeTrees): Place {
  const local = trees.local.get(id);
  const remote = trees.remote.get(id);
  if (local === undefined || remote === undefined) {
    const present = local ?? remote;
    if (present === undefined) throw new Error(`node ${id} is on neither side`);
    return { parentId: present.parentId, name: present.name };
  }
  const base = trees.base.get(id);
  if (base === undefined || !base.onLocal || !base.onRemote) return { parentId: remote.parentId, name: remote.name };
  return {
    parentId: remote.parentId === base.parentId ? local.parentId : remote.parentId,
    name: remote.name === base.name ? local.name : remote.name,
  };
}

function reviveParents(places: Map<NodeId, Place>, revived: Map<NodeId, Forget>, trees: MergeTrees): void {
  // A copy: directories that come back are looked at on the way, not again.
  for (const start of Array.from(places.values())) {
    let parentId = start.parentId;
    while (parentId !== ROOT_ID && !places.has(parentId)) {
      const isOnLocal = trees.local.has(parentId);
      if (!isOnLocal && !trees.remote.has(parentId)) throw new Error(`directory ${parentId} is on neither side`);
      const place = mergePlace(parentId, trees);
      places.set(parentId, place);
      revived.set(parentId, { id: parentId, side: isOnLocal ? 'remote' : 'local' });
      parentId = place.parentId;
    }
  }
}

/** Takes back one local move per cycle; true when there was a cycle. */
function takeBackCycles(places: Map<NodeId, Place>, trees: MergeTrees): boolean {
  const settled = new Set<NodeId>([ROOT_ID]);
  let hasChanged = false;
  for (const start of places.keys()) {
    const way: NodeId[] = [];
    const onWay = new Set<NodeId>();
    let id = start;
    while (!settled.has(id) && !onWay.has(id)) {
      way.push(id);
      onWay.add(id);
      id = places.get(id)?.parentId ?? ROOT_ID;
    }
    if (!settled.has(id)) {
      takeBackOneMove(way.slice(way.indexOf(id)), places, trees);
      hasChanged = true;
    }
    for (const seen of way) settled.add(seen);
  }
  return hasChanged;
}

function takeBackOneMove(cycle: readonly NodeId[], places: Map<NodeId, Place>, trees: MergeTrees): void {
  // The smallest id, so that the result does not depend on the order in which the trees were read.
  for (const id of cycle.toSorted((a, b) => a - b)) {
    const remote = trees.remote.get(id);
    const place = places.get(id);
    if (remote === undefined || place === undefined || remote.parentId === place.parentId) continue;
    places.set(id, { parentId: remote.parentId, name: place.name });
    return;
  }
  throw new Error('a cycle without a local move');
}
