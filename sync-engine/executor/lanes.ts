import type { Operation, OperationId } from '../core/model/operation.ts';
import type { Outcome, SyncError } from '../core/model/sync-error.ts';
import type { ArchiveBatch } from './archive-batches.ts';
import type { Urgency } from './urgency.ts';

/**
 * Operations at once: small files are bound by latency, and the gate of the host lets no more through than the server
 * can take. As many as its widest.
 */
const MAX_RUNNING = 16;

/** Of these, transfers of large files: a few fill the line, and none may block thousands of notes. */
const MAX_LARGE = 3;

/** One more, for what a person wants now: it does not wait until a large file has ended. */
const MAX_URGENT = 1;

/**
 * Archives at once, besides: a server makes each of them one file after the other. What has come is put in its place in
 * the lanes meanwhile.
 */
const MAX_ARCHIVES = 4;

/** How an operation of a plan ended; `skipped` ones depended on one that was not done, or the run was stopped. */
export type OperationEnd = Outcome<void> | { readonly kind: 'skipped' };

/** The archives of a plan, for the lanes. */
export interface ArchivesInput {
  readonly batchOf: ReadonlyMap<OperationId, ArchiveBatch>;
  /** Called once for each batch of which an operation is ready; whatever comes of it, its operations are performed after it. */
  readonly fetch: (batch: ArchiveBatch) => Promise<void>;
}

export interface LanesInput {
  /** Every operation stands behind those it depends on. */
  readonly operations: readonly Operation[];
  readonly perform: (operation: Operation) => Promise<Outcome<void>>;
  readonly isLarge: (operation: Operation) => boolean;
  /** What is fetched together with others before it is performed; nothing when absent. */
  readonly archives?: ArchivesInput;
  /** An error that it returns stops everything that has not begun. */
  readonly onEnd: (operation: Operation, end: OperationEnd) => Promise<SyncError | undefined>;
  readonly signal: AbortSignal;
  /** What a person wants before all others; asked at the beginning and whenever something is added. */
  readonly urgency?: Pick<Urgency, 'isEmpty' | 'onAdd'> & { has(operation: Operation): boolean };
}

/**
 * Runs operations side by side as far as `after` allows. Transfers start when all moves of the plan are over, because
 * paths change under them otherwise. An error of the whole account or sync folder stops everything that has not begun.
 *
 * @returns that error, if there was one. Rejects, when all has ended, with what one of the operations threw.
 */
export async function runLanes(input: LanesInput): Promise<SyncError | undefined> {
  return new Lanes(input).run();
}

class Lanes {
  readonly #input: LanesInput;
  readonly #waitingFor = new Map<OperationId, number>();
  readonly #dependents = new Map<OperationId, Operation[]>();
  readonly #ready: Operation[] = [];
  readonly #readyLarge: Operation[] = [];
  readonly #heldTransfers: Operation[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #fetching = new Set<Promise<void>>();
  readonly #batchesToFetch = new Set<ArchiveBatch>();
  /** Ready operations of batches that have not been fetched yet. */
  readonly #waitingForBatch = new Map<ArchiveBatch, Operation[]>();
  readonly #fetched = new Set<ArchiveBatch>();
  readonly #ended = new Set<OperationId>();
  /** What a person wants now, with all that has to be done before it. */
  readonly #urgent = new Set<OperationId>();
  /** What comes by itself, because its archive had not been asked for when a person wanted it. */
  readonly #alone = new Set<OperationId>();
  #movesLeft = 0;
  #largeRunning = 0;
  /** Ends the present wait. Made anew for each: a promise that outlives them would keep what every one of them left. */
  #wake: () => void = () => {};
  #stoppedBy: SyncError | undefined;
  /** A job that ended by a fault, as when the sync database takes nothing any more. */
  #broken: Promise<void> | undefined;

  constructor(input: LanesInput) {
    this.#input = input;
    for (const operation of input.operations) {
      this.#waitingFor.set(operation.id, operation.after.length);
      if (operation.kind === 'move') this.#movesLeft += 1;
      for (const id of operation.after) {
        const dependents = this.#dependents.get(id);
        if (dependents === undefined) this.#dependents.set(id, [operation]);
        else dependents.push(operation);
      }
    }
  }

  async run(): Promise<SyncError | undefined> {
    for (const operation of this.#input.operations) if (operation.after.length === 0) this.#makeReady(operation);
    // Taken from the front by index would cost a copy each; a reversed stack keeps the plan's order at no cost.
    this.#ready.reverse();
    this.#readyLarge.reverse();
    this.#noteUrgent();
    const stopListening = this.#input.urgency?.onAdd(() => {
      this.#noteUrgent();
      this.#wake();
    });
    for (;;) {
      this.#startFetching();
      this.#startReady();
      if (this.#running.size + this.#fetching.size === 0) break;
      const { promise: woken, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await Promise.race([...this.#running, ...this.#fetching, woken]);
    }
    stopListening?.();
    await this.#broken;
    for (const operation of this.#input.operations) {
      if (!this.#ended.has(operation.id)) await this.#input.onEnd(operation, { kind: 'skipped' });
    }
    return this.#stoppedBy;
  }

  get #isStopped(): boolean {
    return this.#broken !== undefined || this.#stoppedBy !== undefined || this.#input.signal.aborted;
  }

  #startFetching(): void {
    const { archives } = this.#input;
    if (archives === undefined) return;
    while (this.#fetching.size < MAX_ARCHIVES && !this.#isStopped) {
      const [batch] = this.#batchesToFetch;
      if (batch === undefined) return;
      this.#batchesToFetch.delete(batch);
      const operations = batch.operations.filter(({ id }) => !this.#alone.has(id));
      const fetched = archives.fetch({ ...batch, operations }).finally(() => {
        this.#fetched.add(batch);
        for (const operation of this.#waitingForBatch.get(batch)?.toReversed() ?? []) this.#makeReady(operation);
        this.#waitingForBatch.delete(batch);
      });
      this.#watch(fetched, this.#fetching);
    }
  }

  /** Finds what a person wants: what it depends on stands before it, so one pass from the end finds all of that. */
  #noteUrgent(): void {
    const { urgency, operations } = this.#input;
    if (urgency === undefined || urgency.isEmpty) return;
    for (const operation of operations.toReversed()) {
      if (this.#ended.has(operation.id)) this.#urgent.delete(operation.id);
      else if (this.#urgent.has(operation.id) || urgency.has(operation)) this.#hurry(operation);
    }
  }

  #hurry(operation: Operation): void {
    this.#urgent.add(operation.id);
    for (const id of operation.after) this.#urgent.add(id);
    const batch = this.#findBatchAhead(operation);
    const waiting = batch === undefined ? undefined : this.#waitingForBatch.get(batch);
    if (waiting !== undefined && takeLast(waiting, ({ id }) => id === operation.id) !== undefined)
      this.#makeReady(operation);
  }

  /** The archive that shall bring it, while that has not been asked for. */
  #findBatchAhead({ id }: Operation): ArchiveBatch | undefined {
    const batch = this.#input.archives?.batchOf.get(id);
    if (batch === undefined || this.#fetched.has(batch)) return undefined;
    return this.#batchesToFetch.has(batch) || !this.#waitingForBatch.has(batch) ? batch : undefined;
  }

  #startReady(): void {
    this.#startUrgent();
    while (this.#running.size < MAX_RUNNING && !this.#isStopped) {
      const isLarge = this.#largeRunning < MAX_LARGE && this.#readyLarge.length > 0;
      const operation = (isLarge ? this.#readyLarge.pop() : undefined) ?? this.#ready.pop();
      if (operation === undefined) return;
      this.#start(operation, isLarge);
    }
  }

  #startUrgent(): void {
    const isUrgent = ({ id }: Operation): boolean => this.#urgent.has(id);
    while (this.#urgent.size > 0 && this.#running.size < MAX_RUNNING + MAX_URGENT && !this.#isStopped) {
      const operation = takeLast(this.#readyLarge, isUrgent) ?? takeLast(this.#ready, isUrgent);
      if (operation === undefined) return;
      this.#start(operation, this.#input.isLarge(operation));
    }
  }

  #start(operation: Operation, isLarge: boolean): void {
    if (isLarge) this.#largeRunning += 1;
    this.#watch(this.#runOne(operation, isLarge), this.#running);
  }

  /** A fault is told when all jobs have ended: none may act behind the back of the next run. */
  #watch(job: Promise<void>, jobs: Set<Promise<void>>): void {
    const watched: Promise<void> = job
      .catch(() => {
        this.#broken ??= job;
      })
      .finally(() => jobs.delete(watched));
    jobs.add(watched);
  }

  async #runOne(operation: Operation, isLarge: boolean): Promise<void> {
    const outcome = await this.#input.perform(operation);
    if (isLarge) this.#largeRunning -= 1;
    if (outcome.kind === 'failed' && outcome.error.scope !== 'item') this.#stoppedBy ??= outcome.error;
    await this.#end(operation, outcome);
  }

  async #end(operation: Operation, end: OperationEnd): Promise<void> {
    this.#ended.add(operation.id);
    this.#urgent.delete(operation.id);
    if (operation.kind === 'move') this.#endMove();
    const dependents = this.#dependents.get(operation.id) ?? [];
    if (end.kind === 'done') {
      for (const dependent of dependents) {
        const left = (this.#waitingFor.get(dependent.id) ?? 0) - 1;
        this.#waitingFor.set(dependent.id, left);
        if (left === 0 && !this.#ended.has(dependent.id)) this.#makeReady(dependent);
      }
    }
    const error = await this.#input.onEnd(operation, end);
    this.#stoppedBy ??= error;
    if (end.kind === 'done') return;
    for (const dependent of dependents)
      if (!this.#ended.has(dependent.id)) await this.#end(dependent, { kind: 'skipped' });
  }

  #endMove(): void {
    this.#movesLeft -= 1;
    if (this.#movesLeft > 0) return;
    for (const transfer of this.#heldTransfers.splice(0)) this.#makeReady(transfer);
  }

  #makeReady(operation: Operation): void {
    const batch = this.#input.archives?.batchOf.get(operation.id);
    if (this.#urgent.has(operation.id) && this.#findBatchAhead(operation) !== undefined) this.#alone.add(operation.id);
    const comesAlone = this.#alone.has(operation.id);
    if (operation.kind === 'transfer' && this.#movesLeft > 0) this.#heldTransfers.push(operation);
    else if (batch !== undefined && !this.#fetched.has(batch) && !comesAlone) this.#waitForBatch(batch, operation);
    else if (this.#input.isLarge(operation)) this.#readyLarge.push(operation);
    else this.#ready.push(operation);
  }

  #waitForBatch(batch: ArchiveBatch, operation: Operation): void {
    const waiting = this.#waitingForBatch.get(batch);
    if (waiting !== undefined) {
      waiting.push(operation);
      return;
    }
    this.#waitingForBatch.set(batch, [operation]);
    this.#batchesToFetch.add(batch);
  }
}

/** The last of them that fits, taken out. */
function takeLast(operations: Operation[], isWanted: (operation: Operation) => boolean): Operation | undefined {
  const index = operations.findLastIndex(isWanted);
  return index < 0 ? undefined : operations.splice(index, 1)[0];
}
