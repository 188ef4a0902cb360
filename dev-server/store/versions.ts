import type { Database } from './database.ts';
import { integerOf, textOf } from './database.ts';
import type { NodeId } from './node.ts';

/** One earlier content of a file. */
export interface FileVersion {
  readonly id: number;
  readonly blobId: number;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly etag: string;
}

/** The earlier contents of a file, newest first. */
export function listVersions(database: Database, nodeId: NodeId): readonly FileVersion[] {
  const sql =
    'SELECT v.id, v.blob_id, b.size_bytes, v.mtime_ms, v.etag FROM versions v JOIN blobs b ON b.id = v.blob_id WHERE v.node_id = ? ORDER BY v.id DESC';
  return database.all(sql, nodeId).map((row) => ({
    id: integerOf(row, 'id'),
    blobId: integerOf(row, 'blob_id'),
    sizeBytes: integerOf(row, 'size_bytes'),
    mtimeMs: integerOf(row, 'mtime_ms'),
    etag: textOf(row, 'etag'),
  }));
}
