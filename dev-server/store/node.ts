import { integerOf, optionalIntegerOf, optionalTextOf, textOf } from './database.ts';
import type { Row } from './database.ts';

declare const nodeIdBrand: unique symbol;

/** Key of one item for ever: it stays over every move, and a copy gets a new one. */
export type NodeId = number & { readonly [nodeIdBrand]: true };

/** Takes a positive safe integer as a node id, otherwise undefined. */
export function parseNodeId(value: number): NodeId | undefined {
  return Number.isSafeInteger(value) && value > 0 ? (value as NodeId) : undefined;
}

/** The node id in a column; throws when it holds none (a bug in a query). */
export function nodeIdOf(row: Row, column: string): NodeId {
  const id = parseNodeId(integerOf(row, column));
  if (id === undefined) throw new TypeError(`column ${column} is not a node id`);
  return id;
}

/** Hashes of a file's bytes, lower-case hex. */
export interface Checksums {
  readonly sha1: string;
  readonly md5: string;
  readonly adler32: string;
}

/** What the receiver of a share, or the member of a space, may do. */
export type Role = 'viewer' | 'editor';

/** Throws on anything else: a bug in a query. */
export function toRole(text: string): Role {
  if (text !== 'viewer' && text !== 'editor') throw new TypeError(`not a role: ${text}`);
  return text;
}

/** The place in a receiver's tree at which an item of somebody else is shown. */
export interface Mount {
  readonly id: NodeId;
  readonly parentId: NodeId;
  readonly role: Role;
}

/** One file or directory as stored. `sizeBytes` of a directory is the sum of everything below. */
export interface StoredNode {
  readonly id: NodeId;
  /** Undefined for a user's root and for the top item of a trashed tree. */
  readonly parentId: NodeId | undefined;
  readonly name: string;
  readonly isDirectory: boolean;
  /** Without quotes. */
  readonly etag: string;
  readonly mtimeMs: number;
  readonly createdMs: number;
  readonly sizeBytes: number;
  readonly blobId: number | undefined;
  readonly checksums: Checksums | undefined;
  /** Set while the item is seen through a share: then everything else but the name is the owner's. */
  readonly mount: Mount | undefined;
}

/** The columns `toStoredNode` needs, for `FROM nodes n LEFT JOIN blobs b ON b.id = n.blob_id`. */
export const NODE_COLUMNS =
  'n.id, n.parent_id, n.name, n.is_directory, n.etag, n.mtime_ms, n.created_ms, n.size_bytes, n.blob_id, n.mount_of, n.role, b.sha1, b.md5, b.adler32';

/** Reads one row of `NODE_COLUMNS`. */
export function toStoredNode(row: Row): StoredNode {
  const sha1 = optionalTextOf(row, 'sha1');
  return {
    id: nodeIdOf(row, 'id'),
    parentId: row['parent_id'] === null ? undefined : nodeIdOf(row, 'parent_id'),
    name: textOf(row, 'name'),
    isDirectory: integerOf(row, 'is_directory') === 1,
    etag: textOf(row, 'etag'),
    mtimeMs: integerOf(row, 'mtime_ms'),
    createdMs: integerOf(row, 'created_ms'),
    sizeBytes: integerOf(row, 'size_bytes'),
    blobId: optionalIntegerOf(row, 'blob_id'),
    checksums: sha1 === undefined ? undefined : { sha1, md5: textOf(row, 'md5'), adler32: textOf(row, 'adler32') },
    mount: undefined,
  };
}
