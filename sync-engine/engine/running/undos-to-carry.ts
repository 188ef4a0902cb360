import type { HistoryEntry, HistoryVerb } from '../../core/model/history.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { FolderPorts } from '../parts.ts';
import { readActNotes } from '../visiting/act-notes.ts';

/** What has not been carried to the server after so long is not told to belong to an undo any more. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** Entries of the history that are read at once. */
const PIECE = 1_000;

/** What sync does on the server when a person has done this here. */
const CARRIED_BY: Readonly<Partial<Record<HistoryVerb, HistoryVerb>>> = {
  restore: 'upload',
  'make-directory': 'make-directory',
  move: 'move',
  remove: 'remove',
};

type Done = Pick<HistoryEntry, 'verb' | 'side' | 'path' | 'target'>;

/** What people have undone here and no operation has carried to the server yet, by the place where it is now. */
export class UndosToCarry {
  readonly #open = new Map<RelativePath, HistoryVerb>();

  /** Takes the next thing that was done, in the order of time. Says whether it carries an undo to the server. */
  note({ undoes, ...done }: Done & Pick<HistoryEntry, 'undoes'>): boolean {
    const place = done.target ?? done.path;
    const carries = undoes === undefined && done.side === 'remote' && this.#open.get(place) === done.verb;
    this.#open.delete(place);
    // What was undone on the server itself needs nobody to carry it.
    const next = undoes === undefined || done.side === 'remote' ? undefined : CARRIED_BY[done.verb];
    if (next !== undefined) this.#open.set(place, next);
    return carries;
  }
}

/** Reads what is to be carried: from what people have noted themselves, and from the history. */
export async function loadUndosToCarry({
  filesystem,
  database,
  clock,
}: Pick<FolderPorts, 'filesystem' | 'database' | 'clock'>): Promise<UndosToCarry> {
  // Sync may see what was done before its note says that it is. One that was refused leaves no note.
  const notes = (await readActNotes(filesystem)).map(({ entry }) => entry);
  const oldestMs = clock.nowMs() - MAX_AGE_MS;
  const recent = [...notes, ...listUndos(database, oldestMs)].filter(
    ({ atMs, undoes }) => undoes !== undefined && atMs >= oldestMs,
  );
  const undos = new UndosToCarry();
  if (recent.length === 0) return undos;
  const sinceMs = recent.reduce((first, { atMs }) => Math.min(first, atMs), Number.POSITIVE_INFINITY);
  const known = new Map([...listSince(database, sinceMs), ...notes].map((entry) => [entry.id, entry]));
  for (const entry of [...known.values()].toSorted((one, other) => one.atMs - other.atMs)) undos.note(entry);
  return undos;
}

/** Newest first. */
function listUndos(database: FolderPorts['database'], sinceMs: number): readonly HistoryEntry[] {
  const found: HistoryEntry[] = [];
  for (const { id } of database.listUndoers().toReversed()) {
    const entry = database.findHistory(id);
    if (entry === undefined || entry.atMs < sinceMs) break;
    found.push(entry);
  }
  return found;
}

/** Oldest first. */
function listSince(database: FolderPorts['database'], sinceMs: number): readonly HistoryEntry[] {
  const found: HistoryEntry[] = [];
  for (;;) {
    const piece = database.listHistory(PIECE, found.at(-1));
    found.push(...piece);
    const last = piece.at(-1);
    if (last === undefined || piece.length < PIECE || last.atMs < sinceMs) return found.toReversed();
  }
}
