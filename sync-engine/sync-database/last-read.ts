/** A table that is read as a whole. */
export interface ReadTable<Rows, Change> {
  readonly load: () => Rows;
  readonly copy: (rows: Rows) => Rows;
  /** Does to a copy in memory what the table did with a change. */
  readonly follow: (rows: Rows, change: Change) => unknown;
}

/**
 * The rows of a table as they were read last, and what has been written since: a folder of 100,000 files is asked for
 * all its rows several times in each run, while a few of them change. Rows that were handed out stay as they are. Right
 * only where nobody else writes: whoever has the sync database open holds it alone.
 */
export class LastRead<Rows, Change> {
  readonly #table: ReadTable<Rows, Change>;
  #rows: Rows | undefined;
  #written: Change[] = [];

  constructor(table: ReadTable<Rows, Change>) {
    this.#table = table;
  }

  /** All rows of this moment. Throws what reading throws. */
  read(): Rows {
    this.#rows ??= this.#table.load();
    if (this.#written.length === 0) return this.#rows;
    const rows = this.#table.copy(this.#rows);
    for (const change of this.#written) this.#table.follow(rows, change);
    this.#written = [];
    this.#rows = rows;
    return rows;
  }

  /**
   * To be told of every change, after its transaction. Where somebody has all rows after it, these are what is read next;
   * they stay as they are.
   */
  note(changes: Iterable<Change>, rowsAfter?: Rows): void {
    if (rowsAfter !== undefined) {
      this.#rows = rowsAfter;
      this.#written = [];
    } else if (this.#rows !== undefined) for (const change of changes) this.#written.push(change);
  }

  /** The next reading reads the table. */
  forget(): void {
    this.#rows = undefined;
    this.#written = [];
  }
}
