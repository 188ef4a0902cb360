import type { NodeId } from '../model/ids.ts';
import type { Side } from '../model/side.ts';
import { isAllowed } from '../model/permissions.ts';
import type { BaseNode, Place, TreeNode } from '../model/tree.ts';
import { applyForgets, decideExistence } from './existence.ts';
import type { DesiredContent, DesiredNode } from '../model/desired.ts';
import type { MergeInput, MergeResult } from './merge-types.ts';
import { mergePlaces } from './places.ts';
import type { MergeTrees } from './places.ts';
import { unifyCreations, withAliases } from './unify.ts';
import { makeNamesUnique, TakenNames } from './unique-names.ts';

/**
 * Decides how both sides of a sync folder shall look, from one immutable snapshot of what was agreed on and of what
 * each side showed. Pure, the same for any order of the trees' entries, and total: every tracked or new item is either
 * in `desired`, or was deleted on one side and left unchanged on the other, or has the bytes and the name of another that
 * is in `desired`. O(n).
 *
 * Items that could not be observed must not be in the input at all; what stands above them must not be deleted.
 *
 * @see docs/architecture.md "Merge in six steps"
 */
export function merge(input: MergeInput): MergeResult {
  const existence = decideExistence(input);
  const base = applyForgets(input.base, existence.forget);
  const aliases = unifyCreations(input, existence);
  const trees: MergeTrees = {
    base,
    local: withAliases(input.local, aliases),
    remote: withAliases(input.remote, aliases),
    dead: existence.dead,
  };
  const { places, revived } = mergePlaces(trees);
  const forget = [...existence.forget, ...revived];
  const nodes = mergeNodes(places, trees);
  let taken: TakenNames | undefined;
  const takenNames = (): TakenNames => (taken ??= new TakenNames(input.policy, [nodes, trees.local, trees.remote]));
  const remoteNames = input.remoteNames === input.remote ? trees.remote : withAliases(input.remoteNames, aliases);
  const { clashes, contested } = makeNamesUnique({ ...trees, remoteNames, nodes, policy: input.policy }, takenNames);
  nameConflictCopies(nodes, takenNames, input);
  return { aliases, forget, desired: nodes, clashes, contested };
}

/** Placeholder until the directory of the item, and with it what is taken there, is settled. */
const UNNAMED_CONFLICT: DesiredContent = { kind: 'conflict', conflictName: '' };

function mergeNodes(places: ReadonlyMap<NodeId, Place>, trees: MergeTrees): Map<NodeId, DesiredNode> {
  const nodes = new Map<NodeId, DesiredNode>();
  for (const [id, place] of places) {
    const local = trees.local.get(id);
    const remote = trees.remote.get(id);
    const present = local ?? remote;
    if (present === undefined) throw new Error(`node ${id} is on neither side`);
    const content = mergeContent(trees.base.get(id), local, remote);
    nodes.set(id, { id, parentId: place.parentId, name: place.name, kind: present.kind, content });
  }
  return nodes;
}

function mergeContent(
  base: BaseNode | undefined,
  local: TreeNode | undefined,
  remote: TreeNode | undefined,
): DesiredContent {
  if (local === undefined) return from('remote');
  if (remote === undefined) return from('local');
  if (local.content === remote.content) return { kind: 'same' };
  // Only when both sides agreed on bytes, and neither side's presence was forgotten since, can a side be "unchanged".
  const common = base !== undefined && base.onLocal && base.onRemote ? base.content : undefined;
  // An edit that the server would refuse lives on beside its version.
  if (remote.content === common) return isAllowed('write', remote.permissions) ? from('local') : UNNAMED_CONFLICT;
  if (local.content === common) return from('remote');
  return UNNAMED_CONFLICT;
}

function from(side: Side): DesiredContent {
  return { kind: 'from', side };
}

function nameConflictCopies(nodes: Map<NodeId, DesiredNode>, takenNames: () => TakenNames, input: MergeInput): void {
  for (const node of nodes.values()) {
    if (node.content.kind !== 'conflict') continue;
    const taken = takenNames();
    const conflictName = input.policy.conflictName({
      name: node.name,
      kind: node.kind,
      isTaken: (candidate) => taken.has(node.parentId, candidate),
    });
    taken.add(node.parentId, conflictName);
    nodes.set(node.id, { ...node, content: { kind: 'conflict', conflictName } });
  }
}
