import type { NodeId } from '../../core/model/ids.ts';
import type { LocalDiscovery, LocalView } from '../../discovery/local-discovery.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';

/**
 * Looks for tracked items that are not where they were in the places that take no part in syncing, before anybody takes
 * them for deleted. Those places can be large, so they are only read when something is missing.
 */
export async function lookOutOfSight(
  view: LocalView,
  base: ReadonlyMap<NodeId, BaseRow>,
  look: { readonly discovery: LocalDiscovery; readonly signal: AbortSignal },
): Promise<LocalView> {
  const hasPlaces = [...view.excluded, ...view.misnamed].some(({ kind }) => kind === 'directory');
  if (!hasPlaces || !isAnythingMissing(view, base)) return view;
  return { ...view, outOfSight: await look.discovery.lookOutOfSight(view, look.signal) };
}

function isAnythingMissing(view: LocalView, base: ReadonlyMap<NodeId, BaseRow>): boolean {
  const inodes = new Set(view.items.map(({ stamp }) => stamp.inode));
  for (const { local } of base.values()) if (local !== undefined && !inodes.has(local.inode)) return true;
  return false;
}
