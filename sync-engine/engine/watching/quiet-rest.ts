import type { Clock } from '../../clock/clock.ts';
import type { Transport } from '../../transport/transport.ts';
import type { HintBox } from './hint-box.ts';
import { computePollMs } from './poll-pace.ts';
import type { RunEnd } from '../run-end.ts';

export interface QuietRestInput {
  readonly hints: HintBox;
  readonly transport: Pick<Transport, 'readRootVersion'>;
  readonly clock: Clock;
  readonly hasPush: boolean;
  /** The usual time between two questions to the server, in ms. */
  readonly pollMs: number;
  readonly random: () => number;
  /** Something has changed of which the server's stream of events has not told. */
  readonly onMissedEvent: () => void;
  readonly signal: AbortSignal;
}

/**
 * The time between two runs: ended by hints, or when the server shows another version of the root than the one under
 * which the last run found nothing to do. As long as it shows the same, nothing is listed, read or planned.
 */
export class QuietRest {
  readonly #input: QuietRestInput;
  /** Read before the run that found nothing to do. */
  #settledVersion: string | undefined;
  /** Read before the run that is going on. */
  #askedVersion: string | undefined;
  #lastChangeMs: number;

  constructor(input: QuietRestInput) {
    this.#input = input;
    this.#lastChangeMs = input.clock.monotonicMs();
  }

  /** A run has ended; only one that found nothing to do settles the version that was read before it. */
  note(end: RunEnd): void {
    if (end.kind === 'worked') this.#lastChangeMs = this.#input.clock.monotonicMs();
    this.#settledVersion = end.kind === 'idle' ? (this.#askedVersion ?? this.#settledVersion) : undefined;
    this.#askedVersion = undefined;
  }

  /** Resolves when there is something to look at; at the latest at `nextFullScanMs`, when the watcher is not relied on. */
  async wait(end: Exclude<RunEnd, { kind: 'stopped' }>, nextFullScanMs: number): Promise<void> {
    const { hints, clock, signal } = this.#input;
    for (;;) {
      const pollMs = this.#nextPollMs();
      if (await hints.wait(end.kind === 'waiting' ? Math.min(pollMs, end.delayMs) : pollMs, signal)) return;
      const isDue = end.kind !== 'idle' || clock.monotonicMs() >= nextFullScanMs;
      if (signal.aborted || isDue || !(await this.#isUnchanged())) return;
    }
  }

  #nextPollMs(): number {
    const { clock, hasPush, pollMs: usualMs, random } = this.#input;
    return computePollMs({ usualMs, hasPush, quietMs: clock.monotonicMs() - this.#lastChangeMs, random: random() });
  }

  /** False also when it cannot be found out: the run that follows tells why. */
  async #isUnchanged(): Promise<boolean> {
    const { transport, hasPush, onMissedEvent, signal } = this.#input;
    const version = await transport.readRootVersion?.(signal);
    if (version === undefined || !version.ok) return false;
    if (version.value === this.#settledVersion) return true;
    this.#askedVersion = version.value;
    // The stream may be dead without anybody having been told.
    if (hasPush && this.#settledVersion !== undefined) onMissedEvent();
    return false;
  }
}
