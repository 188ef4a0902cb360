import type { NodeId } from '../model/ids.ts';
import type { BaseTree, ContentId, Place, Tree } from '../model/tree.ts';
import { isSamePlace } from '../model/tree.ts';
import type { DesiredNode } from '../model/desired.ts';
import type { MergePolicy, NameClash } from './merge-types.ts';
import { findOriginalName } from './name-conflict.ts';

/** What step 6 looks at. `nodes` is changed in place: losers of a clash get a conflict name or are given up. */
export interface NamingInput {
  readonly nodes: Map<NodeId, DesiredNode>;
  readonly base: BaseTree;
  readonly local: Tree;
  readonly remote: Tree;
  readonly remoteNames: Tree;
  readonly policy: MergePolicy;
}

/** What step 6 found. */
export interface UniqueNames {
  readonly clashes: readonly NameClash[];
  /** Items that lost their name to another; if both are files, their bytes may turn out to be equal. */
  readonly contested: readonly NameClash[];
}

/** Names that are in use in a directory in any of the trees, so that a conflict name never meets one on the way. */
export class TakenNames {
  readonly #slots = new Set<string>();
  readonly #policy: MergePolicy;

  constructor(policy: MergePolicy, trees: readonly ReadonlyMap<NodeId, Place>[]) {
    this.#policy = policy;
    for (const tree of trees) for (const place of tree.values()) this.add(place.parentId, place.name);
  }

  has(parentId: NodeId, name: string): boolean {
    return this.#slots.has(`${parentId}/${this.#policy.nameKey(name)}`);
  }

  add(parentId: NodeId, name: string): void {
    this.#slots.add(`${parentId}/${this.#policy.nameKey(name)}`);
  }
}

/**
 * Step 6: names become unique per directory under the local side's rules. Who has the name on the server already keeps
 * it; everything else is renamed. Two items of the server that only a case-sensitive system can hold are not renamed:
 * the one that was here first stays, the other is reported and stays on the server alone. A loser with the very bytes
 * of the winner is given up: it adds nothing.
 */
export function makeNamesUnique(input: NamingInput, takenNames: () => TakenNames): UniqueNames {
  const holders = new Map<string, DesiredNode>();
  const clashes: NameClash[] = [];
  const losers: DesiredNode[] = [];
  const contested: NameClash[] = [];
  const slotOf = (place: Place): string => `${place.parentId}/${input.policy.nameKey(place.name)}`;
  for (const node of orderByClaim(input)) {
    const slot = slotOf(node);
    const holder = holders.get(slot);
    if (holder === undefined) holders.set(slot, node);
    else if (holdsNameOnServer(node, input.remoteNames)) clashes.push({ id: node.id, heldBy: holder.id });
    else if (hasSameBytes(node, holder, input)) input.nodes.delete(node.id);
    else {
      losers.push(node);
      contested.push({ id: node.id, heldBy: holder.id });
    }
  }
  for (const node of losers) {
    const kept = findEarlierName(node, input);
    if (kept !== undefined && !holders.has(slotOf(kept))) {
      input.nodes.set(node.id, { ...node, name: kept.name });
      continue;
    }
    const taken = takenNames();
    const name = input.policy.conflictName({
      name: node.name,
      kind: node.kind,
      isTaken: (candidate) => taken.has(node.parentId, candidate),
    });
    taken.add(node.parentId, name);
    input.nodes.set(node.id, { ...node, name });
  }
  return { clashes, contested };
}

/**
 * Where an item stands here that lost this very name before, and the server has not heard of it yet. Names tell the time:
 * with a new one in every run, an item that the server cannot be told of at once would be renamed for ever.
 */
function findEarlierName(node: DesiredNode, { local, policy }: NamingInput): Place | undefined {
  const here = local.get(node.id);
  const lost = here === undefined ? undefined : findOriginalName(here.name);
  if (here === undefined || lost === undefined || here.parentId !== node.parentId) return undefined;
  return policy.nameKey(lost) === policy.nameKey(findOriginalName(node.name) ?? node.name) ? here : undefined;
}

/** Bytes that stand under the name already need no second version, however each of the two came to be there. */
function hasSameBytes(a: DesiredNode, b: DesiredNode, input: NamingInput): boolean {
  if (a.kind !== 'file' || b.kind !== 'file' || a.content.kind === 'conflict' || b.content.kind === 'conflict')
    return false;
  return contentOf(a, input) === contentOf(b, input);
}

function contentOf(node: DesiredNode, { local, remote }: NamingInput): ContentId | undefined {
  const isLocal = node.content.kind === 'from' && node.content.side === 'local';
  return (isLocal ? local : remote).get(node.id)?.content;
}

function holdsNameOnServer(node: DesiredNode, remoteNames: Tree): boolean {
  const present = remoteNames.get(node.id);
  return present !== undefined && isSamePlace(present, node);
}

/**
 * Strongest claim first: on the server and here before, then on the server and here, then on the server, then the rest;
 * by id within each.
 */
function orderByClaim(input: NamingInput): readonly DesiredNode[] {
  const ranks: [DesiredNode[], DesiredNode[], DesiredNode[], DesiredNode[]] = [[], [], [], []];
  for (const node of input.nodes.values()) {
    if (!holdsNameOnServer(node, input.remoteNames)) ranks[3].push(node);
    else if (!input.local.has(node.id)) ranks[2].push(node);
    else if (input.base.get(node.id)?.onLocal === true) ranks[0].push(node);
    else ranks[1].push(node);
  }
  for (const rank of ranks) rank.sort((a, b) => a.id - b.id);
  return ranks.flat();
}
