import type { Outcome } from '../core/model/sync-error.ts';

/** Less than this in one attempt is no headway: a line that carries so little is left alone for a while. */
const LEAST_BYTES = 256 * 1024;

/** Attempts in a row that may end without news of stored bytes: some servers tell only when asked again. */
const MAX_BLIND_ATTEMPTS = 1;

/**
 * Tells whether a large transfer that was cut off is worth going on with at once. A flaky line may break every few
 * seconds: waiting longer after each cut, as is right for a server in trouble, would make a large file take days.
 */
export class Headway {
  #movedBytes = 0;
  #storedBytes = 0;
  #bestBytes = 0;
  #blindAttempts = 0;

  /** Bytes that went over the line. */
  addMoved(bytes: number): void {
    this.#movedBytes += bytes;
  }

  /** Bytes of the file that need not go over the line again, as known now. */
  setStored(bytes: number): void {
    this.#storedBytes = bytes;
  }

  /** Asked after each attempt. */
  mayGoOn(outcome: Outcome<unknown>, signal: AbortSignal): boolean {
    const isCut = outcome.kind === 'failed' && CUT_CODES.has(outcome.error.code) && !signal.aborted;
    const isAhead = this.#storedBytes >= this.#bestBytes + LEAST_BYTES;
    this.#bestBytes = Math.max(this.#bestBytes, this.#storedBytes);
    this.#blindAttempts = isAhead ? 0 : this.#blindAttempts + 1;
    const isWorthIt = this.#movedBytes >= LEAST_BYTES && this.#blindAttempts <= MAX_BLIND_ATTEMPTS;
    this.#movedBytes = 0;
    return isCut && isWorthIt;
  }
}

const CUT_CODES: ReadonlySet<string> = new Set(['server-unreachable', 'incomplete-transfer']);
