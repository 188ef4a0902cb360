import type { Outcome, SyncErrorCode } from '../core/model/sync-error.ts';
import type { FilesystemClock } from './filesystem-clock.ts';

/** Virus scanners and indexers hold files for moments; what lasts longer is the executor's back-off. */
const MAX_WAIT_MS = 3_000;
const FIRST_DELAY_MS = 10;
const LONGEST_DELAY_MS = 200;

const PASSING: ReadonlySet<SyncErrorCode> = new Set(['local-access-denied', 'local-file-busy']);

/**
 * On Windows another process that looks at a file makes acts on it fail for a moment; there the whole attempt, with its
 * expectation check, is made again for a bounded time. On other systems such an answer is final at once.
 */
export async function retryWhileHeld<Value>(
  options: { readonly platform: NodeJS.Platform; readonly clock: FilesystemClock },
  attempt: () => Outcome<Value> | Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const { clock, platform } = options;
  const endMs = clock.monotonicMs() + MAX_WAIT_MS;
  let delayMs = FIRST_DELAY_MS;
  for (;;) {
    const outcome = await attempt();
    const isPassing = outcome.kind === 'failed' && PASSING.has(outcome.error.code);
    if (platform !== 'win32' || !isPassing || clock.monotonicMs() + delayMs > endMs) return outcome;
    await clock.delay(delayMs, new AbortController().signal);
    delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
  }
}
