import type { SyncDatabase } from '../sync-database/sync-database.ts';
import type { Observation } from './observe.ts';
import type { SideSnapshot } from './plan.ts';

/**
 * Clears the journal of parked items once nothing carries a private name any more. A row stays behind when the process
 * ends between the rename out of the private name and the removal of the row. Only for a plan without operations: what
 * is withheld or cannot be moved now may still be parked.
 */
export function forgetParked({ observed, plan }: Observation, database: SyncDatabase): void {
  const { local, remote } = observed.snapshot;
  if (hasParked(local) || hasParked(remote) || observed.withheld.nodes.size > 0 || plan.operations.length > 0) return;
  for (const { nodeId, side } of database.listParked()) database.removeParked(nodeId, side);
}

function hasParked({ actual, logical }: SideSnapshot): boolean {
  if (actual === logical) return false;
  for (const [id, { name }] of actual) if (logical.get(id)?.name !== name) return true;
  return false;
}
