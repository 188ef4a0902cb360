import type { DamageEvidence, DamageLook } from '../../core/guards/damage.ts';
import { chooseDamageLook, computeNewestNs, judgeDamage } from '../../core/guards/damage.ts';
import type { Damage } from '../../core/model/damage.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { findPath } from '../../core/model/tree.ts';
import { dropUnprovable } from '../../executor/staging.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';
import { hasServerVersion, setAside } from '../guarding/bring-back.ts';
import type { Observation } from '../looking/observe.ts';
import type { FolderPorts, OnEvent } from '../parts.ts';

export interface RepairInput {
  readonly observation: Observation;
  readonly ports: FolderPorts;
  readonly onEvent: OnEvent;
  readonly signal: AbortSignal;
}

/**
 * `sound`: the observation may be planned on. `changed`: damage was found, look again. `cancelled`: nothing is known.
 */
export type RepairEnd = 'sound' | 'changed' | 'cancelled';

interface Suspect {
  readonly id: NodeId;
  readonly path: RelativePath;
  readonly stamp: LocalStamp;
  readonly row: BaseRow;
  readonly look: Exclude<DamageLook, 'nothing'>;
}

/**
 * After an unclean stop: reads the tracked files that a crash may have damaged, before anything is planned on them.
 * Damaged ones go to the safety store and come back from the server; they are never sent over the good version. A file
 * that the server does not have is left alone: here are its only bytes. Nor does an unfinished download go on with bytes
 * that nobody could compare.
 */
export async function repairDamage(input: RepairInput): Promise<RepairEnd> {
  const { observation, ports, signal } = input;
  let end: RepairEnd = 'sound';
  await dropUnprovable(ports.filesystem, () => ports.database.loadRemoteTree().values());
  for (const suspect of findSuspects(observation)) {
    const damage = judgeDamage(await gatherEvidence(suspect, ports.filesystem, signal));
    if (signal.aborted) return 'cancelled';
    if (damage === undefined) continue;
    const kept = await setAside(suspect, observation, ports);
    // Also when it could not be moved: its presence is forgotten by now, so it can only become a second version.
    end = 'changed';
    if (kept.kind === 'done') tellDamage(suspect, damage, input);
  }
  return signal.aborted ? 'cancelled' : end;
}

function findSuspects(observation: Observation): readonly Suspect[] {
  const { base, observed, plan } = observation;
  const newestNs = computeNewestNs(base.values());
  const suspects: Suspect[] = [];
  for (const [id, row] of base) {
    const stamp = observed.localStamps.get(id);
    if (row.kind !== 'file' || row.local === undefined || row.checksum === undefined || stamp === undefined) continue;
    const look = chooseDamageLook(row.local, stamp, newestNs);
    const path = look === 'nothing' ? undefined : findPath(plan.local, id);
    if (look === 'nothing' || path === undefined || !hasServerVersion(id, observation)) continue;
    suspects.push({ id, path, stamp, row, look });
  }
  return suspects;
}

async function gatherEvidence(suspect: Suspect, filesystem: Filesystem, signal: AbortSignal): Promise<DamageEvidence> {
  const { look, path, row, stamp } = suspect;
  if (look === 'checksum') {
    const hashed = await filesystem.hashFile(path, signal);
    // A file that cannot be read, or that was written since we looked, is no sign of damage.
    const isAsSeen = hashed.kind === 'done' && isSameStamp('file', hashed.value.stamp, stamp);
    return { look, isAgreed: !isAsSeen || hashed.value.checksum === row.checksum };
  }
  return { look, isAllZero: await holdsOnlyZeros(path, stamp, filesystem) };
}

async function holdsOnlyZeros(path: RelativePath, stamp: LocalStamp, filesystem: Filesystem): Promise<boolean> {
  if (stamp.sizeBytes === 0) return true;
  const opened = await filesystem.openFile(path);
  if (opened.kind !== 'done') return false;
  try {
    for await (const chunk of opened.value.read(0, stamp.sizeBytes)) {
      if (!(chunk instanceof Uint8Array) || chunk.some((byte) => byte !== 0)) return false;
    }
    // Whether it was written meanwhile is checked again when it is set aside.
    return true;
  } catch {
    // Somebody made it shorter while it was read: a person is at work, not a crash.
    return false;
  } finally {
    await opened.value.close();
  }
}

function tellDamage({ path }: Suspect, damage: Damage, { onEvent, ports }: RepairInput): void {
  ports.logger.warn('damage-repaired', { damage });
  onEvent({ type: 'damage-repaired', path, damage });
}
