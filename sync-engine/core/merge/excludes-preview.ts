import type { NodeId } from '../model/ids.ts';
import { ROOT_ID } from '../model/ids.ts';
import type { NodeKind } from '../model/observation.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { joinPath, ROOT_PATH } from '../model/relative-path.ts';
import { groupByParent } from '../model/tree.ts';

/** What is needed of an item that both sides have. */
export interface SyncedItem {
  readonly id: NodeId;
  readonly parentId: NodeId;
  readonly name: string;
  readonly kind: NodeKind;
}

/** What an exclude list would leave out of what is synced now. */
export interface ExcludedItems {
  /** Files, also those in directories that are left out as a whole. */
  readonly fileCount: number;
  /** Items that a pattern names, and not what lies in them; by path, the first of them. */
  readonly items: readonly { readonly path: RelativePath; readonly kind: NodeKind }[];
}

/** Walks through what is synced as a look at the disk does, and judges as it does. `limit`: items that are named. Pure. */
export function findExcluded(
  synced: ReadonlyMap<NodeId, SyncedItem>,
  isExcluded: (path: RelativePath, kind: NodeKind) => boolean,
  limit: number,
): ExcludedItems {
  const children = groupByParent(synced);
  const found: { readonly path: RelativePath; readonly kind: NodeKind }[] = [];
  let fileCount = 0;
  const pending: { readonly id: NodeId; readonly path: RelativePath; readonly isOut: boolean }[] = [
    { id: ROOT_ID, path: ROOT_PATH, isOut: false },
  ];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const id of children.get(at.id) ?? []) {
      const item = synced.get(id);
      if (item === undefined) continue;
      const path = joinPath(at.path, item.name);
      const isNamed = !at.isOut && isExcluded(path, item.kind);
      if (isNamed) found.push({ path, kind: item.kind });
      const isOut = at.isOut || isNamed;
      if (item.kind === 'directory') pending.push({ id, path, isOut });
      else if (isOut) fileCount += 1;
    }
  }
  return { fileCount, items: found.toSorted((a, b) => (a.path < b.path ? -1 : 1)).slice(0, limit) };
}
