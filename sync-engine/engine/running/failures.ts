import type { Operation } from '../../core/model/operation.ts';
import type { Problem, ProblemCode } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Side } from '../../core/model/side.ts';
import type { Refusal, SyncError } from '../../core/model/sync-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { FailureRow } from '../../sync-database/sync-database.ts';

/** First wait after a failure that names none, and the longest ever. */
const FIRST_DELAY_MS = 10_000;
const MAX_DELAY_MS = 600_000;

/** A race is over after a look or two. What is refused so often in a row is no race, and would be tried without a pause. */
const MAX_REFUSALS = 5;
const LASTING_REFUSAL_DELAY_MS = 30_000;

/** Kinds of operations by the verbs that tell of them, where the words differ. */
const KINDS: ReadonlyMap<string, Operation['kind']> = new Map([
  ['upload', 'transfer'],
  ['download', 'transfer'],
  ['conflict', 'transfer'],
  ['park', 'move'],
]);

/** Something that was tried. */
export type Attempt = Pick<FailureRow, 'side' | 'path' | 'what'>;

interface Failure {
  readonly row: FailureRow;
  /** Monotonic: the wall clock may be set while the item waits. */
  readonly dueMs: number;
  readonly requestId?: SyncError['requestId'];
}

/**
 * Items whose last attempt failed, and when the next one is due. Delays double up to ten minutes; an item is never
 * given up. Kept by side, path and kind of work: what cannot be fetched to a place must not keep what is there from
 * making way for it. An attempt that succeeds takes the entry out. `rows` and `load` carry attempts and
 * due times over a restart, so that starting the program again is no way around the back-off.
 */
export class Failures {
  readonly #clock: Clock;
  readonly #byKey = new Map<string, Failure>();
  /** Attempts that were refused, and how often in a row. */
  readonly #refusals = new Map<string, { readonly attempt: Attempt; readonly times: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes over what an earlier process has left. A due time beyond the longest delay comes from a clock set back. */
  load(rows: readonly FailureRow[]): void {
    const now = this.#clock.monotonicMs();
    const nowMs = this.#clock.nowMs();
    for (const row of rows) {
      const leftMs = Math.min(MAX_DELAY_MS, Math.max(0, row.nextAttemptAtMs - nowMs));
      this.#byKey.set(keyOf(row), { row, dueMs: now + leftMs });
    }
  }

  note(attempt: Attempt, error: SyncError): void {
    const { side, path, what } = attempt;
    const attempts = (this.#byKey.get(keyOf(attempt))?.row.attempts ?? 0) + 1;
    const firstMs = error.retry.kind === 'after' ? error.retry.delayMs : FIRST_DELAY_MS;
    const delayMs = error.code === 'still-changing' ? firstMs : Math.min(MAX_DELAY_MS, firstMs * 2 ** (attempts - 1));
    const { code, detail } = error;
    const nowMs = this.#clock.nowMs();
    const times = { lastAttemptAtMs: Math.round(nowMs), nextAttemptAtMs: Math.round(nowMs + delayMs) };
    const heldBy = error.heldBy === undefined ? {} : { heldBy: error.heldBy };
    const row: FailureRow = { path, side, what, code, attempts, ...times, detail, ...heldBy };
    this.#byKey.set(keyOf(attempt), {
      row,
      dueMs: this.#clock.monotonicMs() + delayMs,
      ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    });
  }

  /** A refusal is no failure: the next look shows what is there. Unless the looks show the same again and again. */
  noteRefused(attempt: Attempt, reason: Refusal): void {
    const before = this.#refusals.get(keyOf(attempt));
    const times = before?.attempt.what === attempt.what ? before.times + 1 : 1;
    this.#refusals.set(keyOf(attempt), { attempt, times });
    if (times >= MAX_REFUSALS) this.note(attempt, toLastingRefusal(attempt.side, reason));
  }

  clear(operation: Operation, path: RelativePath): void {
    const key = keyOfOperation(operation, path);
    this.#byKey.delete(key);
    this.#refusals.delete(key);
  }

  /** Ms until it may be tried; 0 when that is now. */
  leftMs(operation: Operation, path: RelativePath): number {
    const failure = this.#byKey.get(keyOfOperation(operation, path));
    return failure === undefined ? 0 : Math.max(0, failure.dueMs - this.#clock.monotonicMs());
  }

  /** Makes these failures due now; how often they have failed is kept. */
  wake(isOver: (code: ProblemCode, path: RelativePath) => boolean): void {
    const now = this.#clock.monotonicMs();
    const nowMs = Math.round(this.#clock.nowMs());
    for (const [key, failure] of this.#byKey) {
      const { row, dueMs } = failure;
      if (dueMs > now && isOver(row.code, row.path))
        this.#byKey.set(key, { ...failure, row: { ...row, nextAttemptAtMs: nowMs }, dueMs: now });
    }
  }

  /** Entries whose very attempt is in no plan any more say nothing about now: a file saved anew is tried at once. */
  keepOnly(isPlanned: (attempt: Attempt) => boolean): void {
    for (const [key, { row }] of this.#byKey) if (!isPlanned(row)) this.#byKey.delete(key);
    for (const [key, { attempt }] of this.#refusals) if (!isPlanned(attempt)) this.#refusals.delete(key);
  }

  /** Ms until the next attempt becomes due; what is due already waits for something else. Undefined: nothing to come. */
  nextDelayMs(): number | undefined {
    const now = this.#clock.monotonicMs();
    const dues = [...this.#byKey.values()].map((failure) => failure.dueMs - now).filter((delayMs) => delayMs > 0);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  /** What waits for locks of which the server has told who holds them. */
  listLocked(): readonly RelativePath[] {
    const now = this.#clock.monotonicMs();
    return [...this.#byKey.values()].flatMap(({ row: { code, heldBy, path }, dueMs }) =>
      code === 'locked-on-server' && heldBy !== undefined && dueMs > now ? [path] : [],
    );
  }

  /** True while the next attempt of something that has failed for this is still to become due. */
  isWaitingFor(code: ProblemCode): boolean {
    const now = this.#clock.monotonicMs();
    return [...this.#byKey.values()].some(({ row, dueMs }) => row.code === code && dueMs > now);
  }

  problems(): readonly Problem[] {
    return [...this.#byKey.values()].map(({ row: { path, side, code, heldBy }, requestId }) => ({
      path,
      side,
      code,
      ...(heldBy === undefined ? {} : { heldBy }),
      ...(requestId === undefined ? {} : { requestId }),
    }));
  }

  /** To be stored; the same rows as long as no attempt is made. */
  rows(): readonly FailureRow[] {
    return [...this.#byKey.values()].map(({ row }) => row);
  }
}

/** Something that no look shows has the name, or what is there is another version whenever it comes to it. */
function toLastingRefusal(side: Side, reason: Refusal): SyncError {
  const taken = side === 'remote' ? 'name-refused-by-server' : 'local-name-refused';
  return {
    code: reason === 'exists' ? taken : 'still-changing',
    scope: 'item',
    retry: { kind: 'after', delayMs: LASTING_REFUSAL_DELAY_MS },
    detail: `refused again and again: ${reason}`,
  };
}

function keyOf({ side, path, what }: Attempt): string {
  const [verb = ''] = what.split(' ', 1);
  return `${side} ${KINDS.get(verb) ?? verb} ${path}`;
}

function keyOfOperation({ side, kind }: Operation, path: RelativePath): string {
  return `${side} ${kind} ${path}`;
}
