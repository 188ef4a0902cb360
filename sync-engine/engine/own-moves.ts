import type { NodeId } from '../core/model/ids.ts';
import type { Side } from '../core/model/side.ts';
import type { BaseNode, BaseTree, Tree } from '../core/model/tree.ts';
import { findPath } from '../core/model/tree.ts';
import type { BegunAct } from '../sync-database/sync-database.ts';

/**
 * The base as it would be if every move of ours that has happened had been written down: an item that stands, on the side
 * where we began to move it, where we meant it to go, was agreed on there. Without this it looks as if somebody had moved
 * it: a deletion on the other side would be taken back, and its next place there overruled.
 */
export function withOwnMoves(
  base: BaseTree,
  acts: readonly BegunAct[],
  trees: Readonly<Record<Side, Tree>>,
): Map<NodeId, BaseNode> {
  const next = new Map(base);
  for (const act of acts) {
    if (act.kind !== 'move') continue;
    const agreed = base.get(act.nodeId);
    const now = trees[act.side].get(act.nodeId);
    if (agreed === undefined || now === undefined || findPath(trees[act.side], act.nodeId) !== act.path) continue;
    next.set(act.nodeId, { ...agreed, parentId: now.parentId, name: now.name });
  }
  return next;
}
