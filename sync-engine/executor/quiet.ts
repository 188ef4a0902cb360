import type { NodeId } from '../core/model/ids.ts';
import type { Clock } from '../clock/clock.ts';
import { pause } from '../clock/clock.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import type { OperationContext } from './context.ts';
import type { LocalEntryKind } from '../filesystem/filesystem.ts';
import { DONE, refused } from './outcome.ts';

/**
 * What was touched more recently is probably in the middle of being saved: a file may still grow, and many programs
 * take the old file away for a moment before the new one is there.
 */
const QUIET_MS = 2_000;

/**
 * What the wait depends on: a new name, for which many programs have other plans in a moment, or other bytes under a name
 * that both sides know, which colleagues wait for.
 */
export type Touch = { readonly kind: 'named' | 'edited'; readonly touchedNs: bigint };

/** Waits until something that was touched has been left alone; false when asked to stop. */
export async function waitForQuiet({ kind, touchedNs }: Touch, context: OperationContext): Promise<boolean> {
  const longMs = context.quietMs ?? QUIET_MS;
  // A stamp is rounded down to the disk's step: only when that step is over does a later change give another stamp.
  const quietMs = (kind === 'named' ? longMs : longMs / 4) + (context.timeStepMs ?? 0);
  await waitForAge(touchedNs, quietMs, context);
  return !context.signal.aborted;
}

/** Waits until `ageMs` have passed since `touchedNs`, or until asked to stop. */
export async function waitForAge(
  touchedNs: bigint,
  ageMs: number,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<void> {
  const leftMs = Number(touchedNs) / 1_000_000 + ageMs - clock.nowMs();
  // A time in the future says nothing about now.
  if (leftMs > 0 && leftMs <= ageMs) await pause(clock, leftMs, signal);
}

/** Done when nothing has come to the place that an item left here, since the plan was made. */
export async function confirmAbandoned(node: NodeId, { ledger, filesystem }: OperationContext): Promise<Outcome<void>> {
  const path = ledger.findAbandonedPath(node);
  if (path === undefined) return DONE;
  const now = await filesystem.stat(path);
  if (now.kind === 'failed') return now;
  if (now.kind === 'absent' || !isSyncable(now.entry.kind)) return DONE;
  // Where two spellings are one name, what the plan has seen under the other spelling answers here as well.
  return ledger.isKnownAt(path, now.entry.stamp) ? DONE : refused('changed-meanwhile');
}

/** Nobody saves a document as a link: what can never be synced is not the next version of what was here. */
function isSyncable(kind: LocalEntryKind): boolean {
  return kind === 'file' || kind === 'directory';
}
