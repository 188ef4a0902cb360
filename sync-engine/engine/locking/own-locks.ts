import type { FileId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { Clock } from '../../clock/clock.ts';
import { NO_LONGER_NEEDED, pause } from '../../clock/clock.ts';
import type { OwnLock, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { LockOutcome, RefreshOutcome, Transport } from '../../transport/transport.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import { recoveryPauseMs } from '../watching/recovery.ts';
import { LOCK_MS } from './plan-locks.ts';

export interface OwnLocksInput {
  readonly transport: Pick<Transport, 'lock' | 'refreshLock' | 'unlock'>;
  readonly database: Pick<SyncDatabase, 'listOwnLocks' | 'replaceOwnLocks'>;
  readonly clock: Clock;
}

/** Time in which nothing is asked. Times are monotonic. */
interface Rest {
  readonly error: SyncError;
  readonly untilMs: number;
}

/** A program that ends waits so long for the server to hear of it: shorter than systems wait for programs. */
const LAST_WORD_MS = 2_000;

/** The locks that this program holds on the server. They are in the sync database, so that the next one can let go of them. */
export class OwnLocks {
  readonly #input: OwnLocksInput;
  /** Files that a write of ours could not be sent to because of our own lock. */
  readonly #barred = new Set<RelativePath>();
  #locks: readonly OwnLock[] | undefined;
  /** Where only a person can help, asking about one lock after the other does harm: it counts against the account. */
  #rest: Rest | undefined;
  /** How many rests there were in a row. */
  #rests = 0;

  constructor(input: OwnLocksInput) {
    this.#input = input;
  }

  get held(): readonly OwnLock[] {
    this.#locks ??= this.#input.database.listOwnLocks();
    return this.#locks;
  }

  find(fileId: FileId): OwnLock | undefined {
    return this.held.find((lock) => lock.fileId === fileId);
  }

  /** True when locking this file has kept our own writes from it. */
  isBarred(path: RelativePath): boolean {
    return this.#barred.has(path);
  }

  bar(path: RelativePath): void {
    this.#barred.add(path);
  }

  unbar(path: RelativePath): void {
    this.#barred.delete(path);
  }

  /** Takes the lock of a file; what comes of it is the server's word. */
  async take(path: RelativePath, signal: AbortSignal): Promise<LockOutcome> {
    const { transport, clock } = this.#input;
    const expiresAtMs = clock.nowMs() + LOCK_MS;
    const resting = this.#findRest();
    if (resting !== undefined) return { kind: 'failed', error: resting };
    const outcome = await transport.lock({ path, timeoutMs: LOCK_MS, signal });
    this.#note(outcome.kind === 'failed' ? outcome.error : undefined);
    if (outcome.kind === 'locked') this.#put({ ...outcome.lock, path, expiresAtMs });
    return outcome;
  }

  /** One that cannot be refreshed now stays held until its time is over; one that has to be taken anew is, at once. */
  async refresh(lock: OwnLock, signal: AbortSignal): Promise<void> {
    const expiresAtMs = this.#input.clock.nowMs() + LOCK_MS;
    const outcome = await this.#askToRefresh(lock, signal);
    if (outcome.kind === 'gone' || (outcome.kind === 'failed' && this.#isTimeOver(lock))) this.#forget(lock);
    if (outcome.kind === 'gone') await this.take(lock.path, signal);
    // Somebody may have let go of it meanwhile.
    if (outcome.kind === 'refreshed' && this.find(lock.fileId)?.token === lock.token)
      this.#put({ ...lock, expiresAtMs });
  }

  /** Undefined when the lock is gone; an error when the server has to be asked again. */
  async letGo(lock: OwnLock, signal: AbortSignal): Promise<SyncError | undefined> {
    const error = this.#findRest() ?? (await this.#askToUnlock(lock, signal));
    if (error === undefined || this.#isTimeOver(lock)) this.#forget(lock);
    return error;
  }

  /** As far as the server can be reached in a moment; the rest is let go of by whoever starts next, or ends by itself. */
  async letGoOfAll(): Promise<void> {
    const [first, ...others] = this.held;
    if (first === undefined) return;
    const [limit, done] = [new AbortController(), new AbortController()];
    const limiting = pause(this.#input.clock, LAST_WORD_MS, done.signal).then(() => limit.abort());
    try {
      // One alone finds out whether asking makes sense.
      await this.letGo(first, limit.signal);
      await Promise.all(others.map((lock) => this.letGo(lock, limit.signal)));
    } finally {
      done.abort(NO_LONGER_NEEDED);
      await limiting;
    }
  }

  async #askToRefresh(lock: OwnLock, signal: AbortSignal): Promise<RefreshOutcome> {
    const resting = this.#findRest();
    if (resting !== undefined) return { kind: 'failed', error: resting };
    const outcome = await this.#input.transport.refreshLock({ ...lock, signal }, LOCK_MS);
    this.#note(outcome.kind === 'failed' ? outcome.error : undefined);
    return outcome;
  }

  async #askToUnlock(lock: OwnLock, signal: AbortSignal): Promise<SyncError | undefined> {
    const error = await this.#input.transport.unlock({ ...lock, signal });
    this.#note(error);
    return error;
  }

  #findRest(): SyncError | undefined {
    const { error, untilMs } = this.#rest ?? {};
    return untilMs !== undefined && this.#input.clock.monotonicMs() < untilMs ? error : undefined;
  }

  #note(error: SyncError | undefined): void {
    if (error?.retry.kind !== 'user-action') {
      if (error === undefined) this.#rests = 0;
      return;
    }
    if (this.#findRest() !== undefined) return;
    this.#rests += 1;
    this.#rest = { error, untilMs: this.#input.clock.monotonicMs() + recoveryPauseMs(error, this.#rests, 0.5) };
  }

  #isTimeOver({ expiresAtMs }: OwnLock): boolean {
    return this.#input.clock.nowMs() >= expiresAtMs;
  }

  #put(lock: OwnLock): void {
    this.#save([...this.held.filter(({ fileId }) => fileId !== lock.fileId), lock]);
  }

  #forget({ token }: OwnLock): void {
    this.#save(this.held.filter((lock) => lock.token !== token));
  }

  /** What cannot be stored ends by itself; why not is told by the next run, which cannot store anything either. */
  #save(locks: readonly OwnLock[]): void {
    this.#locks = locks;
    try {
      this.#input.database.replaceOwnLocks(locks);
    } catch (error) {
      if (findDatabaseFailure(error) === undefined) throw error;
    }
  }
}
