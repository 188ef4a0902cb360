import type { ItemChange, Reason } from '../../core/model/engine-state.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { BaseNode, Tree, TreeNode } from '../../core/model/tree.ts';
import { isSamePlace } from '../../core/model/tree.ts';

/** The trees that tell what happened to an item. */
export interface ReasonTrees {
  readonly base: ReadonlyMap<NodeId, BaseNode>;
  readonly local: Tree;
  readonly remote: Tree;
}

/** Why an item is treated as it is: what each side did with it since both agreed. */
export function explainNode(id: NodeId, trees: ReasonTrees): Reason {
  const base = trees.base.get(id);
  return {
    local: explainSide(base, base?.onLocal === true, trees.local.get(id)),
    remote: explainSide(base, base?.onRemote === true, trees.remote.get(id)),
  };
}

function explainSide(base: BaseNode | undefined, wasHere: boolean, now: TreeNode | undefined): ItemChange {
  if (base === undefined) return now === undefined ? 'absent' : 'new';
  if (now === undefined) return wasHere ? 'deleted' : 'forgotten';
  const isMoved = !isSamePlace(base, now);
  const isModified = base.content !== now.content;
  if (isMoved && isModified) return 'moved-and-modified';
  if (isMoved) return 'moved';
  return isModified ? 'modified' : 'none';
}
