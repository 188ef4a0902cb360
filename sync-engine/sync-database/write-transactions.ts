import type { DatabaseSync } from 'node:sqlite';
import { toDatabaseError } from './database-unusable-error.ts';
import type { ReserveFile } from './reserve-file.ts';
import { transact } from './transact.ts';

export interface WriteTransactionsInput {
  readonly database: DatabaseSync;
  readonly reserve: ReserveFile;
  /** Takes the proof of rest away, within the transaction. */
  readonly clearProof: () => void;
  /** A transaction has failed: what is kept of the rows may not be what is stored. */
  readonly onFailure: () => void;
}

/** Writes of a sync database, one transaction each. `change` returns the number of rows changed. */
export class WriteTransactions {
  readonly #input: WriteTransactionsInput;
  #count = 0;

  constructor(input: WriteTransactionsInput) {
    this.#input = input;
  }

  /** How many have changed anything. */
  get count(): number {
    return this.#count;
  }

  /** Something changes that plans are made from. */
  write(change: () => number): void {
    this.aside(() => {
      const changedRows = change();
      if (changedRows > 0) this.#input.clearProof();
      return changedRows;
    });
  }

  /** The same, and it is on the disk when this returns, and with it all transactions before. */
  durably(change: () => number): void {
    this.#flush(() => this.write(change));
  }

  /** Anything else changes. */
  aside(change: () => number): void {
    try {
      const changedRows = transact(this.#input.database, this.#input.reserve, change);
      if (changedRows > 0) this.#count += 1;
    } catch (error) {
      this.#input.onFailure();
      throw toDatabaseError(error);
    }
  }

  asideDurably(change: () => number): void {
    this.#flush(() => this.aside(change));
  }

  #flush(write: () => void): void {
    this.#input.database.exec('PRAGMA synchronous = FULL');
    try {
      write();
    } finally {
      this.#input.database.exec('PRAGMA synchronous = NORMAL');
    }
  }
}
