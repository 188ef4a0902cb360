import type { Outcome, SyncError } from '../core/model/sync-error.ts';
import type { Clock } from '../clock/clock.ts';
import { NO_LONGER_NEEDED, pause } from '../clock/clock.ts';

/** Without a sign of life for so long, a job counts as hanging. */
export const STALL_MS = 120_000;

/** How long a hanging job that was told to stop may take for that, before it is left alone. */
const GRACE_MS = 5_000;

/** What a watched job gets. */
export interface Watch {
  /** Aborts when the job is to stop, for whatever reason. */
  readonly signal: AbortSignal;
  /** Bytes have moved. */
  sign(): void;
  /** From now on, and until the next call, silence up to `quietMs` is nothing to worry about; never less than usual. */
  expectQuiet(quietMs: number): void;
}

export interface WatchdogInput {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** `STALL_MS`, except in tests and under very low bandwidth limits. */
  readonly stallMs: number;
  readonly act: (watch: Watch) => Promise<Outcome<void>>;
}

/** How a watched job ended; `abandoned` is the job itself when it did not even stop, and may still act. */
export interface WatchedEnd {
  readonly outcome: Outcome<void>;
  readonly abandoned: Promise<unknown> | undefined;
}

/** Runs a job and stops it when nothing moves any more. Others are not held up by it. */
export function runWatched(input: WatchdogInput): Promise<WatchedEnd> {
  return new Watchdog(input).run();
}

class Watchdog implements Watch {
  readonly signal: AbortSignal;
  readonly #input: WatchdogInput;
  readonly #stall = new AbortController();
  readonly #end = new AbortController();
  #lastMs: number;
  #limitMs: number;

  constructor(input: WatchdogInput) {
    this.#input = input;
    this.signal = AbortSignal.any([input.signal, this.#stall.signal]);
    this.#lastMs = input.clock.monotonicMs();
    this.#limitMs = input.stallMs;
  }

  sign(): void {
    this.#lastMs = this.#input.clock.monotonicMs();
  }

  expectQuiet(quietMs: number): void {
    this.sign();
    this.#limitMs = Math.max(this.#input.stallMs, quietMs);
  }

  async run(): Promise<WatchedEnd> {
    const work = this.#input.act(this);
    const job = work.then((outcome) => this.#judge(outcome));
    try {
      return await Promise.race([job, this.#watch(work)]);
    } finally {
      this.#end.abort(NO_LONGER_NEEDED);
    }
  }

  #judge(outcome: Outcome<void>): WatchedEnd {
    const isStopped = this.#stall.signal.aborted && (outcome.kind === 'failed' || outcome.kind === 'unknown');
    return { outcome: isStopped ? { kind: outcome.kind, error: this.#error() } : outcome, abandoned: undefined };
  }

  /** Ends only for a job that does not stop. */
  async #watch(work: Promise<unknown>): Promise<WatchedEnd> {
    const { clock } = this.#input;
    while (!this.#end.signal.aborted) {
      const leftMs = this.#lastMs + this.#limitMs - clock.monotonicMs();
      if (leftMs > 0) {
        await pause(clock, leftMs, this.#end.signal);
        continue;
      }
      this.#stall.abort();
      await pause(clock, GRACE_MS, this.#end.signal);
      if (!this.#end.signal.aborted) return { outcome: { kind: 'unknown', error: this.#error() }, abandoned: work };
    }
    return new Promise(() => {});
  }

  #error(): SyncError {
    return stalledError(`nothing moved for ${this.#limitMs} ms`);
  }
}

/** The error of a job or a look that hung. */
export function stalledError(detail: string): SyncError {
  return { code: 'stalled', scope: 'item', retry: { kind: 'after', delayMs: 30_000 }, detail };
}
