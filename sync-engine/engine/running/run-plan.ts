import type { EngineEvent, Progress } from '../../core/model/engine-state.ts';
import type { Reversal } from '../../core/model/history.ts';
import { toRunId } from '../../core/model/history.ts';
import type { HistoryId, NodeId } from '../../core/model/ids.ts';
import { toHistoryId } from '../../core/model/ids.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import type { Operation, OperationId } from '../../core/model/operation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { joinPath, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Side } from '../../core/model/side.ts';
import { otherSide } from '../../core/model/side.ts';
import { findPath } from '../../core/model/tree.ts';
import type { Outcome, SyncError } from '../../core/model/sync-error.ts';
import { BaseWriter } from '../../executor/base-writer.ts';
import type { OperationContext } from '../../executor/context.ts';
import { FullPlaces } from '../../executor/full-places.ts';
import type { OperationEnd } from '../../executor/lanes.ts';
import { runLanes } from '../../executor/lanes.ts';
import { Ledger } from '../../executor/ledger.ts';
import { perform } from '../../executor/perform.ts';
import type { BaseChange, BaseRow, RemoteRow } from '../../sync-database/sync-database.ts';
import { planAdoptions } from '../planning/base-changes.ts';
import type { ListOutcome } from '../../transport/transport.ts';
import type { Watch } from '../../executor/watchdog.ts';
import { runWatched } from '../../executor/watchdog.ts';
import type { Hanging } from './hanging.ts';
import { announceConflict, announceContestedNames } from '../conflicts/announce.ts';
import { findDissolved } from '../conflicts/dissolve.ts';
import type { Failures } from './failures.ts';
import type { Observation } from '../looking/observe.ts';
import { passOwnLocks } from '../locking/pass-own-locks.ts';
import type { FolderPorts } from '../parts.ts';
import type { LetGo } from '../looking/let-go.ts';
import { PlanArchives } from './plan-archives.ts';
import { describeAttempt, noteOperation } from '../planning/plan-notes.ts';
import { rekey } from '../looking/snapshot.ts';
import type { TotalsCounter } from './totals.ts';
import { loadUndosToCarry, UndosToCarry } from './undos-to-carry.ts';
import { WaysBack } from './ways-back.ts';

/** The ledger of a plan and the writer behind it. */
export interface PlanLedger {
  readonly ledger: Ledger;
  readonly writer: BaseWriter;
  /** True when something was written of what the plan starts from. */
  readonly hasWritten: boolean;
}

/** A file from this size on counts as large: it gets one of few lanes. */
const LARGE_BYTES = 10 * 1024 * 1024;

const CARRIES_UNDO: Reversal = { kind: 'none', why: 'carries-undo' };

/** How far a transfer is, is told from this size on. */
const TOLD_BYTES = 1024 * 1024;

/**
 * Makes durable what the plan starts from: presences to be forgotten first, rows that no side needs any more, and
 * everything on which both sides already agree. Writes nothing when the base is up to date.
 */
export async function applyPlanToBase(observation: Observation, ports: FolderPorts): Promise<PlanLedger> {
  const { plan, observed } = observation;
  const { writeCount } = ports.database;
  const base = new Map(observation.base);
  const changes: BaseChange[] = [];
  for (const { id, side } of plan.baseChanges.forget) {
    const row = base.get(id);
    if (row === undefined) continue;
    const forgotten: BaseRow = side === 'local' ? { ...row, local: undefined } : { ...row, remote: undefined };
    base.set(id, forgotten);
    changes.push({ kind: 'put', row: forgotten });
  }
  // Over all rows: those of items that take no part in this plan hang on the same directories.
  for (const { id, parentId } of planAdoptions(base, plan.aliases)) {
    const row = base.get(id);
    if (row === undefined) continue;
    const adopted: BaseRow = { ...row, parentId };
    base.set(id, adopted);
    changes.push({ kind: 'put', row: adopted });
  }
  if (changes.length > 0) ports.database.commitBase(changes);
  ports.database.removeBegun(observed.failedMoves);
  const writer = new BaseWriter(ports);
  const ledger = new Ledger(
    {
      base,
      local: plan.local,
      remote: plan.remote,
      parkedAs: { local: parkedNames('local', observation), remote: parkedNames('remote', observation) },
      localStamps: rekey<LocalStamp>(observed.localStamps, plan.aliases),
      remoteRows: rekey<RemoteRow>(observed.remoteRows, plan.aliases),
      remoteRoot: observation.remoteRoot,
      isRemoteKeyTaken: observed.isRemoteKeyTaken,
    },
    writer,
  );
  // Directories come before what they hold in the server's tree, so that no row is written before that of its parent.
  for (const id of plan.remote.keys()) ledger.commit(id);
  for (const { id, ...place } of plan.baseChanges.move) ledger.commitMove(id, place);
  // Last: a row that goes on may have left the directory of one that goes only now.
  ledger.commitGone([...observed.excludedRows, ...plan.baseChanges.remove]);
  await writer.flush();
  return { ledger, writer, hasWritten: ports.database.writeCount > writeCount };
}

function parkedNames(side: Side, { observed, plan }: Observation): ReadonlyMap<NodeId, string> {
  const { actual, logical } = observed.snapshot[side];
  const names = new Map<NodeId, string>();
  if (actual === logical) return names;
  for (const [id, node] of actual) {
    if (logical.get(id)?.name !== node.name) names.set(plan.aliases.get(id) ?? id, node.name);
  }
  return names;
}

export interface RunPlanInput {
  readonly operations: readonly Operation[];
  readonly observation: Observation;
  readonly ledger: PlanLedger;
  readonly ports: FolderPorts;
  /** Smallest step of the local disk's times. */
  readonly timeStepMs: number;
  readonly signal: AbortSignal;
  readonly counter: TotalsCounter;
  readonly letGo: LetGo;
  readonly failures: Failures;
  readonly hanging: Hanging;
  /** Longest silence of an operation, in ms. */
  readonly stallMs: number;
  readonly tell: (event: EngineEvent) => void;
}

/** Carries out a plan; returns the error that stopped it, if one did. All that was done is durable afterwards. */
export async function runPlan(input: RunPlanInput): Promise<SyncError | undefined> {
  const isServerChanged = input.operations.some(({ side }) => side === 'remote');
  const undos = isServerChanged ? await loadUndosToCarry(input.ports) : new UndosToCarry();
  return new PlanRun(input, undos).run();
}

class PlanRun {
  readonly #input: RunPlanInput;
  readonly #undos: UndosToCarry;
  readonly #full = new FullPlaces();
  readonly #archives: PlanArchives;
  readonly #context: Omit<OperationContext, 'keepId' | 'onDeed' | 'signal' | 'expectQuiet'>;
  readonly #runId: string;
  readonly #waysBack = new WaysBack();
  readonly #recorded = new Map<OperationId, HistoryId>();
  #progress: Progress;
  #asking: Promise<ListOutcome> | undefined;
  #firstVersions: ReadonlyMap<RelativePath, NodeId> | undefined;

  constructor(input: RunPlanInput, undos: UndosToCarry) {
    this.#input = input;
    this.#undos = undos;
    const transfers = input.operations.filter((operation) => operation.kind === 'transfer');
    const bytesTotal = transfers.reduce((sum, operation) => sum + this.#sizeOf(operation), 0);
    this.#progress = { filesDone: 0, filesTotal: transfers.length, bytesDone: 0, bytesTotal };
    const { ports, ledger, counter } = input;
    this.#runId = toRunId(ports.clock.nowMs(), ports.randomId());
    this.#context = {
      ...ports,
      ...ledger,
      writes: ports.ownLocks === undefined ? ports.transport : passOwnLocks(ports.transport, ports.ownLocks),
      timeStepMs: input.timeStepMs,
      onBytes: (direction, bytes) => {
        counter.addBytes(direction, bytes);
        this.#advance({ bytesDone: this.#progress.bytesDone + bytes });
      },
      announceConflict: (conflict) => announceConflict(conflict, ports),
      findFirstVersion: (path) => (this.#firstVersions ??= findDissolved(ports.database)).get(path),
      onConflict: (path, name) => {
        counter.addConflict();
        input.tell({ type: 'conflict', path, secondVersion: joinPath(parentPath(path), name) });
      },
    };
    this.#archives = new PlanArchives({
      ...input,
      ledger: ledger.ledger,
      onBytes: (bytes) => this.#context.onBytes('down', bytes),
      onHanging: (operation, job) => this.#leaveHanging(operation, job),
    });
  }

  async run(): Promise<SyncError | undefined> {
    this.#advance({});
    let stopped: SyncError | undefined;
    let unwritten: SyncError | undefined;
    announceContestedNames(this.#input.operations, this.#input.observation, this.#input.ports);
    try {
      stopped = await runLanes({
        operations: this.#input.operations,
        perform: (operation) => this.#perform(operation),
        isLarge: (operation) => operation.kind === 'transfer' && this.#sizeOf(operation) >= LARGE_BYTES,
        archives: this.#archives,
        onEnd: (operation, end) => this.#onEnd(operation, end),
        signal: this.#input.signal,
        ...this.#urgency(),
      });
      await this.#goBack(stopped === undefined && !this.#input.signal.aborted);
    } finally {
      unwritten = await this.#input.ledger.writer.flush();
    }
    return stopped ?? unwritten;
  }

  /** Where something is in the way of that, too, the next plan finds another. */
  async #goBack(isServerAsked: boolean): Promise<void> {
    for (const move of this.#waysBack.list(this.#input.ledger.ledger)) {
      if (move.side === 'remote' && !isServerAsked) continue;
      const outcome = await this.#performWatched(move);
      if (outcome.kind !== 'done') this.#lookAgain(move);
    }
  }

  /** People name paths; a plan knows its operations by other marks. */
  #urgency(): Pick<Parameters<typeof runLanes>[0], 'urgency'> {
    const { ports, observation } = this.#input;
    const { urgency } = ports;
    if (urgency === undefined) return {};
    return {
      urgency: {
        get isEmpty() {
          return urgency.isEmpty;
        },
        onAdd: (listener) => urgency.onAdd(listener),
        has: (operation) =>
          operation.kind === 'transfer' && urgency.has(noteOperation(operation, observation.plan).path),
      },
    };
  }

  #tellBegun(operation: Operation): void {
    if (operation.kind !== 'transfer') return;
    const { ports, observation, tell } = this.#input;
    const note = noteOperation(operation, observation.plan);
    ports.urgency?.remove(note.path);
    tell({ type: 'begun', operation: note });
  }

  async #perform(operation: Operation): Promise<Outcome<void>> {
    this.#tellBegun(operation);
    const sizeBytes = this.#sizeOf(operation);
    const end = this.#archives.findEnd(operation) ?? this.#full.findEnd(operation, sizeBytes);
    if (end !== undefined) return end;
    const outcome = await this.#performWatched(operation);
    this.#full.note(operation, sizeBytes, outcome);
    return outcome;
  }

  async #performWatched(operation: Operation): Promise<Outcome<void>> {
    const { ports, signal, stallMs } = this.#input;
    const { outcome, abandoned } = await runWatched({
      clock: ports.clock,
      signal,
      stallMs,
      act: (watch) => perform(operation, this.#contextOf(operation, watch)),
    });
    if (abandoned !== undefined) this.#leaveHanging(operation, abandoned);
    if (outcome.kind !== 'failed' || outcome.error.code !== 'server-unreachable') return outcome;
    return { kind: 'failed', error: await this.#judgeUnreachable(outcome.error) };
  }

  #leaveHanging(operation: Operation, job: Promise<unknown>): void {
    const { hanging, observation } = this.#input;
    const { side, path } = noteOperation(operation, observation.plan);
    hanging.add(side, path, job);
  }

  /** A connection that breaks at one item alone must not stop the others: the server itself is asked. */
  async #judgeUnreachable(error: SyncError): Promise<SyncError> {
    const { ports, signal } = this.#input;
    this.#asking ??= ports.transport.list(ROOT_PATH, 0, signal);
    const answer = await this.#asking;
    this.#asking = undefined;
    return answer.kind === 'listed' ? { ...error, scope: 'item' } : error;
  }

  async #onEnd(operation: Operation, end: OperationEnd): Promise<SyncError | undefined> {
    const { counter, failures, tell, ledger, observation, letGo } = this.#input;
    this.#waysBack.note(operation, end);
    if (end.kind === 'skipped') return undefined;
    const { plan } = observation;
    if (end.kind === 'done' || end.kind === 'unknown') letGo.note(operation, plan.base);
    const note = noteOperation(operation, plan);
    switch (end.kind) {
      case 'done':
        counter.addDone(operation);
        this.#noteNameConflict(operation);
        // Room was made on the server, by us or by whoever deleted it there: what did not fit may fit now.
        if (operation.kind === 'remove') failures.wake((code) => code === 'quota-exceeded');
        failures.clear(operation, note.path);
        tell({ type: 'done', operation: note, id: this.#recorded.get(operation.id) });
        if (operation.kind === 'transfer') this.#advance({ filesDone: this.#progress.filesDone + 1 });
        break;
      case 'refused':
        this.#lookAgain(operation);
        failures.noteRefused(describeAttempt(operation, note, plan), end.reason);
        break;
      case 'failed':
      case 'unknown':
        this.#lookAgain(operation);
        // Being asked to stop says nothing about the item.
        if (end.error.code !== 'cancelled') failures.note(describeAttempt(operation, note, plan), end.error);
        tell({ type: 'not-done', operation: note, error: end.error });
        break;
      default:
        end satisfies never;
    }
    return ledger.writer.flushIfDue();
  }

  /** An item here that gave its name to another and goes on under a conflict name is a second version too. */
  #noteNameConflict(operation: Operation): void {
    if (operation.kind !== 'move' || operation.role !== 'final' || operation.side !== 'local') return;
    const { plan } = this.#input.observation;
    const contested = plan.contested.find(({ id }) => id === operation.node);
    if (contested === undefined) return;
    const winner = findPath(plan.desired, contested.heldBy);
    if (winner !== undefined) this.#context.onConflict(winner, operation.place.name);
  }

  /** Each operation gets the id of its history entry, and keeps under it what it displaces. */
  #contextOf(operation: Operation, watch: Watch): OperationContext {
    const { observation, ports, ledger } = this.#input;
    const id = toHistoryId(`${this.#runId}-${operation.id + 1}`);
    return {
      ...this.#context,
      signal: watch.signal,
      expectQuiet: (quietMs) => watch.expectQuiet(quietMs),
      onBytes: (direction, bytes) => {
        watch.sign();
        this.#context.onBytes(direction, bytes);
      },
      ...this.#tellPosition(operation),
      keepId: id,
      onDeed: (deed) => {
        const { verb, side } = noteOperation(operation, observation.plan);
        if (verb === 'park') return;
        this.#recorded.set(operation.id, id);
        const { runId, atMs } = { runId: this.#runId, atMs: ports.clock.nowMs() };
        const entry = { ...deed, id, runId, atMs, verb, side, undoes: undefined };
        // Who wants it otherwise takes back the undo, which knows what lies where.
        ledger.writer.addHistory(this.#undos.note(entry) ? { ...entry, reversal: CARRIES_UNDO } : entry);
      },
    };
  }

  /** Of small ones there is nothing to be told: they are there before anybody looks. */
  #tellPosition(operation: Operation): Pick<OperationContext, 'onPosition'> {
    const bytesTotal = operation.kind === 'transfer' ? this.#sizeOf(operation) : 0;
    if (bytesTotal < TOLD_BYTES) return {};
    const { path } = noteOperation(operation, this.#input.observation.plan);
    return { onPosition: (bytesDone) => this.#input.tell({ type: 'advanced', path, bytesDone, bytesTotal }) };
  }

  /** What was believed of these places may be wrong: the next run lists them, whatever their etags say. */
  #lookAgain(operation: Operation): void {
    const { ledger } = this.#input.ledger;
    const directories = new Set<NodeId>();
    if (operation.kind !== 'remove') directories.add(operation.place.parentId);
    const node = ledger.findNode('remote', operation.node);
    if (node !== undefined) directories.add(node.parentId);
    for (const id of directories) ledger.markStale(id);
  }

  #sizeOf(operation: Operation): number {
    const { ledger } = this.#input.ledger;
    const source =
      otherSide(operation.side) === 'remote' ? ledger.findRemote(operation.node) : ledger.findStamp(operation.node);
    return source?.sizeBytes ?? 0;
  }

  #advance(change: Partial<Progress>): void {
    this.#progress = { ...this.#progress, ...change };
    this.#input.tell({ type: 'progress', progress: this.#progress });
  }
}
