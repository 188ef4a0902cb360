import type { FolderState } from '../core/model/folder-state.ts';
import type { KeptLimits } from '../core/guards/kept-retention.ts';
import type { EngineEvent, Totals } from '../core/model/engine-state.ts';
import type { ProblemCode } from '../core/model/problem.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import { isNetworkError } from '../core/model/sync-error.ts';
import { ConflictKeeper } from './conflicts/conflict-keeper.ts';
import { settleExchanges } from './conflicts/settle.ts';
import type { Patience } from './opening/connect-patiently.ts';
import { createConnect } from './opening/connect-patiently.ts';
import { findDatabaseFailure } from './database-failure.ts';
import type { LocalDiscovery, LocalScope } from '../discovery/local-discovery.ts';
import { STALL_MS } from '../executor/watchdog.ts';
import { Absences } from './looking/absences.ts';
import type { Preview, RunEnd } from './run-end.ts';
import { STOPPED_BY_USER } from './run-end.ts';
import type { RunPlanInput } from './running/run-plan.ts';
import { applyPlanToBase, runPlan } from './running/run-plan.ts';
import { forgetParked } from './running/forget-parked.ts';
import { Failures } from './running/failures.ts';
import { PlanGuard } from './guarding/guard-plan.ts';
import { changesBase } from './planning/base-changes.ts';
import { closeAll } from './close-all.ts';
import { createLocalDiscovery } from './looking/create-local-discovery.ts';
import { dropUnfinished } from './running/drop-unfinished.ts';
import { FolderSession } from './opening/folder-session.ts';
import { Hanging } from './running/hanging.ts';
import { KnownContents } from './looking/known-contents.ts';
import type { Looks } from './looking/limit-looks.ts';
import { limitLooks } from './looking/limit-looks.ts';
import { observe, TRUST_NOTHING } from './looking/observe.ts';
import type { Looked, Trust } from './looking/observe.ts';
import { lookForProof } from './looking/look-for-proof.ts';
import type { AcceptedFolders, OpenedFolder } from './opening/open-folder.ts';
import { dropBrokenBase, openFolder } from './opening/open-folder.ts';
import type { DecideSettings, FolderPorts, FolderSettings, OnEvent } from './parts.ts';
import { noteOperation } from './planning/plan-notes.ts';
import { listProblems } from './planning/problems.ts';
import { SelectionDesk } from './selection/selection-desk.ts';
import { takeInChoices } from './selection/take-in-choices.ts';
import { Unsyncer } from './selection/unsync.ts';
import type { SyncRecords } from '../sync-database/sync-database.ts';
import { StateKeeper } from './resting/state-keeper.ts';
import { StoreTidier } from './resting/store-tidier.ts';
import { rememberSettings } from './opening/remember-settings.ts';
import { listDoubtful, RefusalTeller } from './planning/refusals.ts';
import { releaseMemory } from './resting/release-memory.ts';
import { repairDamage } from './running/repair-damage.ts';
import { Rest } from './resting/rest.ts';
import { describeRules } from './resting/rest-proof.ts';
import { TotalsCounter } from './running/totals.ts';
import { Turns } from './turns.ts';

export interface SyncFolderInput extends AcceptedFolders {
  readonly ports: FolderPorts;
  readonly decideSettings: DecideSettings;
  readonly localRootPath: string;
  readonly databasePath: string;
  /** Kept beside the marker, so that `why` judges by the same rules. */
  readonly excludes: string;
  readonly isDryRun: boolean;
  /** How much the safety store may hold, and how long; a tenth of the disk and 30 days when undefined. */
  readonly keptLimits?: KeptLimits;
  readonly onEvent: OnEvent;
  /** Hears of each directory that is read and in which an owner file seems to lie. */
  readonly onOwnerFile?: (directory: RelativePath) => void;
  /** Longest silence of a transfer or a look, in ms; two minutes when absent. */
  readonly stallMs?: number;
}

interface OpenParts {
  readonly folder: OpenedFolder;
  readonly settings: FolderSettings;
  readonly local: LocalDiscovery;
}

/** One local root ↔ one remote root. Runs and acts of people take turns. */
export class SyncFolder {
  readonly #input: SyncFolderInput;
  readonly #counter = new TotalsCounter();
  readonly #failures: Failures;
  readonly #absences: Absences;
  readonly #session: FolderSession;
  readonly #contents = new KnownContents();
  readonly #state: StateKeeper;
  readonly #hanging: Hanging;
  readonly #looks: Looks;
  readonly #stallMs: number;
  readonly #turns = new Turns();
  #opened: OpenParts | undefined;
  #interruption = new AbortController();
  /** True until a look at the server shows that what failed for the network may be tried again. */
  #isNetworkInDoubt = false;
  readonly #tidier: StoreTidier;
  readonly #refusals = new RefusalTeller();
  /** Letters can change without a new etag: what keeps something from being sent is asked for in each run. */
  #doubtful: readonly RelativePath[] = [];
  readonly #planGuard: PlanGuard;
  readonly #conflicts: ConflictKeeper;
  readonly #unsyncer: Unsyncer;
  readonly #rest: Rest;
  /** What of the server's tree takes part. */
  readonly selection: SelectionDesk;

  constructor(input: SyncFolderInput) {
    this.#input = input;
    this.#failures = new Failures(input.ports.clock);
    this.#absences = new Absences(input.ports.clock);
    this.#session = new FolderSession(input);
    this.#stallMs = input.stallMs ?? STALL_MS;
    this.#hanging = new Hanging(input.ports.logger);
    this.#looks = limitLooks({ ...input.ports, stallMs: this.#stallMs });
    this.#state = new StateKeeper({ ...input, database: input.ports.database, tell: (event) => this.#tell(event) });
    this.#tidier = new StoreTidier(input);
    const tell = (event: EngineEvent): void => this.#tell(event);
    const shared = { ...input, failures: this.#failures, absences: this.#absences, tell };
    this.#planGuard = new PlanGuard({ ...shared, hanging: this.#hanging });
    this.#conflicts = new ConflictKeeper(input.ports);
    this.#unsyncer = new Unsyncer({ ...input, tell, state: this.#state, session: this.#session });
    this.#rest = new Rest({ ...shared, unsyncer: this.#unsyncer, state: this.#state });
    this.selection = new SelectionDesk({ ...input, onChosen: () => this.#wakeForChoice() });
  }

  get totals(): Totals {
    return this.#counter.totals;
  }

  /** What can be said of this folder now; every change is told as an event, too. */
  get state(): FolderState {
    return this.#state.state;
  }

  /** A hint came: nobody may call the folder in sync until it has been looked at. */
  noticeChange(): void {
    this.#state.noticeChange();
  }

  /**
   * Opens both sides and checks that the base belongs to them. With `patience` a server that is away is waited for.
   * Codes: those of the ports, `local-folder-replaced`.
   */
  async open(signal: AbortSignal, patience?: Patience): Promise<Result<OpenedFolder>> {
    try {
      const opened = await this.#openOnce(signal, patience);
      if (!opened.ok) this.#state.notOpened(opened.error);
      return opened;
    } catch (error) {
      const failure = findDatabaseFailure(error);
      if (failure === undefined) throw error;
      return { ok: false, error: failure.error };
    }
  }

  async #openOnce(signal: AbortSignal, patience: Patience | undefined): Promise<Result<OpenedFolder>> {
    const onWait = (error: SyncError): void => {
      this.#state.notOpened(error);
      this.#tell({ type: 'stopped', error });
    };
    const connect = createConnect(this.#input.ports, patience, onWait);
    const opened = await openFolder({ ...this.#input, connect, signal });
    if (!opened.ok) return opened;
    // With a proof of rest no row may be needed at all; else the look itself checks them.
    if (this.#input.ports.database.loadRestProof() === undefined) await dropBrokenBase(this.#input);
    const unsettled = this.#input.isDryRun ? undefined : await settleExchanges({ ...this.#input.ports, signal });
    if (unsettled !== undefined) return { ok: false, error: unsettled };
    const settings = this.#input.decideSettings(opened.value.traits, opened.value.server);
    if (!this.#input.isDryRun) {
      await rememberSettings(this.#input, opened.value.server, settings);
      await this.#tidier.tidyIfDue(signal);
      await this.#session.open();
    }
    this.#state.load();
    this.#failures.load(this.#input.ports.database.listFailures());
    const local = createLocalDiscovery(this.#looks, { ...this.#input, ...this.#input.ports, rules: settings.rules });
    this.#absences.expectLateEtags(opened.value.server.kind === 'infinite-scale');
    this.#opened = { folder: opened.value, settings, local };
    return opened;
  }

  /** Looks at both sides and plans, unless everything is as was proven. Changes nothing in a dry run. */
  async look(scope: LocalScope, signal: AbortSignal, trust: Trust = TRUST_NOTHING): Promise<Result<Looked>> {
    const { settings, local, folder } = this.#mustBeOpen();
    this.#tell({ type: 'looking' });
    return observe({
      ports: this.#input.ports,
      settings,
      localDiscovery: local,
      traits: folder.traits,
      scope: { local: scope, doubtful: this.#doubtful, isRemoteComplete: false },
      contents: this.#contents,
      looks: this.#looks,
      doubtAbsences: (missing, isAnyHidden) => this.#absences.doubt(missing, isAnyHidden),
      isDryRun: this.#input.isDryRun,
      rules: describeRules(this.#input.excludes, folder, settings),
      trust,
      onEvent: (event) => this.#tell(event),
      signal,
    });
  }

  /** Looks at both sides and says what a run would do, and what it would ask. Changes nothing in a dry run. */
  async preview(signal: AbortSignal): Promise<Result<Preview>> {
    const looked = await this.look({ kind: 'everything' }, signal);
    if (!looked.ok) return looked;
    if (looked.value.kind === 'as-proven') return { ok: true, value: { operations: [], holds: [], problems: [] } };
    const { observation } = looked.value;
    const { operations, holds } = await this.#planGuard.preview(observation, this.#mustBeOpen().settings.removalLimits);
    const notes = operations.map((operation) => noteOperation(operation, observation.plan));
    return { ok: true, value: { operations: notes, holds, problems: listProblems(observation) } };
  }

  /** A person asks, or the reason is gone: what failed is tried at once, however often it failed before. */
  tryFailedNow(isOver: (code: ProblemCode, path: RelativePath) => boolean = () => true): void {
    this.#failures.wake(isOver);
  }

  /** @see Failures.listLocked */
  listLocked(): readonly RelativePath[] {
    return this.#failures.listLocked();
  }

  /** One run: observe → merge → script → guard → execute. Never throws for anything the world does. */
  run(scope: LocalScope, signal: AbortSignal): Promise<RunEnd> {
    return this.#turns.take(() => this.#runInTurn(scope, signal));
  }

  async #runInTurn(scope: LocalScope, signal: AbortSignal): Promise<RunEnd> {
    this.#interruption = new AbortController();
    if (this.#turns.isAwaited) this.#interruption.abort();
    try {
      const either = AbortSignal.any([signal, this.#interruption.signal]);
      if (!this.#input.isDryRun) await this.#tidier.tidyIfDue(either);
      return await this.#runOnce(scope, either);
    } catch (error) {
      const failure = findDatabaseFailure(error);
      if (failure === undefined) throw error;
      return this.#stop(failure.error);
    }
  }

  /** Connections may be dead: ends the run, as one that worked; what failed for the network is due at once. */
  interrupt(): void {
    this.#isNetworkInDoubt = true;
    this.#interruption.abort();
  }

  /** Lets a person act, all that `act` does in one go. A run that goes on is ended; the next one resumes its transfers. */
  actBetweenRuns<Value>(act: (ports: FolderPorts, settings?: FolderSettings) => Promise<Value>): Promise<Value> {
    this.#interruption.abort();
    this.#tidier.lookSoon();
    return this.#turns.take(() => act(this.#input.ports, this.#opened?.settings));
  }

  /** True for a file that no exclude pattern keeps out. The folder must be open. */
  takesPart(path: RelativePath): boolean {
    return !this.#mustBeOpen().settings.rules.isExcludedFully(path, 'file');
  }

  /** What the sync database tells, for looking only: no run is disturbed. */
  get records(): SyncRecords {
    return this.#input.ports.database;
  }

  /** Nothing has happened for a while: what can be read again is let go of. Not to be called while a run goes on. */
  releaseMemory(): void {
    this.#opened?.local.releaseMemory();
    releaseMemory(this.#input.ports, this.#contents);
  }

  /** What goes on may not be wanted any more. */
  #wakeForChoice(): void {
    this.#state.noticeChange();
    this.#interruption.abort();
  }

  async #runOnce(scope: LocalScope, signal: AbortSignal): Promise<RunEnd> {
    const startedAtMs = this.#input.ports.clock.nowMs();
    this.#state.looking();
    const untaken = await takeInChoices(this.#input.ports);
    if (untaken !== undefined) return this.#stop(untaken);
    const writesBefore = this.#input.ports.database.writeCount;
    const isSearchingDamage = this.#session.isDamagePossible;
    const trust = this.#rest.decideTrust({ isSearchingDamage, isSearchingConflicts: this.#conflicts.isDue });
    const { local: discovery, folder } = this.#mustBeOpen();
    const how = { ...this.#input.ports, discovery, traits: folder.traits, absences: this.#absences, signal };
    const looked = await lookForProof({ ...how, scope, look: (where) => this.look(where, signal, trust) });
    if (!looked.ok) return this.#stop(looked.error);
    if (this.#isNetworkInDoubt) this.#failures.wake(isNetworkError);
    this.#isNetworkInDoubt = false;
    if (looked.value.kind === 'as-proven') {
      this.#refusals.forget();
      this.#conflicts.noteReviewed();
      return this.#rest.endAsProven(looked.value.coverage, startedAtMs);
    }
    const { observation } = looked.value;
    if (looked.value.kind === 'unproven') return this.#rest.endUnproven(observation, startedAtMs);
    if (this.#session.isDamagePossible) {
      const repaired = await repairDamage({ ...this.#input, observation, signal });
      if (repaired === 'cancelled') return this.#stop(STOPPED_BY_USER);
      this.#session.noteSound();
      if (repaired === 'changed') return this.#workedOnBase();
    }
    if (await this.#unsyncer.carryOut(observation, signal)) return this.#workedOnBase();
    const guarded = await this.#planGuard.judge(observation, this.#mustBeOpen().settings.removalLimits);
    if (guarded.mustLookAgain) return this.#workedOnBase();
    const hasOperations = guarded.operations.length > 0;
    const problems = [...listProblems(observation), ...this.#unsyncer.problems];
    this.#tell({ type: 'problems', problems });
    this.#doubtful = listDoubtful(observation.plan);
    this.#refusals.tell(observation.plan, (event) => this.#tell(event));
    if (hasOperations || observation.observed.excludedRows.length > 0 || changesBase(observation.plan.baseChanges))
      await this.#session.beginRun();
    const ledger = await applyPlanToBase(observation, this.#input.ports);
    this.#contents.letGo.noteLook(observation);
    this.#rest.tellHolds(guarded.holds);
    if (await this.#conflicts.review(observation, hasOperations, signal)) return { kind: 'worked' };
    const isIdlePortion = !hasOperations && observation.isCut;
    if (isIdlePortion && this.#rest.noteIdlePortion(guarded, ledger.hasWritten)) return this.#workedOnBase();
    if (!hasOperations) {
      const { operations } = observation.plan;
      if (!isIdlePortion) await dropUnfinished({ ports: this.#input.ports, operations, ledger, signal });
      forgetParked(observation, this.#input.ports.database);
      const isSettled = !this.#conflicts.isDue && this.#doubtful.length === 0;
      return this.#rest.end({ guarded, observation, startedAtMs }, problems, { writesBefore, isSettled });
    }
    this.#state.working(guarded.operations.length, problems);
    return this.#carryOut({ operations: guarded.operations, observation, ledger }, signal);
  }

  async #carryOut(
    work: Pick<RunPlanInput, 'operations' | 'observation' | 'ledger'>,
    signal: AbortSignal,
  ): Promise<RunEnd> {
    const { operations, observation } = work;
    const { local, folder } = this.#mustBeOpen();
    const notes = operations.map((operation) => noteOperation(operation, observation.plan));
    this.#tell({ type: 'planned', operations: notes });
    // The base will say where our own moves brought things: to a look from before, people would have moved them back.
    local.forget();
    const stopped = await runPlan({
      ...work,
      ports: this.#input.ports,
      letGo: this.#contents.letGo,
      timeStepMs: Number(folder.traits.timeStepNs) / 1_000_000,
      signal,
      counter: this.#counter,
      failures: this.#failures,
      hanging: this.#hanging,
      stallMs: this.#stallMs,
      tell: (event) => this.#tell(event),
    });
    this.#absences.noteBrought((id) => work.ledger.ledger.findNode('remote', id) !== undefined);
    this.#input.ports.database.replaceFailures(this.#failures.rows());
    if (stopped !== undefined) return this.#stop(stopped);
    return signal.aborted ? this.#stop(STOPPED_BY_USER) : { kind: 'worked' };
  }

  /** A bug has ended what went on: this is told and stored. Not to be called while a run goes on. */
  noteBug(error: SyncError): void {
    this.#session.noteUnsound();
    if (this.#opened === undefined) this.#state.notOpened(error);
    else this.#stop(error);
  }

  /** Ends the connections, waits for what has its turn, and releases the lock and the database, whatever of it fails. */
  async close(): Promise<void> {
    const { transport, filesystem, database } = this.#input.ports;
    const endSession = (): void => {
      if (this.#opened !== undefined && !this.#input.isDryRun) this.#session.end();
    };
    const release = (): Promise<void> => closeAll([endSession, () => filesystem.close(), () => database.close()]);
    await closeAll([() => transport.close(), () => this.#turns.take(release)]);
  }

  /** What is agreed on has changed: nothing is known until the next look. */
  #workedOnBase(): RunEnd {
    this.#state.working(0, []);
    return { kind: 'worked' };
  }

  #stop(error: SyncError): RunEnd {
    this.#isNetworkInDoubt ||= isNetworkError(error.code);
    if (error.code === 'cancelled' && this.#interruption.signal.aborted) return { kind: 'worked' };
    this.#state.stopped(error);
    this.#tell({ type: 'stopped', error });
    return { kind: 'stopped', error };
  }

  #tell(event: EngineEvent): void {
    if (event.type === 'united') this.#state.forget();
    this.#input.onEvent(event);
  }

  #mustBeOpen(): OpenParts {
    if (this.#opened === undefined) throw new Error('the sync folder is not open');
    return this.#opened;
  }
}
