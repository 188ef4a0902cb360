import type { FilesystemClock } from './filesystem-clock.ts';

/** Well under the 30 ms that a stall may last, since one directory is read in one go. */
const TURN_MS = 12;

/** Lets many callers of synchronous calls share the event loop: together they hold it for about one turn at a time. */
export class EventLoopShare {
  readonly #clock: FilesystemClock;
  #turnStartMs = 0;
  #nextTurn: Promise<void> | undefined;

  constructor(clock: FilesystemClock) {
    this.#clock = clock;
  }

  /** True when the turn is over and the caller should wait for the next. */
  isTurnOver(): boolean {
    return this.#clock.monotonicMs() - this.#turnStartMs >= TURN_MS;
  }

  /** Resolves at once while the turn lasts, otherwise in a later turn of the event loop. */
  async takeTurn(): Promise<void> {
    // A loop: of all that wait for the same turn, only those that still fit into it may go on.
    while (this.isTurnOver()) await this.#waitForTurn();
  }

  #waitForTurn(): Promise<void> {
    this.#nextTurn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#turnStartMs = this.#clock.monotonicMs();
        this.#nextTurn = undefined;
        resolve();
      });
    });
    return this.#nextTurn;
  }
}
