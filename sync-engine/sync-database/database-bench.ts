import { afterEach, beforeEach } from 'vitest';
import { toNodeId } from '../core/model/ids.ts';
import type { BaseRow, SyncDatabase } from './sync-database.ts';

/** A database that can be closed and opened again with what it has stored. */
export interface SyncDatabaseStand {
  /** Opens the stand's database; at most one is open at a time. */
  open(): SyncDatabase;
  dispose(): void;
}

/** The database under test, opened before each test and closed after it. */
export class DatabaseBench {
  readonly #createStand: () => SyncDatabaseStand;
  #opened: { readonly stand: SyncDatabaseStand; readonly database: SyncDatabase } | undefined;

  constructor(createStand: () => SyncDatabaseStand) {
    this.#createStand = createStand;
    beforeEach(() => {
      const stand = this.#createStand();
      this.#opened = { stand, database: stand.open() };
    });
    afterEach(() => {
      this.database.close();
      this.#opened?.stand.dispose();
    });
  }

  get database(): SyncDatabase {
    if (this.#opened === undefined) throw new Error('only inside a test');
    return this.#opened.database;
  }

  restart(): void {
    this.database.close();
    if (this.#opened !== undefined) this.#opened = { ...this.#opened, database: this.#opened.stand.open() };
  }

  put(...rows: readonly BaseRow[]): void {
    this.database.commitBase(rows.map((row) => ({ kind: 'put', row })));
  }

  remove(id: number): void {
    this.database.commitBase([{ kind: 'remove', id: toNodeId(id) }]);
  }

  loadRows(): readonly BaseRow[] {
    return [...this.database.loadBase().values()].toSorted((a, b) => a.id - b.id);
  }
}
