import type { ConflictRecord, ConflictState, Exchange } from '../../core/model/conflict.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import { toRunId } from '../../core/model/history.ts';
import type { HistoryId } from '../../core/model/ids.ts';
import { toHistoryId } from '../../core/model/ids.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';

/**
 * Records what a person decided on two versions, and the entry of the history that tells it, together. The moment and
 * the conflict name the entry, so that writing it twice, as after a crash, adds nothing.
 */
export function putDecided(record: ConflictRecord, exchange: Exchange, database: SyncDatabase): ConflictRecord {
  const { id: conflictId, serverAuthor: person } = record;
  const decided: ConflictRecord = { ...record, state: { kind: 'resolved', exchange } };
  const entry = toEntry(record, {
    ...nameEntry(record, exchange.atMs),
    atMs: exchange.atMs,
    reversal: { kind: 'reopen', conflictId, how: exchange.how, person },
    undoes: undefined,
  });
  database.putConflict(decided, [entry]);
  return decided;
}

/** Records that a decision was taken back, and the entry of the history that tells it, together. */
export function putReopened(
  record: ConflictRecord,
  { undone, atMs }: { readonly undone: Exchange; readonly atMs: number },
  database: SyncDatabase,
): ConflictRecord {
  const reopened: ConflictRecord = { ...record, state: { kind: 'open' } };
  const entry = toEntry(record, {
    // Undone in the millisecond of the decision it would have its name.
    ...nameEntry(record, atMs, 2),
    atMs,
    reversal: { kind: 'none', why: 'two-versions' },
    undoes: nameEntry(record, undone.atMs).id,
  });
  database.putConflict(reopened, [entry]);
  return reopened;
}

/** Records what a finished exchange was: a decision, or the taking back of one. */
export function putEnd(
  record: ConflictRecord,
  { exchange, undoes }: Extract<ConflictState, { kind: 'exchanging' }>,
  database: SyncDatabase,
): ConflictRecord {
  return undoes === undefined
    ? putDecided(record, exchange, database)
    : putReopened(record, { undone: undoes, atMs: exchange.atMs }, database);
}

function nameEntry(
  { id }: ConflictRecord,
  atMs: number,
  number = 1,
): { readonly id: HistoryId; readonly runId: string } {
  const runId = `${Math.max(0, atMs).toString(36)}${toRunId(0, id).slice(1)}`;
  return { runId, id: toHistoryId(`${runId}-${number}`) };
}

function toEntry(
  { path }: ConflictRecord,
  entry: Pick<HistoryEntry, 'id' | 'runId' | 'atMs' | 'reversal' | 'undoes'>,
): HistoryEntry {
  return { ...entry, verb: 'decide', side: 'local', nodeKind: 'file', path, target: undefined };
}
