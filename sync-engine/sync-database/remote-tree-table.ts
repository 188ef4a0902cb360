import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Checksum } from '../core/model/checksum.ts';
import type { ETag, FileId, RemoteKey } from '../core/model/ids.ts';
import { assertStorableName } from './check-base.ts';
import { toFlag, toInteger, toOptionalText, toText } from './columns.ts';
import type { RemoteChange, RemoteRow } from './sync-database.ts';

/** Rows of the last seen remote tree. The caller owns the transaction. */
export class RemoteTreeTable {
  readonly #selectAll: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM remote_tree');
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO remote_tree (key, parent_key, file_id, name, is_directory, etag, size, mtime_ms, checksum,
         permissions, is_processing, listed_etag) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#remove = database.prepare('DELETE FROM remote_tree WHERE key = ?');
  }

  load(): Map<RemoteKey, RemoteRow> {
    const rows = new Map<RemoteKey, RemoteRow>();
    for (const record of this.#selectAll.iterate()) {
      const row = readRow(record);
      rows.set(row.key, row);
    }
    return rows;
  }

  /** Returns the number of rows changed. */
  apply(changes: readonly RemoteChange[]): number {
    let changedRows = 0;
    for (const change of changes) {
      changedRows += change.kind === 'put' ? this.#putRow(change.row) : Number(this.#remove.run(change.key).changes);
    }
    return changedRows;
  }

  #putRow(row: RemoteRow): number {
    if (row.parentKey !== undefined) assertStorableName(row.name);
    const { key, parentKey, fileId, name, kind, etag, sizeBytes, mtimeMs, checksum, permissions } = row;
    const head = [key, parentKey ?? null, fileId, name, kind === 'directory' ? 1 : 0, etag, sizeBytes, mtimeMs];
    const tail = [checksum ?? null, permissions ?? null, row.isProcessing ? 1 : 0, row.listedEtag ?? null];
    return Number(this.#put.run(...head, ...tail).changes);
  }
}

function readRow(record: Record<string, SQLOutputValue>): RemoteRow {
  return {
    key: toText(record['key']) as RemoteKey,
    parentKey: toOptionalText(record['parent_key']) as RemoteKey | undefined,
    fileId: toText(record['file_id']) as FileId,
    name: toText(record['name']),
    kind: toFlag(record['is_directory']) ? 'directory' : 'file',
    etag: toText(record['etag']) as ETag,
    sizeBytes: toInteger(record['size']),
    mtimeMs: toInteger(record['mtime_ms']),
    checksum: toOptionalText(record['checksum']) as Checksum | undefined,
    permissions: toOptionalText(record['permissions']),
    isProcessing: toFlag(record['is_processing']),
    listedEtag: toOptionalText(record['listed_etag']) as ETag | undefined,
  };
}
