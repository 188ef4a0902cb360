import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Steps } from '../core/model/steps.ts';
import type { Column } from './columns.ts';
import { toInteger } from './columns.ts';
import type { PagedTable } from './paged-rows.ts';

/** So many rows are passed over in one go, in a millisecond or two. */
const WINDOW_ROWS = 5_000;

/** Items that lie in directories. */
export interface WindowedTable extends PagedTable {
  /** The column that names the directory. */
  readonly parent: string;
  /** Less than every key. */
  readonly start: number | string;
}

/**
 * The rows of all directories, and of the files that lie directly in some, in the order of the table's key. There is no
 * index for that, which would cost a third of each write: SQLite passes over 100,000 rows in some hundredths of a second.
 * No statement is open between two steps.
 */
export class RowWindows {
  readonly #table: WindowedTable;
  readonly #measure: StatementSync;
  readonly #select: StatementSync;

  constructor(database: DatabaseSync, table: WindowedTable) {
    const { table: name, columns, key, parent, hasBigInts } = table;
    this.#table = table;
    this.#measure = database.prepare(
      `SELECT count(*), max(${key}) FROM (SELECT ${key} FROM ${name} WHERE ${key} > ? ORDER BY ${key} LIMIT ${WINDOW_ROWS})`,
    );
    this.#select = database.prepare(
      `SELECT ${columns} FROM ${name} WHERE ${key} > ?1 AND ${key} <= ?2 AND
       (is_directory = 1 OR ${parent} IN (SELECT value FROM json_each(?3))) ORDER BY ${key}`,
    );
    this.#select.setReadBigInts(hasBigInts);
    for (const statement of [this.#measure, this.#select]) statement.setReturnArrays(true);
  }

  /** Returns how many files were left out. */
  *read(filesIn: ReadonlySet<number | string>, visit: (columns: readonly Column[]) => void): Steps<number> {
    const directories = JSON.stringify([...filesIn]);
    let { start } = this.#table;
    let passed = 0;
    for (;;) {
      const [count, end] = this.#measure.get(start) as unknown as readonly [Column, number | string | null];
      if (end === null) return passed;
      const rows = this.#select.all(start, end, directories);
      for (const row of rows) visit(row as unknown as readonly Column[]);
      passed += toInteger(count) - rows.length;
      if (toInteger(count) < WINDOW_ROWS) return passed;
      start = end;
      yield;
    }
  }
}
