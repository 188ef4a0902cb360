import type { Clock } from '../../clock/clock.ts';
import { pause } from '../../clock/clock.ts';
import type { PushNews, Transport } from '../../transport/transport.ts';
import { recoveryPauseMs } from './recovery.ts';

export interface PushReaderInput {
  readonly transport: Pick<Transport, 'readPushEvents'>;
  readonly clock: Clock;
  readonly onHint: (news: PushNews) => void;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** A stream that lived so long was a good one: its end is no reason to wait long for the next. */
const GOOD_STREAM_MS = 60_000;

/** While the server cannot be reached no stream is opened; so often we look whether that is over. */
const OFFLINE_CHECK_MS = 5_000;

/** Keeps the server's stream of events open, and gives a hint for each event and each new connection. */
export class PushReader {
  readonly #input: PushReaderInput;
  #stream = new AbortController();
  /** True while somebody else finds out when the server is back. */
  isHeld = false;

  constructor(input: PushReaderInput) {
    this.#input = input;
  }

  /** The connection may be dead without anybody having been told: opens another one. */
  reopen(): void {
    this.#stream.abort();
  }

  /** Runs until the signal aborts. */
  async run(): Promise<void> {
    const { transport, clock, onHint, random, signal } = this.#input;
    let attempt = 0;
    while (!signal.aborted) {
      if (this.isHeld) {
        await pause(clock, OFFLINE_CHECK_MS, signal);
        continue;
      }
      this.#stream = new AbortController();
      const startMs = clock.monotonicMs();
      const error = await transport.readPushEvents(onHint, signal, this.#stream.signal);
      // The stream has no replay: whatever happened meanwhile is found by looking.
      onHint('changed');
      attempt = clock.monotonicMs() - startMs >= GOOD_STREAM_MS ? 1 : attempt + 1;
      const isReopened = this.#stream.signal.aborted || error === undefined;
      if (!isReopened) await pause(clock, recoveryPauseMs(error, attempt, random()), signal);
    }
  }
}
