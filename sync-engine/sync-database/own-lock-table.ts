import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { FileId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { toInteger, toText } from './columns.ts';
import type { OwnLock } from './sync-database.ts';

/** Locks that this program holds on the server. The caller owns the transaction. */
export class OwnLockTable {
  readonly #selectAll: StatementSync;
  readonly #insert: StatementSync;
  readonly #removeAll: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM own_lock ORDER BY file_id');
    this.#insert = database.prepare(
      'INSERT INTO own_lock (file_id, path, token, taken_at_ms, expires_at_ms) VALUES (?, ?, ?, ?, ?)',
    );
    this.#removeAll = database.prepare('DELETE FROM own_lock');
  }

  list(): readonly OwnLock[] {
    return this.#selectAll.all().map((record) => ({
      fileId: toText(record['file_id']) as FileId,
      path: toText(record['path']) as RelativePath,
      token: toText(record['token']),
      takenAtMs: toInteger(record['taken_at_ms']),
      expiresAtMs: toInteger(record['expires_at_ms']),
    }));
  }

  replace(locks: readonly OwnLock[]): void {
    this.#removeAll.run();
    for (const { fileId, path, token, takenAtMs, expiresAtMs } of locks)
      this.#insert.run(fileId, path, token, takenAtMs, expiresAtMs);
  }
}
