import type { Observation } from './observe.ts';

/** What `findUnaccounted` says when every tracked item is at exactly one place here. */
export const NOTHING_UNACCOUNTED = '';

/**
 * Tracked items that a look did not see here, and items that it saw at two places, as one text: equal for two looks
 * that leave the same open. Items that stay at two places are hard links.
 */
export function findUnaccounted({ observed, base, plan }: Observation): string {
  const open: string[] = [];
  for (const row of base.values()) {
    if (row.local !== undefined && !plan.local.has(row.id) && !observed.withheld.nodes.has(row.id))
      open.push(`missing ${row.id}`);
  }
  const seen = new Set<bigint>();
  for (const { inode } of observed.localStamps.values()) {
    if (seen.has(inode)) open.push(`twice ${inode}`);
    seen.add(inode);
  }
  return open.toSorted().join(' ');
}
