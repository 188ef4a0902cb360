import type { KeptView } from '#ipc/history-view.ts';

/** A kept version, and its place among those of the same file: 1 was kept last. */
export interface PlacedVersion extends KeptView {
  readonly number: number;
  readonly count: number;
}

/** Versions of one file together, the one that was kept last first; files by that one, too. Pure. */
export function groupKept(items: readonly KeptView[]): readonly PlacedVersion[] {
  const groups = new Map<string, KeptView[]>();
  for (const kept of items.toSorted((one, other) => other.keptAtMs - one.keptAtMs)) {
    const group = groups.get(kept.originalPath);
    if (group === undefined) groups.set(kept.originalPath, [kept]);
    else group.push(kept);
  }
  return [...groups.values()].flatMap((group) =>
    group.map((kept, index) => ({ ...kept, number: index + 1, count: group.length })),
  );
}
