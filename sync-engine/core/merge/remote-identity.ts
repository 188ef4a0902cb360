import type { FileId, NodeId } from '../model/ids.ts';
import type { NodeKind, RemoteItem } from '../model/observation.ts';

/** What the base knows of the server's side of one item. */
export interface KnownRemote {
  readonly id: NodeId;
  readonly parentId: NodeId;
  readonly name: string;
  readonly kind: NodeKind;
  readonly fileId: FileId;
}

export interface RemoteIdentityInput {
  /** Parents before their children. */
  readonly items: readonly RemoteItem[];
  readonly known: readonly KnownRemote[];
  readonly rootFileId: FileId;
  readonly rootId: NodeId;
  readonly newId: () => NodeId;
}

/**
 * Tells which item of the server is which item of the base: by file id, which survives renames and moves; else, where
 * the server gave an item at the same place a new id (restored from the trash, rescanned storage, saved by delete and
 * create), by its place.
 */
export function identifyRemote(input: RemoteIdentityInput): ReadonlyMap<FileId, NodeId> {
  const ids = new Map<FileId, NodeId>([[input.rootFileId, input.rootId]]);
  const byFileId = new Map<FileId, KnownRemote>();
  const byPlace = new Map<string, KnownRemote>();
  for (const known of input.known) {
    byFileId.set(known.fileId, known);
    byPlace.set(placeKey(known.kind, known.parentId, known.name), known);
  }
  const claimed = new Set<NodeId>();
  for (const item of input.items) {
    const known = byFileId.get(item.fileId);
    if (known === undefined || known.kind !== item.kind) continue;
    ids.set(item.fileId, known.id);
    claimed.add(known.id);
  }
  for (const item of input.items) {
    if (ids.has(item.fileId)) continue;
    const parentId = ids.get(item.parentFileId);
    const known = parentId === undefined ? undefined : byPlace.get(placeKey(item.kind, parentId, item.name));
    const id = known === undefined || claimed.has(known.id) ? input.newId() : known.id;
    ids.set(item.fileId, id);
    claimed.add(id);
  }
  return ids;
}

function placeKey(kind: NodeKind, parentId: NodeId, name: string): string {
  return `${kind} ${parentId} ${name}`;
}
