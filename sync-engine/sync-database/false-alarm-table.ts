import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { FalseAlarm } from '../core/model/false-alarm.ts';
import { toInteger, toText, toWord } from './columns.ts';

const KINDS = ['scrambled', 'renamed'] as const;

/** Signs that a person has called meant. The caller owns the transaction. */
export class FalseAlarmTable {
  readonly #selectAll: StatementSync;
  readonly #insert: StatementSync;
  readonly #removeAll: StatementSync;

  constructor(database: DatabaseSync) {
    this.#selectAll = database.prepare('SELECT * FROM false_alarm ORDER BY position');
    this.#insert = database.prepare('INSERT INTO false_alarm (kind, extension, remembered_at_ms) VALUES (?, ?, ?)');
    this.#removeAll = database.prepare('DELETE FROM false_alarm');
  }

  list(): readonly FalseAlarm[] {
    return this.#selectAll.all().map((record) => ({
      kind: toWord(record['kind'], KINDS),
      extension: toText(record['extension']),
      rememberedAtMs: toInteger(record['remembered_at_ms']),
    }));
  }

  /** Returns the number of rows changed. */
  replace(alarms: readonly FalseAlarm[]): number {
    const removed = Number(this.#removeAll.run().changes);
    for (const { kind, extension, rememberedAtMs } of alarms) this.#insert.run(kind, extension, rememberedAtMs);
    return removed + alarms.length;
  }
}
