import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Checksum } from '../core/model/checksum.ts';
import type { ETag, FileId, RemoteKey } from '../core/model/ids.ts';
import { assertStorableName } from './check-base.ts';
import type { Column } from './columns.ts';
import { toFlag, toInteger, toOptionalText, toText } from './columns.ts';
import { share, SharedTexts } from './share.ts';
import type { RemoteChange, RemoteRow } from './sync-database.ts';

const COLUMNS = `key, parent_key, file_id, name, is_directory, etag, size, mtime_ms, checksum, permissions,
  is_processing, listed_etag`;

/** Rows of the last seen remote tree. The caller owns the transaction. */
export class RemoteTreeTable {
  readonly #selectAll: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare(`SELECT ${COLUMNS} FROM remote_tree`);
    this.#selectAll.setReturnArrays(true);
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO remote_tree (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#remove = database.prepare('DELETE FROM remote_tree WHERE key = ?');
  }

  load(): Map<RemoteKey, RemoteRow> {
    const rows = new Map<RemoteKey, RemoteRow>();
    const texts = new SharedTexts();
    for (const columns of this.#selectAll.iterate()) {
      const row = readRow(columns as unknown as readonly Column[], texts);
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

function readRow(columns: readonly Column[], texts: SharedTexts): RemoteRow {
  const isDirectory = toFlag(columns[4]);
  const [ownKey, parentKey] = [toText(columns[0]), toOptionalText(columns[1])];
  const key = isDirectory ? texts.share(ownKey) : ownKey;
  const [etag, permissions] = [toText(columns[5]), toOptionalText(columns[9])];
  return {
    key: key as RemoteKey,
    parentKey: parentKey === undefined ? undefined : (texts.share(parentKey) as RemoteKey),
    fileId: share(toText(columns[2]), key) as FileId,
    name: toText(columns[3]),
    kind: isDirectory ? 'directory' : 'file',
    etag: etag as ETag,
    sizeBytes: toInteger(columns[6]),
    mtimeMs: toInteger(columns[7]),
    checksum: toOptionalText(columns[8]) as Checksum | undefined,
    permissions: permissions === undefined ? undefined : texts.share(permissions),
    isProcessing: toFlag(columns[10]),
    listedEtag: share(toOptionalText(columns[11]), etag) as ETag | undefined,
  };
}
