import type { Clock } from '../../clock/clock.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Operation, Remove } from '../../core/model/operation.ts';

/**
 * How long an item must be missing on one side before anything follows for the other. Programs save by removing the old
 * file and renaming a new one to its name; a look in between must not cost the server's file its id, shares and
 * versions. Infinite Scale tells the etags of directories what happened in them a moment later: a look in between sees
 * that an item has left one directory, but not that another one has it.
 */
const SETTLE_MS = 1_000;

const NOTHING_DOUBTED: ReadonlySet<NodeId> = new Set();

/** Since when items have been missing. Kept for as long as they are. */
export class Absences {
  readonly #here: Missing;
  readonly #there: Missing;
  #areEtagsLate = false;

  constructor(clock: Clock) {
    this.#here = new Missing(clock);
    this.#there = new Missing(clock);
  }

  /** Whether etags of the server can come late: then absences there have to last as well. */
  expectLateEtags(areEtagsLate: boolean): void {
    this.#areEtagsLate = areEtagsLate;
  }

  /**
   * Of tracked items that the newest look at the server did not find, those that may turn up in another directory: all of
   * them where something could hold them that this look could not see into, also those that an earlier look has missed.
   */
  doubt(missing: readonly NodeId[], isAnyHidden: boolean): ReadonlySet<NodeId> {
    if (this.#areEtagsLate) this.#there.note(missing);
    if (isAnyHidden) return new Set(missing);
    if (!this.#areEtagsLate) return NOTHING_DOUBTED;
    return new Set(missing.filter((id) => this.#there.leftMs(id) > 0));
  }

  /** Nothing is missing. */
  forget(): void {
    this.#here.note([]);
    this.#there.note([]);
  }

  /** Takes over what the newest look here found missing, and what is to be removed on the server for that. */
  note(operations: readonly Operation[]): void {
    this.#here.note(operations.flatMap((operation) => (isRemovalThere(operation) ? operation.covers : [])));
  }

  /** After a run: what we have brought there is not missing any more. Should the next look lack it, it just went. */
  noteBrought(isThere: (id: NodeId) => boolean): void {
    this.#there.forget(isThere);
  }

  /** True when all that is planned is to remove what was still here a moment ago: nothing may begin yet. */
  isTooEarly(operations: readonly Operation[]): boolean {
    const isEarly = (operation: Operation): boolean =>
      isRemovalThere(operation) && operation.covers.some((id) => this.#here.isNews(id));
    return operations.length > 0 && operations.every(isEarly);
  }

  /** False for a removal of something that was still here a moment ago. */
  isSettled(operation: Operation): boolean {
    return !isRemovalThere(operation) || operation.covers.every((id) => this.#here.leftMs(id) <= 0);
  }

  /** Ms from the newest look until all that it found missing is believed; undefined when that look believed it. */
  nextDelayMs(): number | undefined {
    const longestMs = Math.max(this.#here.longestMs(), this.#there.longestMs());
    return longestMs === 0 ? undefined : longestMs;
  }
}

class Missing {
  readonly #clock: Clock;
  #since: ReadonlyMap<NodeId, number> = new Map();
  /** What the newest look has kept back is still to be looked at, however much time has passed since that look. */
  #notedAtMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(ids: readonly NodeId[]): void {
    this.#notedAtMs = this.#clock.monotonicMs();
    this.#since = new Map(ids.map((id) => [id, this.#since.get(id) ?? this.#notedAtMs]));
  }

  forget(isFound: (id: NodeId) => boolean): void {
    this.#since = new Map([...this.#since].filter(([id]) => !isFound(id)));
  }

  /** Counted from the newest look. */
  leftMs(id: NodeId): number {
    const since = this.#since.get(id);
    return since === undefined ? 0 : since + SETTLE_MS - this.#notedAtMs;
  }

  /** True when it was not missing until now, or has not been for long. */
  isNews(id: NodeId): boolean {
    const since = this.#since.get(id);
    return since === undefined || since + SETTLE_MS > this.#clock.monotonicMs();
  }

  longestMs(): number {
    let longestMs = 0;
    for (const id of this.#since.keys()) longestMs = Math.max(longestMs, this.leftMs(id));
    return longestMs;
  }
}

function isRemovalThere(operation: Operation): operation is Remove {
  return operation.kind === 'remove' && operation.side === 'remote';
}
