import { randomBytes } from 'node:crypto';
import type { Database, Row } from './database.ts';
import { textOf } from './database.ts';
import type { BlobStore } from './blobs.ts';
import type { Journal, JournalKind } from './journal.ts';
import { NODE_COLUMNS, nodeIdOf, parseNodeId, toRole, toStoredNode } from './node.ts';
import type { NodeId, Role, StoredNode } from './node.ts';

/** A place an item has or could have. */
export interface Place {
  readonly parentId: NodeId;
  readonly name: string;
}

/** New content of a file. */
export interface Content {
  readonly blobId: number;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  /** Name of the account. */
  readonly writtenBy: string;
}

/** Where an item is, seen from the root it belongs to. */
export interface Location {
  readonly rootId: NodeId;
  readonly segments: readonly string[];
  /** Ids from the root (first) to the item (last). */
  readonly lineage: readonly NodeId[];
}

const SELECT_NODE = `SELECT ${NODE_COLUMNS} FROM nodes n LEFT JOIN blobs b ON b.id = n.blob_id`;

/**
 * The tree of every user: id, parent and name, never paths, so moving a directory is one row.
 * Every change renews the etag of all ancestors before it returns and writes the journal. All calls are
 * synchronous; call several inside one `database.transaction`.
 */
export class NodeStore {
  readonly #database: Database;
  readonly #journal: Journal;
  readonly #blobs: BlobStore;
  readonly #now: () => number;

  constructor(parts: {
    readonly database: Database;
    readonly journal: Journal;
    readonly blobs: BlobStore;
    readonly now: () => number;
  }) {
    this.#database = parts.database;
    this.#journal = parts.journal;
    this.#blobs = parts.blobs;
    this.#now = parts.now;
  }

  find(id: NodeId): StoredNode | undefined {
    const row = this.#database.get(`${SELECT_NODE} WHERE n.id = ?`, id);
    return row === undefined ? undefined : toStoredNode(row);
  }

  /** Like `find` for an id that must exist; throws otherwise. */
  get(id: NodeId): StoredNode {
    const node = this.find(id);
    if (node === undefined) throw new Error(`node ${id} does not exist`);
    return node;
  }

  findChild(parentId: NodeId, name: string): StoredNode | undefined {
    const row = this.#database.get(`${SELECT_NODE} WHERE n.parent_id = ? AND n.name = ?`, parentId, name);
    return row === undefined ? undefined : this.#throughMount(row);
  }

  /** One snapshot of a directory, by name in byte order. */
  children(parentId: NodeId): readonly StoredNode[] {
    return this.#database
      .all(`${SELECT_NODE} WHERE n.parent_id = ? ORDER BY n.name`, parentId)
      .flatMap((row) => this.#throughMount(row) ?? []);
  }

  /** Up to `limit` children whose names come after `name` in byte order. */
  childrenAfter(parentId: NodeId, name: string, limit: number): readonly StoredNode[] {
    return this.#database
      .all(`${SELECT_NODE} WHERE n.parent_id = ? AND n.name > ? ORDER BY n.name LIMIT ?`, parentId, name, limit)
      .map(toStoredNode);
  }

  resolve(rootId: NodeId, segments: readonly string[]): StoredNode | undefined {
    let node = this.find(rootId);
    for (const segment of segments) {
      if (node === undefined) return undefined;
      node = this.findChild(node.id, segment);
    }
    return node;
  }

  locate(id: NodeId): Location {
    const segments: string[] = [];
    const lineage: NodeId[] = [];
    let current = this.get(id);
    for (;;) {
      lineage.unshift(current.id);
      if (current.parentId === undefined) return { rootId: current.id, segments, lineage };
      segments.unshift(current.name);
      current = this.get(current.parentId);
    }
  }

  createRoot(): NodeId {
    return this.#insert(undefined, '', { isDirectory: true, sizeBytes: 0, mtimeMs: this.#now(), blobId: undefined });
  }

  /** Shows an item of another tree at a free place of this one. */
  createMount(place: Place, target: NodeId, role: Role): NodeId {
    const id = this.#insert(place.parentId, place.name, {
      isDirectory: true,
      sizeBytes: 0,
      mtimeMs: this.#now(),
      blobId: undefined,
    });
    this.#database.run('UPDATE nodes SET mount_of = ?, role = ? WHERE id = ?', target, role, id);
    this.#changed(place.parentId, 0, { nodeId: id, kind: 'changed', isDirectory: true });
    return id;
  }

  /** Takes a place away at which an item of another tree was shown. */
  removeMount(id: NodeId): void {
    const { parentId } = this.get(id);
    this.#database.run('DELETE FROM nodes WHERE id = ? AND mount_of IS NOT NULL', id);
    if (parentId !== undefined) this.#propagate(parentId, 0);
  }

  setRole(id: NodeId, role: Role): void {
    const { parentId } = this.get(id);
    this.#database.run('UPDATE nodes SET role = ? WHERE id = ?', role, id);
    if (parentId !== undefined) this.#propagate(parentId, 0);
  }

  /** Roots from which an item can be seen: its own, and those of receivers. */
  rootsSeeing(id: NodeId): ReadonlySet<NodeId> {
    const roots = new Set<NodeId>();
    const pending: NodeId[] = [id];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      for (const mount of this.#database.all('SELECT parent_id FROM nodes WHERE mount_of = ?', at))
        pending.push(nodeIdOf(mount, 'parent_id'));
      const parentId = this.find(at)?.parentId;
      if (parentId === undefined) roots.add(at);
      else pending.push(parentId);
    }
    return roots;
  }

  /** Whether anything of others is shown anywhere in the tree that an item is in. One query where nothing is shared. */
  hasMounts(id: NodeId): boolean {
    const mounts = this.#database.all('SELECT id FROM nodes WHERE mount_of IS NOT NULL');
    if (mounts.length === 0) return false;
    const { rootId } = this.locate(id);
    return mounts.some((row) => this.locate(nodeIdOf(row, 'id')).rootId === rootId);
  }

  createDirectory(place: Place): StoredNode {
    const id = this.#insert(place.parentId, place.name, {
      isDirectory: true,
      sizeBytes: 0,
      mtimeMs: this.#now(),
      blobId: undefined,
    });
    this.#changed(place.parentId, 0, { nodeId: id, kind: 'changed', isDirectory: true });
    return this.get(id);
  }

  createFile(place: Place, content: Content): StoredNode {
    const id = this.#insert(place.parentId, place.name, { isDirectory: false, ...content });
    this.#sign(id, content);
    this.#changed(place.parentId, content.sizeBytes, { nodeId: id, kind: 'changed', isDirectory: false });
    return this.get(id);
  }

  /** Replaces a file's content; what it was becomes a version. */
  replaceContent(node: StoredNode, content: Content): StoredNode {
    if (node.parentId === undefined || node.blobId === undefined)
      throw new Error(`node ${node.id} is not a file in a tree`);
    this.#database.run(
      'INSERT INTO versions (node_id, blob_id, mtime_ms, etag, written_by, written_ms) SELECT id, blob_id, mtime_ms, etag, written_by, written_ms FROM nodes WHERE id = ?',
      node.id,
    );
    this.#database.run(
      'UPDATE nodes SET blob_id = ?, size_bytes = ?, mtime_ms = ?, etag = ? WHERE id = ?',
      content.blobId,
      content.sizeBytes,
      content.mtimeMs,
      newEtag(),
      node.id,
    );
    this.#sign(node.id, content);
    this.#changed(node.parentId, content.sizeBytes - node.sizeBytes, {
      nodeId: node.id,
      kind: 'changed',
      isDirectory: false,
    });
    return this.get(node.id);
  }

  /** Moves within one root; id, etag and everything below stay as they are. The target place must be free. */
  move(node: StoredNode, target: Place): StoredNode {
    if (node.parentId === undefined) throw new Error(`node ${node.id} has no place to move from`);
    this.#database.run('UPDATE nodes SET parent_id = ?, name = ? WHERE id = ?', target.parentId, target.name, node.id);
    this.#gone(node, node.parentId);
    this.#changed(target.parentId, node.sizeBytes, { nodeId: node.id, kind: 'arrived', isDirectory: node.isDirectory });
    return this.get(node.id);
  }

  /** Copies with new ids; `isDeep` false copies a directory without members. The target place must be free. */
  copy(node: StoredNode, target: Place, isDeep: boolean): StoredNode {
    const copyId = this.#copyBelow(node, target, isDeep);
    const copied = this.get(copyId);
    this.#changed(target.parentId, copied.sizeBytes, {
      nodeId: copyId,
      kind: 'arrived',
      isDirectory: node.isDirectory,
    });
    return copied;
  }

  /** Takes the item out of the tree; its bytes, id and etag stay for the trash. */
  detach(node: StoredNode): void {
    if (node.parentId === undefined) throw new Error(`node ${node.id} is not in a tree`);
    this.#database.run('UPDATE nodes SET parent_id = NULL WHERE id = ?', node.id);
    this.#gone(node, node.parentId);
  }

  /** Puts a detached item back. The target place must be free. */
  attach(node: StoredNode, target: Place): StoredNode {
    this.#database.run('UPDATE nodes SET parent_id = ?, name = ? WHERE id = ?', target.parentId, target.name, node.id);
    this.#changed(target.parentId, node.sizeBytes, { nodeId: node.id, kind: 'arrived', isDirectory: node.isDirectory });
    return this.get(node.id);
  }

  /** Announces a change of properties: renews the ancestors' etags, and the item's own when asked to. */
  touch(node: StoredNode, options: { readonly renewsOwnEtag: boolean }): void {
    if (options.renewsOwnEtag || node.parentId === undefined)
      this.#database.run('UPDATE nodes SET etag = ? WHERE id = ?', newEtag(), node.id);
    if (node.parentId === undefined) return;
    this.#changed(node.parentId, 0, { nodeId: node.id, kind: 'changed', isDirectory: node.isDirectory });
  }

  setModificationTime(node: StoredNode, mtimeMs: number): void {
    this.#database.run('UPDATE nodes SET mtime_ms = ? WHERE id = ?', mtimeMs, node.id);
    this.touch(node, { renewsOwnEtag: true });
  }

  /** Removes a detached tree with its properties, versions and unused bytes. */
  destroy(node: StoredNode): void {
    for (const child of this.children(node.id)) this.destroy(child);
    const versionBlobs = this.#database
      .all('SELECT blob_id AS id FROM versions WHERE node_id = ?', node.id)
      .map((row) => Number(row['id']));
    this.#database.run('DELETE FROM versions WHERE node_id = ?', node.id);
    this.#database.run('DELETE FROM dead_properties WHERE node_id = ?', node.id);
    this.#database.run('DELETE FROM locks WHERE node_id = ?', node.id);
    this.#database.run('DELETE FROM nodes WHERE id = ?', node.id);
    for (const blobId of versionBlobs) this.#blobs.release(blobId);
    if (node.blobId !== undefined) this.#blobs.release(node.blobId);
  }

  /** The item that a row stands for; undefined for a share whose item is in the owner's trash. */
  #throughMount(row: Row): StoredNode | undefined {
    const node = toStoredNode(row);
    if (row['mount_of'] === null || node.parentId === undefined) return node;
    const target = this.find(nodeIdOf(row, 'mount_of'));
    if (target?.parentId === undefined) return undefined;
    return {
      ...target,
      name: node.name,
      mount: { id: node.id, parentId: node.parentId, role: toRole(textOf(row, 'role')) },
    };
  }

  #copyBelow(node: StoredNode, target: Place, isDeep: boolean): NodeId {
    const mtimeMs = node.isDirectory ? node.mtimeMs : this.#now();
    const sizeBytes = node.isDirectory && !isDeep ? 0 : node.sizeBytes;
    const members = node.isDirectory && isDeep ? this.children(node.id) : [];
    const id = this.#insert(target.parentId, target.name, {
      isDirectory: node.isDirectory,
      sizeBytes,
      mtimeMs,
      blobId: node.blobId,
    });
    this.#database.run(
      'INSERT INTO dead_properties (node_id, namespace, name, value) SELECT ?, namespace, name, value FROM dead_properties WHERE node_id = ?',
      id,
      node.id,
    );
    for (const member of members) this.#copyBelow(member, { parentId: id, name: member.name }, true);
    return id;
  }

  #insert(
    parentId: NodeId | undefined,
    name: string,
    item: {
      readonly isDirectory: boolean;
      readonly sizeBytes: number;
      readonly mtimeMs: number;
      readonly blobId: number | undefined;
    },
  ): NodeId {
    const id = parseNodeId(
      this.#database.run(
        'INSERT INTO nodes (parent_id, name, is_directory, etag, mtime_ms, created_ms, size_bytes, blob_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        parentId ?? null,
        name,
        item.isDirectory ? 1 : 0,
        newEtag(),
        item.mtimeMs,
        this.#now(),
        item.sizeBytes,
        item.blobId ?? null,
      ),
    );
    if (id === undefined) throw new Error('the database gave no node id');
    return id;
  }

  #sign(id: NodeId, { writtenBy }: Content): void {
    this.#database.run('UPDATE nodes SET written_by = ?, written_ms = ? WHERE id = ?', writtenBy, this.#now(), id);
  }

  #gone(node: StoredNode, parentId: NodeId): void {
    const rootId = this.#propagate(parentId, -node.sizeBytes);
    this.#journal.record(rootId, {
      nodeId: node.id,
      kind: 'gone',
      parentId,
      name: node.name,
      isDirectory: node.isDirectory,
    });
  }

  #changed(
    parentId: NodeId,
    sizeDelta: number,
    entry: { readonly nodeId: NodeId; readonly kind: JournalKind; readonly isDirectory: boolean },
  ): void {
    const rootId = this.#propagate(parentId, sizeDelta);
    this.#journal.record(rootId, { ...entry, parentId: undefined, name: '' });
  }

  /** Renews etag, size and time of a directory and everything above it; answers the root's id. */
  #propagate(start: NodeId, sizeDelta: number): NodeId {
    const ancestors: NodeId[] = [];
    let current: NodeId | undefined = start;
    while (current !== undefined) {
      const row = this.#database.get(
        'UPDATE nodes SET etag = ?, size_bytes = size_bytes + ?, mtime_ms = ? WHERE id = ? RETURNING parent_id',
        newEtag(),
        sizeDelta,
        this.#now(),
        current,
      );
      if (row === undefined) throw new Error(`node ${current} does not exist`);
      ancestors.push(current);
      // Who sees it through a share sees that it has changed, too.
      for (const mount of this.#database.all('SELECT parent_id FROM nodes WHERE mount_of = ?', current))
        this.#propagate(nodeIdOf(mount, 'parent_id'), 0);
      current = row['parent_id'] === null ? undefined : nodeIdOf(row, 'parent_id');
    }
    const rootId = ancestors.pop();
    if (rootId === undefined) throw new Error('a tree has no root');
    for (const nodeId of ancestors)
      this.#journal.record(rootId, { nodeId, kind: 'touched', parentId: undefined, name: '', isDirectory: true });
    return rootId;
  }
}

function newEtag(): string {
  return randomBytes(16).toString('hex');
}
