import type { LocalScope } from '../discovery/local-discovery.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Clock } from '../clock/clock.ts';
import type { LocalHint, Watcher } from '../watcher/watcher.ts';
import type { Transport } from '../transport/transport.ts';
import type { RunEnd, SyncFolder } from './sync-folder.ts';

export interface WatchLoopInput {
  readonly folder: SyncFolder;
  readonly watcher: Watcher;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly hasPush: boolean;
  /** How often the server is asked when it does not push. */
  readonly pollMs: number;
  readonly onEnd: (end: RunEnd) => void;
  readonly signal: AbortSignal;
}

/** Hints of one burst are taken together: this long after the last one, and at most so long after the first. */
const QUIET_MS = 300;
const MAX_QUIET_MS = 2_000;

/** A full look finds what the watcher missed. */
const FULL_SCAN_MS = 10 * 60_000;

/** Wait before a stopped run is tried again, and before a broken push stream is opened again. */
const RECOVER_MS = 5_000;

/** Runs whenever something may have changed on either side, until the signal aborts. */
export async function watchLoop(input: WatchLoopInput): Promise<void> {
  const { watcher, signal } = input;
  const hints = new HintBox(input.clock);
  await watcher.start((hint) => hints.addLocal(hint));
  const pushing = input.hasPush ? readPush(input, hints) : Promise.resolve();
  try {
    let nextFullScanMs = 0;
    while (!signal.aborted) {
      const now = input.clock.monotonicMs();
      const isFull = now >= nextFullScanMs;
      if (isFull) nextFullScanMs = now + FULL_SCAN_MS;
      const scope = hints.take();
      const end = await input.folder.run(isFull ? { kind: 'everything' } : scope, signal);
      input.onEnd(end);
      if (end.kind === 'stopped' && scope.kind === 'directories') nextFullScanMs = 0;
      if (end.kind !== 'worked') await hints.wait(pauseAfter(end, input.pollMs), signal);
      else hints.lookEverywhere();
    }
  } finally {
    await watcher.stop();
    await pushing;
  }
}

function pauseAfter(end: RunEnd, pollMs: number): number {
  switch (end.kind) {
    case 'idle':
    case 'held':
      return pollMs;
    case 'waiting':
      return Math.min(pollMs, end.delayMs);
    case 'stopped':
      return end.error.retry.kind === 'after' ? Math.min(pollMs, end.error.retry.delayMs) : RECOVER_MS;
    case 'worked':
      return 0;
    default:
      return end satisfies never;
  }
}

async function readPush({ transport, clock, signal }: WatchLoopInput, hints: HintBox): Promise<void> {
  while (!signal.aborted) {
    await transport.readPushEvents(() => hints.addRemote(), signal);
    // The stream has no replay: whatever happened meanwhile is found by looking.
    hints.addRemote();
    await pause(clock, RECOVER_MS, signal);
  }
}

/** Collects hints and wakes the loop when a burst of them is over. */
class HintBox {
  readonly #clock: Clock;
  #directories = new Set<RelativePath>();
  #isEverything = true;
  #hasHint = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  addLocal(hint: LocalHint): void {
    if (hint.kind === 'everything') this.#isEverything = true;
    else this.#directories.add(hint.path);
    this.#notify();
  }

  addRemote(): void {
    this.#notify();
  }

  /** Our own operations changed things in many places: the next look is a whole one, and proves that all is equal. */
  lookEverywhere(): void {
    this.#isEverything = true;
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

  /** Resolves after `delayMs`, or earlier when hints have come and it has been quiet for a moment. */
  async wait(delayMs: number, signal: AbortSignal): Promise<void> {
    if (!this.#hasHint) await this.#waitForHint(delayMs, signal);
    if (!this.#hasHint || signal.aborted) return;
    const latestMs = this.#clock.monotonicMs() + MAX_QUIET_MS;
    while (this.#hasHint && !signal.aborted && this.#clock.monotonicMs() < latestMs) {
      this.#hasHint = false;
      await this.#waitForHint(QUIET_MS, signal);
    }
  }

  async #waitForHint(delayMs: number, signal: AbortSignal): Promise<void> {
    const local = new AbortController();
    const either = AbortSignal.any([signal, local.signal]);
    this.#wake = () => local.abort();
    await pause(this.#clock, delayMs, either);
    this.#wake = undefined;
  }

  #notify(): void {
    this.#hasHint = true;
    this.#wake?.();
  }
}

async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.delay(delayMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
