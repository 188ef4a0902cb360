import { EMPTY_CHECKSUM } from '../model/checksum.ts';
import type { NodeId } from '../model/ids.ts';
import type { Side } from '../model/side.ts';
import { otherSide } from '../model/side.ts';
import type { BaseNode, BaseTree, ContentId, Tree, TreeNode } from '../model/tree.ts';
import { groupByParent, isSamePlace, toContentId } from '../model/tree.ts';
import type { Forget, MergeInput } from './merge-types.ts';

/** Which tracked items live on, and whose absence on one side must be forgotten for that. */
export interface Existence {
  /** Tracked items that one side deleted and the other left as it was. New items are never in it. */
  readonly dead: ReadonlySet<NodeId>;
  readonly forget: readonly Forget[];
}

function isChanged(base: BaseNode, node: TreeNode): boolean {
  return base.content !== node.content || !isSamePlace(base, node);
}

/**
 * Step 2: an item deleted on one side lives on if the other side changed it; a directory that was itself moved or
 * renamed there keeps everything it holds; so does the last file with its bytes, when each side deleted another one. All
 * else that was deleted is dead.
 */
export function decideExistence(input: MergeInput): Existence {
  const dead = new Set<NodeId>();
  const survivors: Forget[] = [];
  for (const base of input.base.values()) {
    const local = input.local.get(base.id);
    const remote = input.remote.get(base.id);
    if ((local === undefined) === (remote === undefined)) continue;
    const missingSide: Side = local === undefined ? 'local' : 'remote';
    const wasThere = missingSide === 'local' ? base.onLocal : base.onRemote;
    if (!wasThere) continue;
    const present = local ?? remote;
    if (present !== undefined && isChanged(base, present)) survivors.push({ id: base.id, side: missingSide });
    else dead.add(base.id);
  }
  const revived = reviveContents(survivors, dead, input);
  return { dead, forget: [...survivors, ...revived, ...reviveLastCopies(dead, input)] };
}

/** The synced tree after forgetting. Entries that are not concerned are the same objects. */
export function applyForgets(base: BaseTree, forgets: readonly Forget[]): BaseTree {
  if (forgets.length === 0) return base;
  const next = new Map(base);
  for (const { id, side } of forgets) {
    const node = next.get(id);
    if (node === undefined) continue;
    next.set(id, side === 'local' ? { ...node, onLocal: false } : { ...node, onRemote: false });
  }
  return next;
}

/** Everything below a surviving directory that the other side lacks survives with it. Takes it out of `dead`. */
function reviveContents(survivors: readonly Forget[], dead: Set<NodeId>, input: MergeInput): Forget[] {
  const revived: Forget[] = [];
  const childrenOf: Partial<Record<Side, ReadonlyMap<NodeId, readonly NodeId[]>>> = {};
  for (const { id, side } of survivors) {
    const presentTree: Tree = side === 'local' ? input.remote : input.local;
    if (presentTree.get(id)?.kind !== 'directory') continue;
    const children = (childrenOf[otherSide(side)] ??= groupByParent(presentTree));
    const pending = [...(children.get(id) ?? [])];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (dead.delete(next)) revived.push({ id: next, side });
      pending.push(...(children.get(next) ?? []));
    }
  }
  return revived;
}

/**
 * Of files with the same bytes, one was deleted here and another one there: whoever did it saw the other one stay, and
 * now none would. The server's lives on, unless some other file has the bytes. Takes it out of `dead`.
 */
function reviveLastCopies(dead: Set<NodeId>, input: MergeInput): Forget[] {
  const lastThere = new Map<ContentId, NodeId>();
  const lastHere = new Set<ContentId>();
  for (const id of [...dead].toSorted((a, b) => b - a)) {
    const [local, remote] = [input.local.get(id), input.remote.get(id)];
    if (local !== undefined && hasBytes(local)) lastHere.add(local.content);
    else if (remote !== undefined && hasBytes(remote)) lastThere.set(remote.content, id);
  }
  for (const content of lastThere.keys()) if (!lastHere.has(content)) lastThere.delete(content);
  if (lastThere.size === 0) return [];
  for (const content of listLivingContents(dead, input)) lastThere.delete(content);
  return [...lastThere.values()].map((id): Forget => {
    dead.delete(id);
    return { id, side: 'local' };
  });
}

function hasBytes({ kind, content }: TreeNode): boolean {
  return kind === 'file' && content !== toContentId(EMPTY_CHECKSUM);
}

/** Bytes that some file will have: what only one side replaced is not among them. */
function* listLivingContents(dead: ReadonlySet<NodeId>, { base, local, remote }: MergeInput): Generator<ContentId> {
  for (const [tree, other] of [
    [local, remote],
    [remote, local],
  ] as const) {
    for (const { id, content } of tree.values()) {
      const opposite = other.get(id);
      const isReplaced = opposite !== undefined && opposite.content !== content && base.get(id)?.content === content;
      if (!dead.has(id) && !isReplaced) yield content;
    }
  }
}
