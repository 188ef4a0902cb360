import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { toOptionalText } from './columns.ts';

/** What was last told about the state of the folder. Writers return the number of rows changed. */
export class ReportTable {
  readonly #select: StatementSync;
  readonly #put: StatementSync;
  readonly #clear: StatementSync;

  constructor(database: DatabaseSync) {
    this.#select = database.prepare('SELECT text FROM report');
    this.#put = database.prepare('INSERT OR REPLACE INTO report VALUES (1, ?)');
    this.#clear = database.prepare('DELETE FROM report');
  }

  load(): string | undefined {
    return toOptionalText(this.#select.get()?.['text'] ?? null);
  }

  put(text: string): number {
    return Number(this.#put.run(text).changes);
  }

  clear(): number {
    return Number(this.#clear.run().changes);
  }
}
