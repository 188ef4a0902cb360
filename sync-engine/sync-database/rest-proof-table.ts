import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { toOptionalText } from './columns.ts';

/** What a pass was made from that found nothing to do. The caller owns the transaction. */
export class RestProofTable {
  readonly #select: StatementSync;
  readonly #put: StatementSync;
  readonly #clear: StatementSync;

  constructor(database: DatabaseSync) {
    this.#select = database.prepare('SELECT text FROM rest_proof');
    this.#put = database.prepare('INSERT OR REPLACE INTO rest_proof VALUES (1, ?)');
    this.#clear = database.prepare('DELETE FROM rest_proof');
  }

  load(): string | undefined {
    return toOptionalText(this.#select.get()?.['text'] ?? null);
  }

  put(text: string): void {
    this.#put.run(text);
  }

  clear(): void {
    this.#clear.run();
  }
}
