import { applyForgets } from '../../core/merge/existence.ts';
import type { Forget, MergeResult } from '../../core/merge/merge-types.ts';
import { advance } from '../../core/model/advance.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { BaseNode, BaseTree, Tree } from '../../core/model/tree.ts';
import { Below } from '../looking/below.ts';
import type { OwnMove } from '../looking/own-moves.ts';

/** Base rows that change without any operation, in the order in which they are to be changed. */
export interface BaseChanges {
  readonly forget: readonly Forget[];
  /** Rows whose directory goes on under another id. */
  readonly adopt: readonly Adoption[];
  readonly put: readonly BaseNode[];
  /** Moves of ours that the base of the plan has taken in, and that nothing else would write down. */
  readonly move: readonly OwnMove[];
  readonly remove: readonly NodeId[];
}

/** False when everything that is agreed on stays as it is. */
export function changesBase({ forget, adopt, put, move, remove }: BaseChanges): boolean {
  return forget.length + adopt.length + put.length + move.length + remove.length > 0;
}

/** A row gets the id under which its directory goes on: the item itself did not move. */
export interface Adoption {
  readonly id: NodeId;
  readonly parentId: NodeId;
}

/** What a plan makes of a base row's place. */
type Row = Pick<BaseNode, 'id' | 'parentId' | 'name'>;

interface AgreedTrees {
  readonly base: BaseTree;
  readonly local: Tree;
  readonly remote: Tree;
}

/** What follows for the base from a merge, before any operation. The trees are under the ids of the merge. Pure. */
export function planBaseChanges(
  trees: AgreedTrees,
  merged: Pick<MergeResult, 'aliases' | 'forget'>,
  unwrittenMoves: readonly OwnMove[],
): BaseChanges {
  const { local, remote } = trees;
  const adopt = planAdoptions(trees.base, merged.aliases);
  const base = applyAdoptions(applyForgets(trees.base, merged.forget), adopt);
  const move = unwrittenMoves
    .filter(({ id }) => base.has(id))
    .map((own) => ({ ...own, parentId: merged.aliases.get(own.parentId) ?? own.parentId }));
  const put: BaseNode[] = [];
  for (const [id, node] of remote) {
    const before = base.get(id);
    const after = advance(before, local.get(id), node);
    if (after !== undefined && after !== before) put.push(after);
  }
  const gone = new Set<NodeId>();
  for (const id of base.keys()) if (!local.has(id) && !remote.has(id)) gone.add(id);
  return { forget: merged.forget, adopt, put, move, remove: planRemovals(gone, withRows(base, put)) };
}

/** The synced tree with changes applied, in the order in which the database applies them. */
export function applyBaseChanges(base: BaseTree, changes: BaseChanges): BaseTree {
  const next = new Map(applyAdoptions(applyForgets(base, changes.forget), changes.adopt));
  for (const id of changes.remove) next.delete(id);
  for (const node of changes.put) next.set(node.id, node);
  return next;
}

/**
 * Two directories were found to be one. What was agreed on in the one whose id is given up stays agreed on: otherwise
 * its children would look moved, and a deletion of one of them on the other side would be taken back.
 */
export function planAdoptions(
  base: ReadonlyMap<NodeId, Row>,
  aliases: ReadonlyMap<NodeId, NodeId>,
): readonly Adoption[] {
  if (aliases.size === 0) return [];
  const adoptions: Adoption[] = [];
  for (const { id, parentId } of base.values()) {
    const kept = aliases.get(parentId);
    if (kept !== undefined && !aliases.has(id)) adoptions.push({ id, parentId: kept });
  }
  return adoptions;
}

/**
 * Of rows that no side needs any more, those that no other row has as its directory: the synced tree stays a tree.
 * With what lies below each row at hand (rows that are gone since do no harm in it) it costs what goes, not what is there.
 */
export function planRemovals(gone: Iterable<NodeId>, base: ReadonlyMap<NodeId, Row>, known?: Below): readonly NodeId[] {
  const wanted = new Set(gone);
  if (wanted.size === 0) return [];
  const below = known ?? new Below(base);
  const removable = new Set(wanted);
  for (const id of wanted) {
    if (below.childrenOf(id).every((child) => wanted.has(child) || !base.has(child))) continue;
    for (let at = id; removable.delete(at);) at = base.get(at)?.parentId ?? at;
  }
  return [...removable];
}

function applyAdoptions(base: BaseTree, adoptions: readonly Adoption[]): BaseTree {
  if (adoptions.length === 0) return base;
  const next = new Map(base);
  for (const { id, parentId } of adoptions) {
    const node = next.get(id);
    if (node !== undefined) next.set(id, { ...node, parentId });
  }
  return next;
}

function withRows(base: BaseTree, put: readonly BaseNode[]): BaseTree {
  if (put.length === 0) return base;
  const next = new Map(base);
  for (const node of put) next.set(node.id, node);
  return next;
}
