import type { Database } from './database.ts';
import { integerOf, textOf } from './database.ts';
import type { NodeStore, Place } from './nodes.ts';
import type { NodeId, StoredNode } from './node.ts';
import { nodeIdOf } from './node.ts';

/** One deleted tree. */
export interface TrashEntry {
  readonly node: StoredNode;
  readonly originalName: string;
  /** Relative to the user's root, without a leading slash. */
  readonly originalPath: string;
  readonly deletedMs: number;
}

/** Keeps what was deleted or replaced until somebody empties it. Synchronous, as the node store. */
export class TrashStore {
  readonly #database: Database;
  readonly #nodes: NodeStore;
  readonly #now: () => number;

  constructor(parts: { readonly database: Database; readonly nodes: NodeStore; readonly now: () => number }) {
    this.#database = parts.database;
    this.#nodes = parts.nodes;
    this.#now = parts.now;
  }

  /** Moves an item into the trash of its root. */
  add(node: StoredNode): void {
    const location = this.#nodes.locate(node.id);
    this.#database.run('DELETE FROM locks WHERE node_id = ?', node.id);
    this.#nodes.detach(node);
    this.#database.run(
      'INSERT INTO trash (node_id, root_id, original_name, original_path, deleted_ms) VALUES (?, ?, ?, ?, ?)',
      node.id,
      location.rootId,
      node.name,
      location.segments.join('/'),
      this.#now(),
    );
  }

  list(rootId: NodeId): readonly TrashEntry[] {
    return this.#database.all('SELECT * FROM trash WHERE root_id = ? ORDER BY node_id', rootId).map((row) => ({
      node: this.#nodes.get(nodeIdOf(row, 'node_id')),
      originalName: textOf(row, 'original_name'),
      originalPath: textOf(row, 'original_path'),
      deletedMs: integerOf(row, 'deleted_ms'),
    }));
  }

  find(rootId: NodeId, nodeId: NodeId): TrashEntry | undefined {
    return this.list(rootId).find((entry) => entry.node.id === nodeId);
  }

  /** Puts it back with its id and etag. The target place must be free. */
  restore(entry: TrashEntry, target: Place): StoredNode {
    this.#database.run('DELETE FROM trash WHERE node_id = ?', entry.node.id);
    return this.#nodes.attach(entry.node, target);
  }

  purge(entry: TrashEntry): void {
    this.#database.run('DELETE FROM trash WHERE node_id = ?', entry.node.id);
    this.#nodes.destroy(entry.node);
  }
}
