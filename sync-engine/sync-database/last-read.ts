import type { Steps } from '../core/model/steps.ts';
import { finish } from '../core/model/steps.ts';

/** A table that is read as a whole. */
export interface ReadTable<Rows, Change> {
  load(): Steps<Rows>;
  copy(rows: Rows): Rows;
  /** Does to a copy in memory what the table did with a change. */
  follow(rows: Rows, change: Change): void;
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
  /** Raised with every change: what was read in part before one is no state that ever was. */
  #version = 0;

  constructor(table: ReadTable<Rows, Change>) {
    this.#table = table;
  }

  /** True when the next reading reads nothing. */
  get isAtHand(): boolean {
    return this.#rows !== undefined;
  }

  /** All rows of this moment. Throws what reading throws. */
  read(): Rows {
    this.#rows ??= finish(this.#table.load());
    if (this.#written.length === 0) return this.#rows;
    const rows = this.#table.copy(this.#rows);
    for (const change of this.#written) this.#table.follow(rows, change);
    this.#written = [];
    this.#rows = rows;
    return rows;
  }

  /** The same in steps: the rows of the moment at which it ends. */
  *readInSteps(): Steps<Rows> {
    const version = this.#version;
    const loading = this.#table.load();
    while (this.#rows === undefined && this.#version === version) {
      const step = loading.next();
      if (step.done === true) this.#rows = step.value;
      else yield;
    }
    return this.read();
  }

  /**
   * To be told of every change, after its transaction. Where somebody has all rows after it, these are what is read next;
   * they stay as they are.
   */
  note(changes: Iterable<Change>, rowsAfter?: Rows): void {
    this.#version += 1;
    if (rowsAfter !== undefined) {
      this.#rows = rowsAfter;
      this.#written = [];
    } else if (this.#rows !== undefined) for (const change of changes) this.#written.push(change);
  }

  /** The next reading reads the table. */
  forget(): void {
    this.#version += 1;
    this.#rows = undefined;
    this.#written = [];
  }
}
