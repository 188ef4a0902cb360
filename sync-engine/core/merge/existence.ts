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
 * renamed there keeps everything it holds; so does the last file with its bytes, when each side let another one go. All
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
 * Of files with the same bytes, each side let one go by deleting or replacing it: whoever did it saw the other one stay,
 * and now none would. One that was deleted lives on, if possible the server's, unless some other file has the bytes.
 * Takes it out of `dead`.
 */
function reviveLastCopies(dead: Set<NodeId>, input: MergeInput): Forget[] {
  if (dead.size === 0) return [];
  const letGo = collectLetGo(dead, input);
  const last = new Map<ContentId, Forget>();
  for (const id of [...dead].toSorted((a, b) => b - a)) {
    const [local, remote] = [input.local.get(id), input.remote.get(id)];
    const present = local ?? remote;
    if (present === undefined || !hasBytes(present)) continue;
    const { content } = present;
    if (!letGo.local.has(content) || !letGo.remote.has(content)) continue;
    if (remote !== undefined) last.set(content, { id, side: 'local' });
    else if (last.get(content)?.side !== 'local') last.set(content, { id, side: 'remote' });
  }
  if (last.size === 0) return [];
  for (const content of listLivingContents(dead, input)) last.delete(content);
  for (const { id } of last.values()) dead.delete(id);
  return [...last.values()];
}

/** Bytes that both sides had, and that a side has deleted or replaced since. What both replaced alike tells of nobody. */
function collectLetGo(
  dead: ReadonlySet<NodeId>,
  { base, local, remote, letGo: alreadyLetGo }: MergeInput,
): Readonly<Record<Side, ReadonlySet<ContentId>>> {
  const letGo = { local: new Set(alreadyLetGo), remote: new Set<ContentId>() };
  for (const { id, content } of base.values()) {
    const [here, there] = [local.get(id), remote.get(id)];
    if (dead.has(id)) letGo[here === undefined ? 'local' : 'remote'].add(content);
    else if (here !== undefined && there !== undefined && here.content !== there.content) {
      if (here.content !== content) letGo.local.add(content);
      if (there.content !== content) letGo.remote.add(content);
    }
  }
  return letGo;
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
