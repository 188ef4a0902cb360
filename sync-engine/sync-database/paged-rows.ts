import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Steps } from '../core/model/steps.ts';
import type { Column } from './columns.ts';

/** So many rows are read in one go, in some milliseconds. */
const PAGE_ROWS = 500;

/** Of which table, by which column of its own each row is found. */
export interface PagedTable {
  readonly table: string;
  readonly columns: string;
  /** The primary key, and the first of the columns. */
  readonly key: string;
  readonly hasBigInts: boolean;
}

/** All rows of a table in the order of its key, some at a time. No statement is open between two steps. */
export class PagedRows {
  readonly #first: StatementSync;
  readonly #next: StatementSync;

  constructor(database: DatabaseSync, { table, columns, key, hasBigInts }: PagedTable) {
    const ordered = `ORDER BY ${key} LIMIT ${PAGE_ROWS}`;
    this.#first = database.prepare(`SELECT ${columns} FROM ${table} ${ordered}`);
    this.#next = database.prepare(`SELECT ${columns} FROM ${table} WHERE ${key} > ? ${ordered}`);
    for (const statement of [this.#first, this.#next]) {
      statement.setReadBigInts(hasBigInts);
      statement.setReturnArrays(true);
    }
  }

  /** What is written between two steps is in the pages after it only. */
  *read(visit: (columns: readonly Column[]) => void): Steps<void> {
    let page = this.#first.all();
    for (;;) {
      for (const row of page) visit(row as unknown as readonly Column[]);
      if (page.length < PAGE_ROWS) return;
      yield;
      const [last = null] = page.at(-1) as unknown as readonly (string | number | bigint | null)[];
      page = this.#next.all(last);
    }
  }
}
