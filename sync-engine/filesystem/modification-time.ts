import type { LocalStamp } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { parseOutcome, refuse } from './errno-outcome.ts';
import { findRefusal } from './expectation.ts';
import type { LocalExpectation } from './filesystem.ts';
import type { LocalRoot } from './local-root.ts';
import { toLocalStamp } from './local-stamp.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** False for times that some servers make up: 1970 and before, or more than a day ahead. Those are not copied. */
export function isSaneTime(mtimeMs: number, nowMs: number): boolean {
  return Number.isFinite(mtimeMs) && mtimeMs > 0 && mtimeMs <= nowMs + DAY_MS;
}

/**
 * Seconds for the `utimes` calls. They carry a double: half a microsecond more keeps a millisecond from being read back
 * as the one before it.
 */
export function toSeconds(mtimeMs: number): number {
  return mtimeMs % 1000 === 0 ? mtimeMs / 1000 : (Math.floor(mtimeMs) + 0.0005) / 1000;
}

/** Sets the time of the open file that was compared with the expectation, not of whatever is at the path by then. */
export function setModificationTime(
  root: LocalRoot,
  request: { readonly absolutePath: string; readonly expect: LocalExpectation; readonly mtimeMs: number },
): Outcome<LocalStamp> {
  const { absolutePath, expect, mtimeMs } = request;
  let descriptor: number | undefined;
  try {
    const refusal = findRefusal(root.calls, absolutePath, expect);
    if (refusal !== undefined) return refuse(refusal);
    if (expect.kind === 'absent' || expect.nodeKind !== 'file') return refuse('missing');
    descriptor = root.calls.openToSetTime(absolutePath);
    if (!isSameStamp('file', toLocalStamp(root.calls.fstat(descriptor)), expect.stamp))
      return refuse('changed-meanwhile');
    root.calls.setTime(descriptor, toSeconds(mtimeMs));
    const stamp = toLocalStamp(root.calls.fstat(descriptor));
    return stamp.sizeBytes === expect.stamp.sizeBytes ? { kind: 'done', value: stamp } : refuse('changed-meanwhile');
  } catch (error) {
    return parseOutcome(error, 'set-modification-time');
  } finally {
    if (descriptor !== undefined) root.calls.close(descriptor);
  }
}
