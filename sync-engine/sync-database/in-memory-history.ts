import type { HistoryEntry } from '../core/model/history.ts';
import type { HistoryId } from '../core/model/ids.ts';
import type { HistoryPoint } from './sync-database.ts';

/** Entries in the order in which they were added → newest first; with a point, those that stand behind it. Pure. */
export function pageHistory(added: readonly HistoryEntry[], behind: HistoryPoint | undefined): readonly HistoryEntry[] {
  const newestFirst = added.toReversed().toSorted((a, b) => b.atMs - a.atMs);
  if (behind === undefined) return newestFirst;
  const { atMs, id } = behind;
  const ofTime = newestFirst.filter((entry) => entry.atMs === atMs);
  const at = ofTime.findIndex((entry) => entry.id === id);
  return [...(at < 0 ? [] : ofTime.slice(at + 1)), ...newestFirst.filter((entry) => entry.atMs < atMs)];
}

/** Adds entries of which the id is not known yet; returns how many. */
export function addHistory(history: Map<HistoryId, HistoryEntry>, entries: readonly HistoryEntry[]): number {
  const added = entries.filter(({ id }) => !history.has(id));
  for (const entry of added) history.set(entry.id, entry);
  return added.length;
}
