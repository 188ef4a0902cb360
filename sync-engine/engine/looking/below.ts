import type { NodeId } from '../../core/model/ids.ts';
import type { Place } from '../../core/model/tree.ts';
import { groupByParent } from '../../core/model/tree.ts';

/** The children of each directory of one tree, grouped when somebody first asks. */
export class Below {
  readonly #tree: ReadonlyMap<NodeId, Place>;
  #children: ReadonlyMap<NodeId, readonly NodeId[]> | undefined;

  constructor(tree: ReadonlyMap<NodeId, Place>) {
    this.#tree = tree;
  }

  childrenOf(id: NodeId): readonly NodeId[] {
    this.#children ??= groupByParent(this.#tree);
    return this.#children.get(id) ?? [];
  }
}

/** The given items and all that lies below them in any of the trees; ids shared by the trees make one closure of all. */
export function closeOver(ids: Iterable<NodeId>, trees: readonly Below[]): ReadonlySet<NodeId> {
  const nodes = new Set(ids);
  // A set goes on over what is added to it on the way.
  for (const id of nodes) for (const tree of trees) for (const child of tree.childrenOf(id)) nodes.add(child);
  return nodes;
}
