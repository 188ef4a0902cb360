import type { NodeId } from './ids.ts';
import { ROOT_ID } from './ids.ts';
import type { NodeKind } from './observation.ts';
import type { RelativePath } from './relative-path.ts';
import { joinPath, ROOT_PATH } from './relative-path.ts';
import type { Brand } from './ids.ts';

/**
 * Names the bytes of a file: equal ids mean equal bytes; different ids mean that they differ or that nobody has
 * compared them. Directories have `NO_CONTENT`.
 */
export type ContentId = Brand<string, 'ContentId'>;

/** Content of every directory. */
export const NO_CONTENT = '' as ContentId;

/** Any string that names bytes: a checksum, or an etag or stamp that no other version shares. */
export function toContentId(value: string): ContentId {
  return value as ContentId;
}

/** Where an item is: its directory and its name there. */
export interface Place {
  readonly parentId: NodeId;
  readonly name: string;
}

/** One item of one side's tree. */
export interface TreeNode extends Place {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly content: ContentId;
  /** On the server's side: letters of what is allowed; undefined allows everything. */
  readonly permissions?: string | undefined;
}

/** All items of one side by id, without the root. Every parent is the root or a directory of the same tree. */
export type Tree = ReadonlyMap<NodeId, TreeNode>;

/** One item of the synced tree: what both sides last agreed on. */
export interface BaseNode extends TreeNode {
  /** False once "it was here" has been forgotten, so that its absence there is not a deletion. */
  readonly onLocal: boolean;
  readonly onRemote: boolean;
}

/** The synced tree by id. */
export type BaseTree = ReadonlyMap<NodeId, BaseNode>;

/** The two places are the same directory and the same spelling. */
export function isSamePlace(a: Place, b: Place): boolean {
  return a.parentId === b.parentId && a.name === b.name;
}

/** Path of a node; undefined when it or one of its directories is not in the tree. */
export function findPath(tree: Pick<ReadonlyMap<NodeId, Place>, 'get' | 'size'>, id: NodeId): RelativePath | undefined {
  const names: string[] = [];
  let current = id;
  while (current !== ROOT_ID) {
    const node = tree.get(current);
    if (node === undefined || names.length > tree.size) return undefined;
    names.push(node.name);
    current = node.parentId;
  }
  return names.reverse().reduce<RelativePath>((path, name) => joinPath(path, name), ROOT_PATH);
}

/** Ids of the children of each directory of a tree; directories without children are missing. */
export function groupByParent(tree: ReadonlyMap<NodeId, Place>): ReadonlyMap<NodeId, readonly NodeId[]> {
  const children = new Map<NodeId, NodeId[]>();
  for (const [id, node] of tree) {
    const siblings = children.get(node.parentId);
    if (siblings === undefined) children.set(node.parentId, [id]);
    else siblings.push(id);
  }
  return children;
}
