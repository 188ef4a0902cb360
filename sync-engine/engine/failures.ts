import type { Operation } from '../core/model/operation.ts';
import type { Problem } from '../core/model/problem.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { SyncError } from '../core/model/sync-error.ts';
import type { Clock } from '../clock/clock.ts';
import type { FailureRow } from '../sync-database/sync-database.ts';

/** First wait after a failure that names none, and the longest ever. */
const FIRST_DELAY_MS = 10_000;
const MAX_DELAY_MS = 600_000;

/** A failed attempt, and when the next one is due. */
interface Failure {
  readonly path: RelativePath;
  readonly side: Operation['side'];
  readonly kind: Operation['kind'];
  readonly error: SyncError;
  readonly attempts: number;
  readonly dueMs: number;
}

/**
 * Items whose last attempt failed, and when the next one is due. Delays double up to ten minutes; an item is never
 * given up. Kept by path, side and kind: what cannot be fetched to a place must not keep what is there from making way
 * for it. An attempt that succeeds takes the entry out.
 */
export class Failures {
  readonly #clock: Clock;
  readonly #byKey = new Map<string, Failure>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note(operation: Operation, path: RelativePath, error: SyncError): void {
    const key = keyOf(operation, path);
    const attempts = (this.#byKey.get(key)?.attempts ?? 0) + 1;
    const firstMs = error.retry.kind === 'after' ? error.retry.delayMs : FIRST_DELAY_MS;
    const delayMs = error.code === 'still-changing' ? firstMs : Math.min(MAX_DELAY_MS, firstMs * 2 ** (attempts - 1));
    const { side, kind } = operation;
    this.#byKey.set(key, { path, side, kind, error, attempts, dueMs: this.#clock.monotonicMs() + delayMs });
  }

  clear(operation: Operation, path: RelativePath): void {
    this.#byKey.delete(keyOf(operation, path));
  }

  isDue(operation: Operation, path: RelativePath): boolean {
    const failure = this.#byKey.get(keyOf(operation, path));
    return failure === undefined || failure.dueMs <= this.#clock.monotonicMs();
  }

  /** Entries whose operation is in no plan any more say nothing about now. */
  keepOnly(isPlanned: (failure: Pick<Failure, 'side' | 'kind' | 'path'>) => boolean): void {
    for (const [key, failure] of this.#byKey) if (!isPlanned(failure)) this.#byKey.delete(key);
  }

  /** Ms until the next attempt becomes due; what is due already waits for something else. Undefined: nothing to come. */
  nextDelayMs(): number | undefined {
    const now = this.#clock.monotonicMs();
    const dues = [...this.#byKey.values()].map((failure) => failure.dueMs - now).filter((delayMs) => delayMs > 0);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  problems(): readonly Problem[] {
    return [...this.#byKey.values()].map(({ path, side, error: { code, heldBy } }) => ({
      path,
      side,
      code,
      ...(heldBy === undefined ? {} : { heldBy }),
    }));
  }

  /** One for each path and side. */
  rows(): readonly FailureRow[] {
    const nowMs = this.#clock.nowMs();
    const now = this.#clock.monotonicMs();
    const latest = new Map([...this.#byKey.values()].map((failure) => [`${failure.side} ${failure.path}`, failure]));
    return [...latest.values()].map(({ path, side, error, attempts, dueMs }) => ({
      path,
      side,
      code: error.code,
      attempts,
      nextAttemptAtMs: Math.round(nowMs + Math.max(0, dueMs - now)),
      detail: error.detail,
    }));
  }
}

function keyOf(operation: Operation, path: RelativePath): string {
  return `${operation.side} ${operation.kind} ${path}`;
}
