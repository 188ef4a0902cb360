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

/** A rate that changes with the time of day is asked for again so often. */
const RATE_LASTS_MS = 1_000;

/**
 * A token bucket that may run into debt: a taker books its bytes at once and waits until the debt is paid, so that
 * waiting takers never overtake each other and the number of transfers at a time stays as it is.
 *
 * @param getBytesPerSecond the rate now; undefined: nothing is limited.
 */
export function createBandwidthLimit(getBytesPerSecond: () => number | undefined, clock: WaitingClock): BandwidthLimit {
  let rate = checkRate(getBytesPerSecond());
  let askedMs = clock.monotonicMs();
  let lastMs = askedMs;
  let tokens = (rate ?? 0) * BURST_SECONDS;
  const askAgain = (nowMs: number): void => {
    if (nowMs - askedMs < RATE_LASTS_MS) return;
    askedMs = nowMs;
    const next = checkRate(getBytesPerSecond());
    // What was owed at the old rate is paid, and a new limit begins with its own burst.
    if (next !== rate) tokens = (next ?? 0) * BURST_SECONDS;
    rate = next;
  };
  return {
    get grainBytes() {
      return Math.round(Math.min(LARGEST_GRAIN, Math.max(SMALLEST_GRAIN, (rate ?? Infinity) / 10)));
    },
    async take(bytes, signal) {
      const nowMs = clock.monotonicMs();
      const elapsedMs = nowMs - lastMs;
      lastMs = nowMs;
      askAgain(nowMs);
      if (rate === undefined) return;
      tokens = Math.min(rate * BURST_SECONDS, tokens + (elapsedMs * rate) / 1000) - bytes;
      if (tokens < 0) await clock.delay((-tokens / rate) * 1000, signal);
    },
  };
}

function checkRate(rate: number | undefined): number | undefined {
  if (rate !== undefined && !(rate > 0)) throw new RangeError('a bandwidth limit must be positive');
  return rate;
}
