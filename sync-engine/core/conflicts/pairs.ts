import type { ConflictRecord } from '../model/conflict.ts';
import { secondPath } from '../model/conflict.ts';
import { findOriginalName } from '../merge/name-conflict.ts';
import type { NodeId } from '../model/ids.ts';
import { ROOT_ID } from '../model/ids.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { baseName, joinPath, parentPath } from '../model/relative-path.ts';
import type { BaseTree, Tree, TreeNode } from '../model/tree.ts';
import { findPath, groupByParent } from '../model/tree.ts';

/** Where the two versions of a recorded conflict are now, on this computer; undefined: not seen there. */
export interface Pair {
  readonly record: ConflictRecord;
  /** Where the first version is, or would be. */
  readonly path: RelativePath;
  readonly original: TreeNode | undefined;
  readonly second: TreeNode | undefined;
}

/** Two files that another client's naming shows to be versions of one. */
export interface FoundPair {
  readonly original: TreeNode;
  readonly second: TreeNode;
  readonly path: RelativePath;
}

/**
 * Looks up recorded pairs in the local tree. The first version is known by its id, so it may have been carried to
 * another place with its directory; it counts only under the name it had. O(n) for any number of records.
 */
export function findPairs(records: readonly ConflictRecord[], local: Tree): readonly Pair[] {
  if (records.length === 0) return [];
  const originals = new OriginalFinder(local);
  const places = records.map((record) => ({ record, ...originals.find(record) }));
  const siblings = indexChildren(local, new Set(places.flatMap(({ parentId }) => parentId ?? [])));
  return places.map(({ record, path, original, parentId }) => ({
    record,
    path,
    original,
    second: parentId === undefined ? undefined : siblings.get(slotOf(parentId, record.secondName)),
  }));
}

/**
 * Finds files whose names have the mark of a second version and whose original stands beside them, as far as no record
 * knows them. Both sides agree on either file, or the second one is among `staying`: it may not go to the server. Equal
 * bytes are no conflict. O(n), and almost nothing without such names.
 */
export function findUnrecordedPairs(
  trees: { readonly base: BaseTree; readonly local: Tree; readonly staying: ReadonlySet<NodeId> },
  records: readonly ConflictRecord[],
): readonly FoundPair[] {
  const marked: { readonly second: TreeNode; readonly originalName: string }[] = [];
  for (const second of trees.local.values()) {
    if (second.kind !== 'file' || !(trees.base.has(second.id) || trees.staying.has(second.id))) continue;
    const originalName = findOriginalName(second.name);
    if (originalName !== undefined) marked.push({ second, originalName });
  }
  if (marked.length === 0) return [];
  const siblings = indexChildren(trees.local, new Set(marked.map(({ second }) => second.parentId)));
  const known = new Set(records.map(({ path, secondName }) => secondPath(path, secondName)));
  const pairs: FoundPair[] = [];
  for (const { second, originalName } of marked) {
    const original = siblings.get(slotOf(second.parentId, originalName));
    if (original?.kind !== 'file' || !trees.base.has(original.id) || original.content === second.content) continue;
    const path = findPath(trees.local, original.id);
    if (path !== undefined && !known.has(secondPath(path, second.name))) pairs.push({ original, second, path });
  }
  return pairs;
}

class OriginalFinder {
  readonly #local: Tree;
  #children: ReadonlyMap<NodeId, readonly NodeId[]> | undefined;

  constructor(local: Tree) {
    this.#local = local;
  }

  /** By id; by path when the id is not there, as after the base was lost. */
  find({ nodeId, path }: ConflictRecord): {
    readonly path: RelativePath;
    readonly original: TreeNode | undefined;
    readonly parentId: NodeId | undefined;
  } {
    const byId = this.#local.get(nodeId);
    const nowAt = byId === undefined ? undefined : findPath(this.#local, byId.id);
    if (byId !== undefined && nowAt !== undefined) {
      if (byId.name === baseName(path)) return { path: nowAt, original: byId, parentId: byId.parentId };
      const formerPath = joinPath(parentPath(nowAt), baseName(path));
      return { path: formerPath, original: undefined, parentId: byId.parentId };
    }
    const parentId = this.#findDirectory(parentPath(path));
    const original = parentId === undefined ? undefined : this.#findChild(parentId, baseName(path));
    return { path, original, parentId };
  }

  #findDirectory(path: RelativePath): NodeId | undefined {
    let id: NodeId | undefined = ROOT_ID;
    for (const name of path === '' ? [] : path.split('/')) {
      id = id === undefined ? undefined : this.#findChild(id, name)?.id;
    }
    return id;
  }

  #findChild(parentId: NodeId, name: string): TreeNode | undefined {
    this.#children ??= groupByParent(this.#local);
    for (const id of this.#children.get(parentId) ?? []) {
      const node = this.#local.get(id);
      if (node?.name === name) return node;
    }
    return undefined;
  }
}

/** Items in some directories, by directory and name. */
function indexChildren(tree: Tree, parents: ReadonlySet<NodeId>): ReadonlyMap<string, TreeNode> {
  const index = new Map<string, TreeNode>();
  if (parents.size === 0) return index;
  for (const node of tree.values()) if (parents.has(node.parentId)) index.set(slotOf(node.parentId, node.name), node);
  return index;
}

function slotOf(parentId: NodeId, name: string): string {
  return `${parentId}/${name}`;
}
