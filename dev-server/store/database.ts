import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { MIGRATIONS } from './migrations.ts';

/** One row as SQLite gives it; read it with `integerOf` and `textOf`. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A synchronous connection with cached statements. One owner; not for use from several threads. */
export interface Database {
  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[];
  /** Answers the id of the last inserted row. */
  run(sql: string, ...values: readonly SQLInputValue[]): number;
  /** All or nothing; a nested call joins the outer transaction. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/** Opens (and migrates) the database in WAL mode; throws when the file is of a newer version. */
export function openDatabase(file: string): Database {
  const connection = new DatabaseSync(file);
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF;');
  connection.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;');
  migrate(connection);
  const statements = new Map<string, StatementSync>();
  let depth = 0;
  function statement(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const prepared = connection.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  }
  function transaction<Result>(work: () => Result): Result {
    if (depth > 0) return work();
    connection.exec('BEGIN IMMEDIATE');
    depth += 1;
    try {
      const result = work();
      connection.exec('COMMIT');
      return result;
    } catch (error) {
      connection.exec('ROLLBACK');
      throw error;
    } finally {
      depth -= 1;
    }
  }
  return {
    get: (sql, ...values) => statement(sql).get(...values),
    all: (sql, ...values) => statement(sql).all(...values),
    run: (sql, ...values) => Number(statement(sql).run(...values).lastInsertRowid),
    transaction,
    close: () => connection.close(),
  };
}

function migrate(connection: DatabaseSync): void {
  const version = Number(connection.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version > MIGRATIONS.length) throw new Error(`database version ${version} is newer than this server`);
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < version) continue;
    connection.exec(`BEGIN; ${sql}; PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}

/** The integer in a column; throws when the column holds something else (a bug in a query). */
export function integerOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'number') return value;
  throw new TypeError(`column ${column} is not an integer`);
}

/** The text in a column; throws when the column holds something else (a bug in a query). */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new TypeError(`column ${column} is not text`);
}

/** The integer in a column, or undefined for NULL. */
export function optionalIntegerOf(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : integerOf(row, column);
}

/** The text in a column, or undefined for NULL. */
export function optionalTextOf(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : textOf(row, column);
}
