import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { HISTORY_VERBS, parseChoiceOutcome, parseReversal, toHistoryJson } from '../core/model/history-record.ts';
import type { HistoryEntry } from '../core/model/history.ts';
import type { HistoryId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Undoer } from '../core/model/standing.ts';
import type { HistoryPlace, HistoryPoint } from './sync-database.ts';
import { toFlag, toInteger, toOptionalText, toText, toWord } from './columns.ts';

const SIDES = ['local', 'remote'] as const;

/** What was done, oldest first by row. Writers return the number of rows changed; the caller owns the transaction. */
export class HistoryTable {
  readonly #select: StatementSync;
  readonly #selectBehind: StatementSync;
  readonly #find: StatementSync;
  readonly #findAt: StatementSync;
  readonly #selectUndoers: StatementSync;
  readonly #insert: StatementSync;
  readonly #removeBefore: StatementSync;
  readonly #removeBeyond: StatementSync;

  constructor(database: DatabaseSync) {
    const order = 'ORDER BY at_ms DESC, position DESC LIMIT ?';
    this.#select = database.prepare(`SELECT * FROM history ${order}`);
    this.#selectBehind = database.prepare(
      'SELECT * FROM history WHERE at_ms < ? OR ' +
        `(at_ms = ? AND position < (SELECT position FROM history WHERE id = ?)) ${order}`,
    );
    this.#find = database.prepare('SELECT * FROM history WHERE id = ?');
    // Without an index: it is one question of a person, and took 41 ms among 200,000 entries, the most that are kept. Two
    // indexes answered in 0.01 ms, but the file grew by a third and additions, which runs make, took five times as long.
    this.#findAt = database.prepare(
      'SELECT * FROM history WHERE path = ?1 OR target = ?1 ORDER BY at_ms DESC, position DESC LIMIT 1',
    );
    this.#selectUndoers = database.prepare('SELECT id, undoes FROM history WHERE undoes IS NOT NULL ORDER BY position');
    this.#insert = database.prepare(
      'INSERT OR IGNORE INTO history (id, run_id, at_ms, verb, side, is_directory, path, target, reversal, undoes, outcome) ' +
        'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#removeBefore = database.prepare('DELETE FROM history WHERE at_ms < ?');
    this.#removeBeyond = database.prepare(
      'DELETE FROM history WHERE position <= (SELECT position FROM history ORDER BY position DESC LIMIT 1 OFFSET ?)',
    );
  }

  list(maxEntries: number, behind: HistoryPoint | undefined): readonly HistoryEntry[] {
    if (behind === undefined) return this.#select.all(maxEntries).map(readEntry);
    const { atMs, id } = behind;
    return this.#selectBehind.all(atMs, atMs, id ?? null, maxEntries).map(readEntry);
  }

  find(wanted: HistoryId | HistoryPlace): HistoryEntry | undefined {
    const record = typeof wanted === 'string' ? this.#find.get(wanted) : this.#findAt.get(wanted.path);
    return record === undefined ? undefined : readEntry(record);
  }

  listUndoers(): readonly Undoer[] {
    return this.#selectUndoers
      .all()
      .map(({ id, undoes }) => ({ id: toText(id) as HistoryId, undoes: toText(undoes) as HistoryId }));
  }

  add(entries: readonly HistoryEntry[]): number {
    let changedRows = 0;
    for (const { id, runId, atMs, verb, side, nodeKind, path, target, reversal, undoes, outcome } of entries) {
      const flag = nodeKind === 'directory' ? 1 : 0;
      const json = toHistoryJson(reversal);
      const { changes } = this.#insert.run(
        id,
        runId,
        atMs,
        verb,
        side,
        flag,
        path,
        target ?? null,
        json,
        undoes ?? null,
        outcome === undefined ? null : toHistoryJson(outcome),
      );
      changedRows += Number(changes);
    }
    return changedRows;
  }

  prune(limits: { readonly beforeMs: number; readonly maxEntries: number }): number {
    const aged = Number(this.#removeBefore.run(limits.beforeMs).changes);
    return aged + Number(this.#removeBeyond.run(limits.maxEntries).changes);
  }
}

function readEntry(record: Record<string, SQLOutputValue>): HistoryEntry {
  const outcome = toOptionalText(record['outcome']);
  return {
    id: toText(record['id']) as HistoryId,
    runId: toText(record['run_id']),
    atMs: toInteger(record['at_ms']),
    verb: toWord(record['verb'], HISTORY_VERBS),
    side: toWord(record['side'], SIDES),
    nodeKind: toFlag(record['is_directory']) ? 'directory' : 'file',
    path: toText(record['path']) as RelativePath,
    target: toOptionalText(record['target']) as RelativePath | undefined,
    reversal: parseReversal(readJson(toText(record['reversal']))),
    undoes: toOptionalText(record['undoes']) as HistoryId | undefined,
    outcome: outcome === undefined ? undefined : parseChoiceOutcome(readJson(outcome)),
  };
}

/** Undefined when it is none. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
