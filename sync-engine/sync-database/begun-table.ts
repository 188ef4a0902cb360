import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Checksum } from '../core/model/checksum.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Column } from './columns.ts';
import { toInteger, toText } from './columns.ts';
import { readLocalStamp, writeLocalStamp } from './local-stamp-columns.ts';
import type { SentUpload } from './sync-database.ts';

/** Uploads whose answer has not come yet. Writers return the number of rows changed; the caller owns the transaction. */
export class SentTable {
  readonly #selectAll: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM sent ORDER BY path');
    this.#selectAll.setReadBigInts(true);
    this.#selectAll.setReturnArrays(true);
    this.#put = database.prepare('INSERT OR REPLACE INTO sent VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#remove = database.prepare('DELETE FROM sent WHERE path = ?');
  }

  list(): readonly SentUpload[] {
    return this.#selectAll.all().map((columns) => readSent(columns as unknown as readonly Column[]));
  }

  put({ path, checksum, local, sentAtMs }: SentUpload): number {
    return Number(this.#put.run(path, checksum, sentAtMs, ...writeLocalStamp(local)).changes);
  }

  remove(paths: readonly RelativePath[]): number {
    return paths.reduce((changed, path) => changed + Number(this.#remove.run(path).changes), 0);
  }
}

function readSent(columns: readonly Column[]): SentUpload {
  return {
    path: toText(columns[0]) as RelativePath,
    checksum: toText(columns[1]) as Checksum,
    sentAtMs: toInteger(columns[2]),
    local: readLocalStamp(columns.slice(3)),
  };
}
