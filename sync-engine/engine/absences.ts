import type { Clock } from '../clock/clock.ts';
import type { NodeId } from '../core/model/ids.ts';
import type { Operation, Remove } from '../core/model/operation.ts';

/**
 * How long an item must be missing on one side before it is removed on the other. Programs save by removing the old
 * file and renaming a new one to its name; a look in between must not cost the server's file its id, shares and
 * versions. Infinite Scale tells the etags of directories what happened in them a moment later: a look in between sees
 * that an item has left one directory, but not that another one has it.
 */
const SETTLE_MS = 1_000;

/** Since when items that a plan removes have been missing on the other side. Kept for as long as they are missing. */
export class Absences {
  readonly #clock: Clock;
  #areEtagsLate = false;
  #since = new Map<NodeId, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether etags of the server can come late: then absences there have to last as well. */
  expectLateEtags(areEtagsLate: boolean): void {
    this.#areEtagsLate = areEtagsLate;
  }

  /** Takes over what the newest look found missing. */
  note(operations: readonly Operation[]): void {
    const now = this.#clock.monotonicMs();
    const since = new Map<NodeId, number>();
    for (const operation of operations) {
      if (!this.#mustLast(operation)) continue;
      for (const id of operation.covers) since.set(id, this.#since.get(id) ?? now);
    }
    this.#since = since;
  }

  /** False for a removal of something that was still here a moment ago. */
  isSettled(operation: Operation): boolean {
    return !this.#mustLast(operation) || operation.covers.every((id) => this.#leftMs(id) <= 0);
  }

  /** Ms until the next removal may be carried out; undefined when none waits. */
  nextDelayMs(): number | undefined {
    let longestMs = 0;
    for (const id of this.#since.keys()) longestMs = Math.max(longestMs, this.#leftMs(id));
    return longestMs === 0 ? undefined : longestMs;
  }

  #mustLast(operation: Operation): operation is Remove {
    return operation.kind === 'remove' && (operation.side === 'remote' || this.#areEtagsLate);
  }

  #leftMs(id: NodeId): number {
    const since = this.#since.get(id);
    return since === undefined ? 0 : since + SETTLE_MS - this.#clock.monotonicMs();
  }
}
