import type { FileId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { Clock } from '../../clock/clock.ts';
import { NO_LONGER_NEEDED, pause } from '../../clock/clock.ts';
import type { OwnLock, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { LockOutcome, RemoteLock, Transport } from '../../transport/transport.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import { recoveryPauseMs } from '../watching/recovery.ts';
import { LOCK_MS } from './plan-locks.ts';

export interface OwnLocksInput {
  readonly transport: Pick<Transport, 'lock' | 'readLock' | 'refreshLock' | 'unlock'>;
  readonly database: Pick<SyncDatabase, 'listOwnLocks' | 'replaceOwnLocks'>;
  readonly clock: Clock;
}

interface Failed {
  readonly kind: 'failed';
  readonly error: SyncError;
}

/** Time in which nothing is asked. Times are monotonic. */
interface Rest {
  readonly error: SyncError;
  readonly untilMs: number;
}

/** What is asked and answered takes time, and clocks go apart: by so much at most, it seems, two ends are one. */
const SAME_END_MS = 60_000;

/** A program that ends waits so long for the server to hear of it: shorter than systems wait for programs. */
const LAST_WORD_MS = 2_000;

/** The locks that this program holds on the server. They are in the sync database, so that the next one can let go of them. */
export class OwnLocks {
  readonly #input: OwnLocksInput;
  /** Files that a write of ours could not be sent to because of our own lock. */
  readonly #barred = new Set<RelativePath>();
  /** Files that may be locked for us, because the answer is lost, and when that was asked for, by the wall clock. */
  readonly #doubtful = new Map<RelativePath, number>();
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

  /** True while some file may be locked for us without our knowing. */
  get hasDoubts(): boolean {
    return this.#doubtful.size > 0;
  }

  /** Takes the lock of a file; what comes of it is the server's word. `takenAtMs`: of a lock that it goes on with. */
  async take(path: RelativePath, signal: AbortSignal, takenAtMs?: number): Promise<LockOutcome> {
    const { transport, clock } = this.#input;
    const askedAtMs = clock.nowMs();
    const outcome = await this.#ask(() => transport.lock({ path, timeoutMs: LOCK_MS, signal }));
    if (outcome.kind === 'unknown') this.#doubtful.set(path, askedAtMs);
    if (outcome.kind === 'locked') this.#put(toOwnLock(outcome.lock, { path, askedAtMs, takenAtMs }));
    return outcome;
  }

  /**
   * Finds out which locks are ours although nobody heard the server say so: from then on they are held like all others.
   * What another program of the same person, or somebody of the same name, has locked since then does not end when ours
   * would: it is not ours to let go of.
   */
  async settleDoubts(signal: AbortSignal): Promise<void> {
    const { transport, clock } = this.#input;
    for (const [path, askedAtMs] of this.#doubtful) {
      const look = await this.#ask(() => transport.readLock(path, signal));
      const isOver = clock.nowMs() >= askedAtMs + LOCK_MS;
      if (look.kind !== 'failed' || isOver) this.#doubtful.delete(path);
      if (look.kind === 'locked' && look.own !== undefined && this.#endsWithOurs(look.leftMs, askedAtMs))
        this.#put(toOwnLock(look.own, { path, askedAtMs }));
    }
  }

  /** Where the server does not say when it ends, one that was asked for just now is taken for ours. */
  #endsWithOurs(leftMs: number | undefined, askedAtMs: number): boolean {
    const ageMs = this.#input.clock.nowMs() - askedAtMs;
    return Math.abs(leftMs === undefined ? ageMs : leftMs + ageMs - LOCK_MS) <= SAME_END_MS;
  }

  /** One that cannot be refreshed now stays held until its time is over; one that has to be taken anew is, at once. */
  async refresh(lock: OwnLock, signal: AbortSignal): Promise<void> {
    const expiresAtMs = this.#input.clock.nowMs() + LOCK_MS;
    const outcome = await this.#ask(() => this.#input.transport.refreshLock({ ...lock, signal }, LOCK_MS));
    if (outcome.kind === 'gone' || (outcome.kind === 'failed' && this.#isTimeOver(lock))) this.#forget(lock);
    if (outcome.kind === 'gone') await this.take(lock.path, signal, lock.takenAtMs);
    // Somebody may have let go of it meanwhile.
    if (outcome.kind === 'refreshed' && this.find(lock.fileId)?.token === lock.token)
      this.#put({ ...lock, expiresAtMs });
  }

  /** Undefined when the lock is gone; an error when the server has to be asked again. */
  async letGo(lock: OwnLock, signal: AbortSignal): Promise<SyncError | undefined> {
    const outcome = await this.#ask(async () => toEnd(await this.#input.transport.unlock({ ...lock, signal })));
    if (outcome.kind === 'gone' || this.#isTimeOver(lock)) this.#forget(lock);
    return outcome.kind === 'gone' ? undefined : outcome.error;
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

  /** All questions to the server go through here: none is sent while it rests, and each answer has a say in that. */
  async #ask<Told extends { readonly kind: string; readonly error?: SyncError }>(
    question: () => Promise<Told>,
  ): Promise<Told | Failed> {
    const resting = this.#findRest();
    if (resting !== undefined) return { kind: 'failed', error: resting };
    const told = await question();
    this.#note(told.error);
    return told;
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

interface Taking {
  readonly path: RelativePath;
  readonly askedAtMs: number;
  readonly takenAtMs?: number | undefined;
}

function toOwnLock(lock: RemoteLock, { path, askedAtMs, takenAtMs = askedAtMs }: Taking): OwnLock {
  return { ...lock, path, takenAtMs: Math.round(takenAtMs), expiresAtMs: Math.round(askedAtMs) + LOCK_MS };
}

function toEnd(error: SyncError | undefined): Failed | { readonly kind: 'gone'; readonly error?: never } {
  return error === undefined ? { kind: 'gone' } : { kind: 'failed', error };
}
