import type { Clock } from '../../clock/clock.ts';
import { NO_LONGER_NEEDED, pause } from '../../clock/clock.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { LocalScope } from '../../discovery/local-discovery.ts';
import type { LocalHint } from '../../watcher/watcher.ts';

/** Hints of one burst are taken together: this long after the last one, and at most so long after the first. */
const QUIET_MS = 300;
const MAX_QUIET_MS = 2_000;

/** Collects hints and wakes the loop when a burst of them is over. */
export class HintBox {
  readonly #clock: Clock;
  readonly #onHint: () => void;
  #directories = new Set<RelativePath>();
  #isEverything = true;
  #hasHint = false;
  #wake: (() => void) | undefined;

  /** `onHint` is called for each hint, at once. */
  constructor(clock: Clock, onHint: () => void) {
    this.#clock = clock;
    this.#onHint = onHint;
  }

  addLocal(hint: LocalHint): void {
    if (hint.kind === 'everything') this.#isEverything = true;
    else this.#directories.add(hint.path);
    this.#notify();
  }

  addRemote(): void {
    this.#notify();
  }

  /** The next look is a whole one, and proves that all is equal. */
  lookEverywhere(): void {
    this.#isEverything = true;
  }

  /** Ends the present wait, as a hint about everything would. */
  wakeUp(): void {
    this.lookEverywhere();
    this.#wake?.();
  }

  take(): LocalScope {
    const scope: LocalScope = this.#isEverything
      ? { kind: 'everything' }
      : { kind: 'directories', paths: [...this.#directories] };
    this.#isEverything = false;
    this.#directories = new Set();
    this.#hasHint = false;
    return scope;
  }

  /**
   * Resolves after `delayMs`, or earlier when hints have come and it has been quiet for a moment. True when there is
   * something to look at: hints, or everything.
   */
  async wait(delayMs: number, signal: AbortSignal): Promise<boolean> {
    if (!this.#hasHint) await this.#waitForWake(delayMs, signal);
    if (!this.#hasHint || signal.aborted) return this.#isEverything;
    const latestMs = this.#clock.monotonicMs() + MAX_QUIET_MS;
    while (this.#hasHint && !signal.aborted && this.#clock.monotonicMs() < latestMs) {
      this.#hasHint = false;
      await this.#waitForWake(QUIET_MS, signal);
    }
    return true;
  }

  /** Resolves after `delayMs`, or earlier by `wakeUp`; hints are kept for later. */
  async waitWithoutHints(delayMs: number, signal: AbortSignal): Promise<void> {
    const endMs = this.#clock.monotonicMs() + delayMs;
    let isWoken = false;
    for (let leftMs = delayMs; leftMs > 0 && !isWoken && !signal.aborted; leftMs = endMs - this.#clock.monotonicMs()) {
      this.#hasHint = false;
      await this.#waitForWake(leftMs, signal);
      isWoken = !this.#hasHint;
    }
  }

  async #waitForWake(delayMs: number, signal: AbortSignal): Promise<void> {
    const local = new AbortController();
    const either = AbortSignal.any([signal, local.signal]);
    this.#wake = () => local.abort(NO_LONGER_NEEDED);
    await pause(this.#clock, delayMs, either);
    this.#wake = undefined;
  }

  #notify(): void {
    this.#hasHint = true;
    this.#onHint();
    this.#wake?.();
  }
}
