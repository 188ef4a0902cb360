/** Time as a port, so that tests own it. */
export interface Clock {
  /** Wall time in ms since the epoch: for names and records people see, never for order or back-off. */
  nowMs(): number;
  /** Monotonic time in ms: for waiting and rates. */
  monotonicMs(): number;
  /** Resolves after the delay; rejects with the signal's reason when it aborts. */
  delay(delayMs: number, signal: AbortSignal): Promise<void>;
}

/** Why a wait ended that nobody needs any more. One for all of them: an error of its own costs more than most waits. */
export const NO_LONGER_NEEDED = new Error('no longer needed');

/** Waits; an aborted signal ends the waiting early and is no error. */
export async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.delay(delayMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
