import type { NodeId } from '../../core/model/ids.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import { baseName } from '../../core/model/relative-path.ts';
import type { Side } from '../../core/model/side.ts';
import { otherSide } from '../../core/model/side.ts';
import type { BaseNode, BaseTree, Place, Tree } from '../../core/model/tree.ts';
import { findPath, isSamePlace } from '../../core/model/tree.ts';
import type { BegunAct, BegunKey, BegunMove } from '../../sync-database/sync-database.ts';
import { toBegunKey } from '../../sync-database/sync-database.ts';

/** Where a move of ours has brought an item. */
export interface OwnMove extends Place {
  readonly id: NodeId;
}

/** The base with moves of ours taken in. */
export interface WithOwnMoves {
  readonly base: Map<NodeId, BaseNode>;
  /** Moves that nothing else will ever write down. */
  readonly unwritten: readonly OwnMove[];
}

/**
 * The base as it would be if every move of ours that has happened had been written down: an item that stands, on the side
 * where we began to move it, where we meant it to go, was agreed on there. Without this it looks as if somebody had moved
 * it: a deletion on the other side would be taken back, and its next place there overruled.
 *
 * Where the other side has let the item go or put it elsewhere since, both sides never show the same place: such a move is
 * to be written down.
 */
export function withOwnMoves(
  base: BaseTree,
  acts: readonly BegunAct[],
  trees: Readonly<Record<Side, Tree>>,
): WithOwnMoves {
  const next = new Map(base);
  const unwritten: OwnMove[] = [];
  for (const act of acts) {
    if (act.kind !== 'move') continue;
    const agreed = base.get(act.nodeId);
    const now = trees[act.side].get(act.nodeId);
    if (agreed === undefined || now === undefined || !isWhereItWent(act, now, trees[act.side])) continue;
    const { id, parentId, name } = now;
    next.set(id, { ...agreed, parentId, name });
    // The synced tree stays a tree: the directory gets its row first.
    const hasParent = parentId === ROOT_ID || base.has(parentId);
    if (hasParent && isUnmet(now, agreed, trees[otherSide(act.side)].get(id))) {
      unwritten.push({ id, parentId, name });
    }
  }
  return { base: next, unwritten };
}

/**
 * Moves here that have not happened: unlike a request, none arrives later. Whoever brings the item to that place from now
 * on is a person. `tree` is all that is here.
 */
export function listFailedHere(acts: readonly BegunAct[], tree: Tree): readonly BegunKey[] {
  return acts.flatMap((act) => {
    if (act.kind !== 'move' || act.side !== 'local') return [];
    const now = tree.get(act.nodeId);
    return now !== undefined && isWhereItWent(act, now, tree) ? [] : [toBegunKey(act)];
  });
}

/** True when the item stands where the move was to bring it; its directory may have been renamed since. */
export function isWhereItWent(
  { nodeId, path, parentId }: BegunMove,
  now: Place,
  tree: Parameters<typeof findPath>[0],
): boolean {
  return (now.parentId === parentId && now.name === baseName(path)) || findPath(tree, nodeId) === path;
}

/** True when no row tells of the move, and the other side will not show it; its old place there is what tells who it is. */
function isUnmet(now: Place, agreed: Place, there: Place | undefined): boolean {
  if (isSamePlace(now, agreed)) return false;
  return there === undefined || (!isSamePlace(there, agreed) && !isSamePlace(there, now));
}
