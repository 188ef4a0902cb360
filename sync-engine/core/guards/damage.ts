import type { Damage } from '../model/damage.ts';
import type { LocalStamp, NodeKind } from '../model/observation.ts';
import { isSameStamp } from '../model/observation.ts';

/**
 * How far before the newest agreed file a crash may have cost bytes. Systems write what programs saved to the disk
 * after half a minute at most; five minutes leave room for busy disks.
 */
export const DAMAGE_WINDOW_NS = 5n * 60n * 1_000_000_000n;

/** What has to be read to tell damage from an edit: nothing, the whole file's checksum, or whether all bytes are 0. */
export type DamageLook = 'nothing' | 'checksum' | 'zeros';

/**
 * After an unclean stop: what to read of a tracked file. `newestNs` is the latest change time in the base.
 * - Untouched by its stamp, and recent: its bytes may still not be those that were agreed on.
 * - Other stamp, but the very same modification time: programs that write set a new one, a crash does not.
 */
export function chooseDamageLook(agreed: LocalStamp, now: LocalStamp, newestNs: bigint): DamageLook {
  if (isSameStamp('file', agreed, now)) return isRecent(agreed, newestNs) ? 'checksum' : 'nothing';
  return agreed.mtimeNs === now.mtimeNs && agreed.sizeBytes > 0 ? 'zeros' : 'nothing';
}

/** True for what a crash may have cost its bytes, if it came when the newest agreed file was written. */
export function isRecent(agreed: LocalStamp, newestNs: bigint): boolean {
  return latestNs(agreed) >= newestNs - DAMAGE_WINDOW_NS;
}

/** The latest change time of all files of the base; 0 where there is none. */
export function computeNewestNs(
  base: Iterable<{ readonly kind: NodeKind; readonly local: LocalStamp | undefined }>,
): bigint {
  let newestNs = 0n;
  for (const { kind, local } of base) {
    if (kind !== 'file' || local === undefined) continue;
    const changedNs = latestNs(local);
    if (changedNs > newestNs) newestNs = changedNs;
  }
  return newestNs;
}

function latestNs({ ctimeNs, mtimeNs }: LocalStamp): bigint {
  return ctimeNs > mtimeNs ? ctimeNs : mtimeNs;
}

/** What the look showed. */
export type DamageEvidence =
  | { readonly look: 'nothing' }
  | { readonly look: 'checksum'; readonly isAgreed: boolean }
  | { readonly look: 'zeros'; readonly isAllZero: boolean };

/** Tells damage from an edit; undefined when the file is sound. Damage is never sent over the good version. */
export function judgeDamage(evidence: DamageEvidence): Damage | undefined {
  switch (evidence.look) {
    case 'nothing':
      return undefined;
    case 'checksum':
      return evidence.isAgreed ? undefined : 'changed-without-trace';
    case 'zeros':
      return evidence.isAllZero ? 'zeroed' : undefined;
    default:
      return evidence satisfies never;
  }
}
