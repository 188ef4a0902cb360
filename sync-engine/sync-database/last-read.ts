/** A table that is read as a whole. */
export interface ReadTable<Key, Row, Change> {
  readonly load: () => ReadonlyMap<Key, Row>;
  /** Does to a copy in memory what the table did with a change. */
  readonly follow: (rows: Map<Key, Row>, change: Change) => unknown;
}

/**
 * The rows of a table as they were read last, and what has been written since: a folder of 100,000 files is asked for
 * all its rows several times in each run, while a few of them change. A map that was handed out stays as it is. Right
 * only where nobody else writes: whoever has the sync database open holds it alone.
 */
export class LastRead<Key, Row, Change> {
  readonly #table: ReadTable<Key, Row, Change>;
  #rows: ReadonlyMap<Key, Row> | undefined;
  #written: Change[] = [];

  constructor(table: ReadTable<Key, Row, Change>) {
    this.#table = table;
  }

  /** All rows of this moment. Throws what reading throws. */
  read(): ReadonlyMap<Key, Row> {
    this.#rows ??= this.#table.load();
    if (this.#written.length === 0) return this.#rows;
    const rows = new Map(this.#rows);
    for (const change of this.#written) this.#table.follow(rows, change);
    this.#written = [];
    this.#rows = rows;
    return rows;
  }

  /** To be told of every change, after its transaction. */
  note(changes: readonly Change[]): void {
    if (this.#rows === undefined) return;
    for (const change of changes) this.#written.push(change);
  }

  /** The next reading reads the table. */
  forget(): void {
    this.#rows = undefined;
    this.#written = [];
  }
}
