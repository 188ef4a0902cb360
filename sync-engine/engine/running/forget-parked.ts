import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import type { Observation } from '../looking/observe.ts';

/**
 * Clears the journal of parked items of what carries its private name no more. A row stays behind when the process ends
 * between the rename out of the private name and the removal of the row, or when what was in the way is no more. Only
 * for a plan without operations that could see everything: what is out of sight or cannot be moved now may still be
 * parked.
 */
export function forgetParked({ observed, plan }: Observation, database: SyncDatabase): void {
  if (plan.operations.length > 0 || observed.unseen > 0) return;
  for (const { nodeId, side, parkName } of database.listParked()) {
    if (!observed.parkNames[side].has(parkName)) database.removeParked(nodeId, side);
  }
}
