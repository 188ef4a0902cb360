import type { DatabaseSync } from 'node:sqlite';
import { isDiskFull } from './database-unusable-error.ts';
import type { ReserveFile } from './reserve-file.ts';

/** One transaction; `change` returns the number of rows changed, and so does this. A full disk gets the reserve, once. */
export function transact(database: DatabaseSync, reserve: ReserveFile, change: () => number): number {
  try {
    return transactOnce(database, change);
  } catch (error) {
    if (!isDiskFull(error) || !reserve.release()) throw error;
    return transactOnce(database, change);
  }
}

function transactOnce(database: DatabaseSync, change: () => number): number {
  database.exec('BEGIN IMMEDIATE');
  try {
    const changedRows = change();
    database.exec('COMMIT');
    return changedRows;
  } catch (error) {
    // SQLite has already rolled back by itself after some errors.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
