import type { NodeId } from '../model/ids.ts';
import { ROOT_ID } from '../model/ids.ts';
import type { Place, Tree, TreeNode } from '../model/tree.ts';
import { groupByParent, isSamePlace } from '../model/tree.ts';
import type { Existence } from './existence.ts';
import type { MergeInput } from './merge-types.ts';

/**
 * Step 1: an item that only the local side has and one that only the server has are one item when they have the same
 * directory, name and kind. Whether their bytes agree is decided later, like for any other item.
 *
 * @returns the id given up → the id kept (the tracked one, else the server's).
 */
export function unifyCreations(input: MergeInput, existence: Existence): ReadonlyMap<NodeId, NodeId> {
  const localOnly = indexOneSided(input, existence);
  const aliases = new Map<NodeId, NodeId>();
  if (localOnly.size === 0) return aliases;
  const claimed = findClaimedSlots(input);
  const remoteChildren = groupByParent(input.remote);
  // Local id of a directory whose server side is known under another id, to find the local children of a unified pair.
  const localIdOf = new Map<NodeId, NodeId>();
  const pending: NodeId[] = [ROOT_ID];
  for (let parentId = pending.pop(); parentId !== undefined; parentId = pending.pop()) {
    const pairs = new Map<TreeNode, TreeNode>();
    for (const remoteId of remoteChildren.get(parentId) ?? []) {
      const remote = input.remote.get(remoteId);
      if (remote === undefined) continue;
      if (remote.kind === 'directory') pending.push(remoteId);
      if (!isRemoteCandidate(remote, input, existence) || claimed.has(placeSlotOf(remote, input))) continue;
      const local = localOnly.get(slotOf(localIdOf.get(parentId) ?? parentId, remote, input));
      if (local !== undefined) pairs.set(local, closerOf(local, pairs.get(local), remote));
    }
    for (const [local, remote] of pairs) {
      localIdOf.set(remote.id, local.id);
      if (input.base.has(local.id) && !input.base.has(remote.id)) aliases.set(remote.id, local.id);
      else aliases.set(local.id, remote.id);
    }
  }
  return aliases;
}

/** The tree with given-up ids replaced; the same object when nothing is to be replaced. */
export function withAliases(tree: Tree, aliases: ReadonlyMap<NodeId, NodeId>): Tree {
  if (aliases.size === 0) return tree;
  const renamed = new Map<NodeId, TreeNode>();
  for (const node of tree.values()) {
    const id = aliases.get(node.id) ?? node.id;
    const parentId = aliases.get(node.parentId) ?? node.parentId;
    renamed.set(id, id === node.id && parentId === node.parentId ? node : { ...node, id, parentId });
  }
  return renamed;
}

/** Of two names on the server that are one here, the one that is spelled like the local one; else the elder. */
function closerOf(local: TreeNode, a: TreeNode | undefined, b: TreeNode): TreeNode {
  if (a === undefined) return b;
  const isExact = [a, b].filter((remote) => remote.name === local.name);
  return isExact[0] ?? (a.id < b.id ? a : b);
}

function slotOf(parentId: NodeId, node: TreeNode, input: MergeInput): string {
  return `${parentId}/${node.kind}/${input.policy.nameKey(node.name)}`;
}

/**
 * Places on the server that an item has which was here before and stays there, or is on its way there: of several names
 * that are one here, such an item gets it. What is new here is not one of the others then, which cannot come here.
 */
function findClaimedSlots(input: MergeInput): ReadonlySet<string> {
  const claimed = new Set<string>();
  for (const base of input.base.values()) {
    const [local, remote] = [input.local.get(base.id), input.remote.get(base.id)];
    if (local === undefined || remote === undefined) continue;
    if (isSamePlace(local, base) || !isSamePlace(remote, base)) claimed.add(placeSlotOf(remote, input));
  }
  return claimed;
}

function placeSlotOf({ parentId, name }: Place, { policy }: MergeInput): string {
  return `${parentId}/${policy.nameKey(name)}`;
}

/** Living items of the local side that the server lacks and did not delete, by place and kind. */
function indexOneSided(input: MergeInput, existence: Existence): ReadonlyMap<string, TreeNode> {
  const index = new Map<string, TreeNode>();
  const areTrackedUnifiable = input.mutation === 'clashing-tracked-directories-merged';
  for (const node of input.local.values()) {
    if (existence.dead.has(node.id)) continue;
    const isTrackedDirectory = areTrackedUnifiable && node.kind === 'directory' && isMovedLocally(node, input);
    if (!input.remote.has(node.id) || isTrackedDirectory) index.set(slotOf(node.parentId, node, input), node);
  }
  return index;
}

function isMovedLocally(node: TreeNode, input: MergeInput): boolean {
  const base = input.base.get(node.id);
  return base !== undefined && (base.parentId !== node.parentId || base.name !== node.name);
}

function isRemoteCandidate(remote: TreeNode, input: MergeInput, existence: Existence): boolean {
  return !input.local.has(remote.id) && !existence.dead.has(remote.id);
}
