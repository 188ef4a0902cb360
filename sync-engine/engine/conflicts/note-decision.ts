import type { ConflictRecord, ConflictState, Exchange } from '../../core/model/conflict.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import { toRunId } from '../../core/model/history.ts';
import type { HistoryId } from '../../core/model/ids.ts';
import { toHistoryId } from '../../core/model/ids.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';

/**
 * Writes into the history what a person decided on two versions. The moment and the conflict name the entry, so that
 * writing it twice, as after a crash, adds nothing.
 */
export function noteDecision(record: ConflictRecord, exchange: Exchange, database: SyncDatabase): void {
  const { id: conflictId, serverAuthor: person } = record;
  note(record, database, {
    ...nameEntry(record, exchange.atMs),
    atMs: exchange.atMs,
    reversal: { kind: 'reopen', conflictId, how: exchange.how, person },
    undoes: undefined,
  });
}

/** Writes into the history that a decision was taken back. */
export function noteReopening(
  record: ConflictRecord,
  { undone, atMs }: { readonly undone: Exchange; readonly atMs: number },
  database: SyncDatabase,
): void {
  note(record, database, {
    // Undone in the millisecond of the decision it would have its name.
    ...nameEntry(record, atMs, 2),
    atMs,
    reversal: { kind: 'none', why: 'two-versions' },
    undoes: nameEntry(record, undone.atMs).id,
  });
}

/** What a finished exchange was: a decision, or the taking back of one. */
export function noteEnd(
  record: ConflictRecord,
  { exchange, undoes }: Extract<ConflictState, { kind: 'exchanging' }>,
  database: SyncDatabase,
): void {
  if (undoes === undefined) noteDecision(record, exchange, database);
  else noteReopening(record, { undone: undoes, atMs: exchange.atMs }, database);
}

function nameEntry(
  { id }: ConflictRecord,
  atMs: number,
  number = 1,
): { readonly id: HistoryId; readonly runId: string } {
  const runId = `${Math.max(0, atMs).toString(36)}${toRunId(0, id).slice(1)}`;
  return { runId, id: toHistoryId(`${runId}-${number}`) };
}

function note(
  { path }: ConflictRecord,
  database: SyncDatabase,
  entry: Pick<HistoryEntry, 'id' | 'runId' | 'atMs' | 'reversal' | 'undoes'>,
): void {
  database.commitBase([], [{ ...entry, verb: 'decide', side: 'local', nodeKind: 'file', path, target: undefined }]);
}
