import type { DecidedHold } from './plan-holds.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import type { Side } from '../../core/model/side.ts';
import { otherSide } from '../../core/model/side.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import { findPath } from '../../core/model/tree.ts';
import { keepListed } from '../../executor/keep-index.ts';
import type { KeptItem } from '../../filesystem/filesystem.ts';
import type { BaseChange } from '../../sync-database/sync-database.ts';
import type { Observation } from '../looking/observe.ts';
import type { FolderPorts } from '../parts.ts';

/** A local file whose bytes shall make room for the server's. */
export interface FileToReplace {
  readonly id: NodeId;
  readonly stamp: LocalStamp;
}

/**
 * Makes durable that nothing of a hold was meant. What one side lacks was not deleted there, so the next run fetches it
 * from the other; what was changed here goes to the safety store, so the next run fetches the server's version.
 */
export async function bringBack({ hold }: DecidedHold, observation: Observation, ports: FolderPorts): Promise<void> {
  switch (hold.kind) {
    case 'removals':
      ports.database.commitBase(forgetPresence(hold.nodes, otherSide(hold.side), observation));
      return;
    case 'changes':
      for (const id of hold.nodes) {
        const stamp = observation.observed.localStamps.get(id);
        if (stamp !== undefined && hasServerVersion(id, observation)) await setAside({ id, stamp }, observation, ports);
      }
      return;
    default:
      hold.kind satisfies never;
  }
}

/** True when the server shows this very item, so that its bytes can come back from there. */
export function hasServerVersion(id: NodeId, { plan }: Observation): boolean {
  return plan.remote.get(id)?.kind === 'file';
}

/**
 * Puts a local file into the safety store, as one whose absence is no deletion: the next run brings the server's version.
 * The presence is forgotten first: the other way round, a crash in between would look like a deletion by the user.
 */
export async function setAside(
  { id, stamp }: FileToReplace,
  observation: Observation,
  ports: FolderPorts,
): Promise<Outcome<KeptItem>> {
  const { database, clock, randomId } = ports;
  const path = findPath(observation.plan.local, id);
  if (path === undefined) return { kind: 'refused', reason: 'missing' };
  database.commitBase(forgetPresence([id], 'local', observation));
  const keptAtMs = clock.nowMs();
  const keepId = `${keptAtMs}-${randomId()}`;
  const { sizeBytes } = stamp;
  const reason = 'replaced-by-server-version';
  return keepListed({ keepId, originalPath: path, sizeBytes, checksum: undefined, keptAtMs, reason }, stamp, ports);
}

/** The rows of these items as if they had never been on that side. */
function forgetPresence(ids: readonly NodeId[], side: Side, { base }: Observation): readonly BaseChange[] {
  const rows = ids.flatMap((id) => base.get(id) ?? []);
  return rows.map((row) => ({ kind: 'put', row: { ...row, [side]: undefined } }));
}
