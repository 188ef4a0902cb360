import type { RemoteKey } from '../core/model/ids.ts';
import type { RemoteRow } from '../sync-database/sync-database.ts';
import type { RemoteEntry } from '../transport/transport.ts';
import type { RemoteTree } from './remote-tree.ts';

/** What a listing says of the known children of its directory. */
export interface MatchedChildren {
  readonly present: ReadonlyMap<RemoteKey, RemoteEntry>;
  /** Entries that were not in this directory before. */
  readonly arriving: readonly RemoteEntry[];
}

/** Pairs the entries of a listing with what was in the directory: by file id, and where that comes twice by name. Pure. */
export function matchChildren(before: readonly RemoteRow[], entries: readonly RemoteEntry[]): MatchedChildren {
  const byFileId = Map.groupBy(before, ({ fileId }) => fileId);
  const present = new Map<RemoteKey, RemoteEntry>();
  const find = (entry: RemoteEntry, isIt: (row: RemoteRow) => boolean): boolean => {
    const row = byFileId.get(entry.fileId)?.find((child) => !present.has(child.key) && isIt(child));
    if (row !== undefined) present.set(row.key, entry);
    return row !== undefined;
  };
  const renamed = entries.filter((entry) => !find(entry, ({ name }) => name === entry.name));
  return { present, arriving: renamed.filter((entry) => !find(entry, () => true)) };
}

/** Of several places that an item may have come from, the one that shares most directories with the new one. Pure. */
export function findNearest(
  tree: RemoteTree,
  candidates: readonly RemoteKey[],
  parentKey: RemoteKey,
): RemoteKey | undefined {
  const above = new Set([parentKey, ...tree.ancestorsOf(parentKey)]);
  const countShared = (key: RemoteKey): number => tree.ancestorsOf(key).filter((at) => above.has(at)).length;
  return candidates.toSorted((a, b) => countShared(b) - countShared(a))[0];
}

/** Entries of a directory that are one of the directories above them, which would have no end. Pure. */
export function findInThemselves(
  tree: RemoteTree,
  parentKey: RemoteKey,
  entries: readonly RemoteEntry[],
): readonly RemoteEntry[] {
  const above = new Set([parentKey, ...tree.ancestorsOf(parentKey)].map((key) => tree.rows.get(key)?.fileId));
  return entries.filter(({ fileId }) => above.has(fileId));
}

/** True when an item is known in another place that its new directory has, too: then it was not moved. Pure. */
export function isInTwinOf(tree: RemoteTree, key: RemoteKey, parentKey: RemoteKey): boolean {
  const other = tree.rows.get(key)?.parentKey;
  if (other === undefined || other === parentKey) return false;
  return tree.rows.get(other)?.fileId === tree.rows.get(parentKey)?.fileId;
}

/** Items in new places whose old ones have not been looked at yet. */
export class Arrivals {
  readonly #byDirectory = new Map<RemoteKey, readonly RemoteEntry[]>();

  /** Takes the place of what an earlier listing of this directory showed. */
  note(parentKey: RemoteKey, entries: readonly RemoteEntry[]): void {
    this.#byDirectory.set(parentKey, entries);
  }

  /** Everything noted, in groups of one file id each. */
  take(): readonly (readonly Arrival[])[] {
    const all = [...this.#byDirectory].flatMap(([parentKey, entries]) =>
      entries.map((entry) => ({ parentKey, entry })),
    );
    this.#byDirectory.clear();
    return [...Map.groupBy(all, ({ entry }) => entry.fileId).values()];
  }
}

/** One item and the directory that shows it. */
export interface Arrival {
  readonly parentKey: RemoteKey;
  readonly entry: RemoteEntry;
}
