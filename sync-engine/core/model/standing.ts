import type { HistoryEntry } from './history.ts';
import type { HistoryId } from './ids.ts';

/** Which entries others have turned round, each with the one that did. */
export type Undoers = ReadonlyMap<HistoryId, HistoryId>;

/** An entry that turned another one round. */
export type Undoer = Pick<HistoryEntry, 'id' | 'undoes'>;

export function toUndoers(entries: readonly Undoer[]): Undoers {
  return new Map(entries.flatMap(({ id, undoes }) => (undoes === undefined ? [] : [[undoes, id] as const])));
}

/**
 * The entry to turn round when a person names `id`: where it was undone and that was undone in its turn, what counts is
 * the last act, since what it displaced lies under its id. Undefined when the entry is undone as things stand. Pure.
 */
export function findStanding(id: HistoryId, undoers: Undoers): HistoryId | undefined {
  let standing = id;
  // Notes come from the disk: a ring of them must not hold anybody up.
  for (let steps = 0; steps <= undoers.size; steps += 1) {
    const undo = undoers.get(standing);
    if (undo === undefined) return standing;
    const redo = undoers.get(undo);
    if (redo === undefined) return undefined;
    standing = redo;
  }
  return undefined;
}
