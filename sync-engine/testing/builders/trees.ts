import type { MergePolicy } from '#sync-engine/core/merge/merge-types.ts';
import type { NodeId } from '#sync-engine/core/model/ids.ts';
import { ROOT_ID, toNodeId } from '#sync-engine/core/model/ids.ts';
import type { BaseNode, Tree, TreeNode } from '#sync-engine/core/model/tree.ts';
import { toContentId } from '#sync-engine/core/model/tree.ts';

/** One item as tests write it: `[id, parent id, name, content]`; without content it is a directory. */
export type Item = readonly [id: number, parentId: number, name: string, content?: string];

/** A tree of one side. */
export function tree(...items: readonly Item[]): Tree {
  const nodes = new Map<NodeId, TreeNode>();
  for (const [id, parentId, name, content] of items) {
    nodes.set(toNodeId(id), {
      id: toNodeId(id),
      parentId: parentId === 0 ? ROOT_ID : toNodeId(parentId),
      name,
      kind: content === undefined ? 'directory' : 'file',
      content: toContentId(content ?? ''),
    });
  }
  return nodes;
}

/** A synced tree, agreed on by both sides. */
export function base(...items: readonly Item[]): ReadonlyMap<NodeId, BaseNode> {
  return new Map([...tree(...items)].map(([id, node]) => [id, { ...node, onLocal: true, onRemote: true }]));
}

/** Names as on Linux; conflict names that tests can foresee. */
export const plainPolicy: MergePolicy = {
  nameKey: (name) => name,
  conflictName: ({ name, isTaken }) => {
    for (let number = 1; ; number += 1) if (!isTaken(`${name} (v${number})`)) return `${name} (v${number})`;
  },
};

/** Names as on Windows and macOS: case does not count. */
export const foldingPolicy: MergePolicy = { ...plainPolicy, nameKey: (name) => name.toLowerCase() };
