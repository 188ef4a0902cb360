import type { Clock } from '../clock/clock.ts';

/** Waits; an aborted signal ends the waiting early and is no error. */
export async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.delay(delayMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
