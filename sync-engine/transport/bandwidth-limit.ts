/** The part of a clock that a limit needs. */
export interface WaitingClock {
  /** Monotonic time in ms. */
  monotonicMs(): number;
  /** Resolves after the delay; rejects when the signal aborts. */
  delay(delayMs: number, signal: AbortSignal): Promise<void>;
}

/** Shares a number of bytes per second between all transfers of one direction. */
export interface BandwidthLimit {
  /** Resolves when these bytes may pass. Callers are served in order. Rejects when the signal aborts. */
  take(bytes: number, signal: AbortSignal): Promise<void>;
  /** Largest piece that should be taken at once, in bytes. */
  readonly grainBytes: number;
}

const SMALLEST_GRAIN = 16 * 1024;
const LARGEST_GRAIN = 64 * 1024;
const BURST_SECONDS = 0.25;

/**
 * A token bucket that may run into debt: a taker books its bytes at once and waits until the debt is paid, so that
 * waiting takers never overtake each other and the number of transfers at a time stays as it is.
 */
export function createBandwidthLimit(bytesPerSecond: number, clock: WaitingClock): BandwidthLimit {
  if (!(bytesPerSecond > 0)) throw new RangeError('a bandwidth limit must be positive');
  const burstBytes = bytesPerSecond * BURST_SECONDS;
  let tokens = burstBytes;
  let lastMs = clock.monotonicMs();
  return {
    grainBytes: Math.round(Math.min(LARGEST_GRAIN, Math.max(SMALLEST_GRAIN, bytesPerSecond / 10))),
    async take(bytes, signal) {
      const nowMs = clock.monotonicMs();
      tokens = Math.min(burstBytes, tokens + ((nowMs - lastMs) * bytesPerSecond) / 1000) - bytes;
      lastMs = nowMs;
      if (tokens < 0) await clock.delay((-tokens / bytesPerSecond) * 1000, signal);
    },
  };
}
