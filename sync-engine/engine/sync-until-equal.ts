import type { Clock } from '../clock/clock.ts';
import type { RunEnd } from './run-end.ts';
import type { SyncFolder } from './sync-folder.ts';

/** Runs in a row that may end with "worked" before we call it flapping. */
const MAX_RUNS = 50;

/** How long a single call waits for items that failed a moment ago, in all. */
const PATIENCE_MS = 20_000;

/**
 * Runs until a complete look finds nothing left to do, or until what is left needs a person or more time than a single
 * call should take. A person asked for it: what failed in an earlier call is not waited for.
 */
export async function syncUntilEqual(folder: SyncFolder, clock: Clock, signal: AbortSignal): Promise<RunEnd> {
  const patienceEndsMs = clock.monotonicMs() + PATIENCE_MS;
  folder.tryFailedNow();
  let end: RunEnd = { kind: 'worked' };
  for (let run = 1; run <= MAX_RUNS; run += 1) {
    end = await folder.run({ kind: 'everything' }, signal);
    if (end.kind === 'worked') continue;
    if (end.kind !== 'waiting' || clock.monotonicMs() + end.delayMs > patienceEndsMs) return end;
    try {
      await clock.delay(end.delayMs, signal);
    } catch {
      // Asked to stop while waiting: the end so far is the answer.
      return end;
    }
  }
  return end;
}
