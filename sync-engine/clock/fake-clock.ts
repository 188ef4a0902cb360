import type { Clock } from './clock.ts';

interface Waiter {
  readonly dueMs: number;
  readonly resolve: () => void;
}

/** Time that stands still until a test moves it. Delays end in the order of their due times, then of their calls. */
export class FakeClock implements Clock {
  #monotonicMs = 0;
  #wallOffsetMs: number;
  #waiters: readonly Waiter[] = [];

  /** Starts at this wall time, in ms since the epoch. */
  constructor(startMs: number = Date.UTC(2026, 0, 1)) {
    this.#wallOffsetMs = startMs;
  }

  /** How many delays have not ended. */
  get waiterCount(): number {
    return this.#waiters.length;
  }

  /** Ms until the first delay ends; undefined when nothing waits. */
  get nextDelayMs(): number | undefined {
    const first = this.#findNext(Number.POSITIVE_INFINITY);
    return first === undefined ? undefined : first.dueMs - this.#monotonicMs;
  }

  nowMs(): number {
    return this.#wallOffsetMs + this.#monotonicMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  delay(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(toReason(signal));
        return;
      }
      const onAbort = (): void => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        reject(toReason(signal));
      };
      const waiter: Waiter = {
        dueMs: this.#monotonicMs + Math.max(0, delayMs),
        resolve: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      this.#waiters = [...this.#waiters, waiter];
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  /**
   * Moves on. What runs already gets to its next delay first; what waited runs, with everything that follows from it at
   * once, before time moves further.
   */
  async advance(byMs: number): Promise<void> {
    const endMs = this.#monotonicMs + byMs;
    await settle();
    for (;;) {
      const next = this.#findNext(endMs);
      if (next === undefined) break;
      this.#monotonicMs = next.dueMs;
      this.#waiters = this.#waiters.filter((other) => other !== next);
      next.resolve();
      await settle();
    }
    this.#monotonicMs = endMs;
  }

  /** Moves on at once, when nothing waits and nothing runs for as long. */
  skip(byMs: number): void {
    this.#monotonicMs += byMs;
  }

  /** Sets the wall clock, forwards or backwards, as people and time servers do. Monotonic time is not touched. */
  setWallTime(nowMs: number): void {
    this.#wallOffsetMs = nowMs - this.#monotonicMs;
  }

  #findNext(endMs: number): Waiter | undefined {
    return this.#waiters
      .filter((waiter) => waiter.dueMs <= endMs)
      .reduce<Waiter | undefined>(
        (first, waiter) => (first && first.dueMs <= waiter.dueMs ? first : waiter),
        undefined,
      );
  }
}

/** All promise callbacks that are ready run before the next turn of the event loop. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function toReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
