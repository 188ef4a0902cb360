import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Checksum } from '../core/model/checksum.ts';
import type { ETag, FileId, RemoteKey } from '../core/model/ids.ts';
import type { Steps } from '../core/model/steps.ts';
import { assertStorableName } from './check-base.ts';
import type { Column } from './columns.ts';
import { toFlag, toInteger, toOptionalText, toText } from './columns.ts';
import { PagedRows } from './paged-rows.ts';
import type { ReadTable } from './last-read.ts';
import { RemoteRows } from './remote-rows.ts';
import { RowWindows } from './row-windows.ts';
import type { RemoteChange, RemoteRow, RowsPart } from './sync-database.ts';

const COLUMNS = `key, parent_key, file_id, name, is_directory, etag, size, mtime_ms, checksum, permissions,
  is_processing, listed_etag`;

/** Rows of the last seen remote tree. The caller owns the transaction. */
export class RemoteTreeTable implements ReadTable<RemoteRows, RemoteChange> {
  readonly #all: PagedRows;
  readonly #windows: RowWindows;
  readonly #has: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    const paged = { table: 'remote_tree', columns: COLUMNS, key: 'key', hasBigInts: false };
    this.#all = new PagedRows(database, paged);
    this.#windows = new RowWindows(database, { ...paged, parent: 'parent_key', start: '' });
    this.#has = database.prepare('SELECT 1 FROM remote_tree WHERE key = ?');
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO remote_tree (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#remove = database.prepare('DELETE FROM remote_tree WHERE key = ?');
  }

  *load(): Steps<RemoteRows> {
    const rows = RemoteRows.empty();
    yield* this.#all.read((columns) => rows.set(readRow(columns)));
    return rows;
  }

  *loadPart(filesIn: ReadonlySet<RemoteKey>): Steps<RowsPart<RemoteRows>> {
    const rows = RemoteRows.empty();
    const filesLeftOut = yield* this.#windows.read(filesIn, (columns) => rows.set(readRow(columns)));
    return { rows, filesLeftOut };
  }

  has(key: RemoteKey): boolean {
    return this.#has.get(key) !== undefined;
  }

  copy(rows: RemoteRows): RemoteRows {
    return rows.copy();
  }

  follow(rows: RemoteRows, change: RemoteChange): void {
    if (change.kind === 'put') rows.set(change.row);
    else rows.delete(change.key);
  }

  /** Returns the number of rows changed. */
  apply(changes: Iterable<RemoteChange>): number {
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

function readRow(columns: readonly Column[]): RemoteRow {
  return {
    key: toText(columns[0]) as RemoteKey,
    parentKey: toOptionalText(columns[1]) as RemoteKey | undefined,
    fileId: toText(columns[2]) as FileId,
    name: toText(columns[3]),
    kind: toFlag(columns[4]) ? 'directory' : 'file',
    etag: toText(columns[5]) as ETag,
    sizeBytes: toInteger(columns[6]),
    mtimeMs: toInteger(columns[7]),
    checksum: toOptionalText(columns[8]) as Checksum | undefined,
    permissions: toOptionalText(columns[9]),
    isProcessing: toFlag(columns[10]),
    listedEtag: toOptionalText(columns[11]) as ETag | undefined,
  };
}
