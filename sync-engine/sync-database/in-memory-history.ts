import type { HistoryEntry } from '../core/model/history.ts';
import type { HistoryId } from '../core/model/ids.ts';
import type { Undoer } from '../core/model/standing.ts';
import type { HistoryPlace, HistoryPoint } from './sync-database.ts';

/** Entries in the order in which they were added → newest first; with a point, those that stand behind it. Pure. */
export function pageHistory(added: readonly HistoryEntry[], behind: HistoryPoint | undefined): readonly HistoryEntry[] {
  const newestFirst = added.toReversed().toSorted((a, b) => b.atMs - a.atMs);
  if (behind === undefined) return newestFirst;
  const { atMs, id } = behind;
  const ofTime = newestFirst.filter((entry) => entry.atMs === atMs);
  const at = ofTime.findIndex((entry) => entry.id === id);
  return [...(at < 0 ? [] : ofTime.slice(at + 1)), ...newestFirst.filter((entry) => entry.atMs < atMs)];
}

/** The entry of an id, or the newest one about a path. Pure. */
export function findHistory(
  history: ReadonlyMap<HistoryId, HistoryEntry>,
  wanted: HistoryId | HistoryPlace,
): HistoryEntry | undefined {
  if (typeof wanted === 'string') return history.get(wanted);
  const newestFirst = pageHistory([...history.values()], undefined);
  return newestFirst.find(({ path, target }) => path === wanted.path || target === wanted.path);
}

/** Adds entries of which the id is not known yet; returns how many. */
export function addHistory(history: Map<HistoryId, HistoryEntry>, entries: readonly HistoryEntry[]): number {
  const added = entries.filter(({ id }) => !history.has(id));
  for (const entry of added) history.set(entry.id, entry);
  return added.length;
}

/** The entries that have turned others round, in the order in which they were added. */
export function listUndoers(history: ReadonlyMap<HistoryId, HistoryEntry>): readonly Undoer[] {
  return [...history.values()].flatMap(({ id, undoes }) => (undoes === undefined ? [] : [{ id, undoes }]));
}

/** Removes entries from before a time, and the oldest of more than `maxEntries`; returns how many. */
export function pruneHistory(
  history: Map<HistoryId, HistoryEntry>,
  { beforeMs, maxEntries }: { readonly beforeMs: number; readonly maxEntries: number },
): number {
  const before = history.size;
  for (const { id, atMs } of history.values()) if (atMs < beforeMs) history.delete(id);
  for (const id of [...history.keys()].slice(0, Math.max(0, history.size - maxEntries))) history.delete(id);
  return before - history.size;
}
