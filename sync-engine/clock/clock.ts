/** Time as a port, so that tests own it. */
export interface Clock {
  /** Wall time in ms since the epoch: for names and records people see, never for order or back-off. */
  nowMs(): number;
  /** Monotonic time in ms: for waiting and rates. */
  monotonicMs(): number;
  /** Resolves after the delay; rejects with the signal's reason when it aborts. */
  delay(delayMs: number, signal: AbortSignal): Promise<void>;
}

/** Waits; an aborted signal ends the waiting early and is no error. */
export async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.delay(delayMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
