import type { Database } from './database.ts';
import { integerOf, optionalIntegerOf, optionalTextOf, textOf } from './database.ts';
import type { Row } from './database.ts';
import type { NodeId } from './node.ts';

/** Who wrote a content of a file, and when the server received it. */
export interface Writing {
  readonly name: string;
  readonly atMs: number;
}

/** One earlier content of a file. */
export interface FileVersion {
  readonly id: number;
  readonly blobId: number;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly etag: string;
  /** Undefined for what an older dev-server stored. */
  readonly writing: Writing | undefined;
}

/** The earlier contents of a file, newest first. */
export function listVersions(database: Database, nodeId: NodeId): readonly FileVersion[] {
  const sql =
    'SELECT v.id, v.blob_id, b.size_bytes, v.mtime_ms, v.etag, v.written_by, v.written_ms FROM versions v JOIN blobs b ON b.id = v.blob_id WHERE v.node_id = ? ORDER BY v.id DESC';
  return database.all(sql, nodeId).map((row) => ({
    id: integerOf(row, 'id'),
    blobId: integerOf(row, 'blob_id'),
    sizeBytes: integerOf(row, 'size_bytes'),
    mtimeMs: integerOf(row, 'mtime_ms'),
    etag: textOf(row, 'etag'),
    writing: toWriting(row),
  }));
}

/** Who wrote what a file holds now. */
export function findWriting(database: Database, nodeId: NodeId): Writing | undefined {
  const row = database.get('SELECT written_by, written_ms FROM nodes WHERE id = ?', nodeId);
  return row === undefined ? undefined : toWriting(row);
}

function toWriting(row: Row): Writing | undefined {
  const [name, atMs] = [optionalTextOf(row, 'written_by'), optionalIntegerOf(row, 'written_ms')];
  return name === undefined || atMs === undefined ? undefined : { name, atMs };
}
