import type { EngineEvent } from '../../core/model/engine-state.ts';
import { NOTHING_LEFT } from '../../core/model/folder-state.ts';
import type { Hold } from '../../core/model/hold.ts';
import { toHoldName } from '../../core/model/hold.ts';
import type { Problem } from '../../core/model/problem.ts';
import { finish } from '../../core/model/steps.ts';
import type { Absences } from '../looking/absences.ts';
import type { Failures } from '../running/failures.ts';
import type { GuardedPlan } from '../guarding/guard-plan.ts';
import type { Resting } from './leftover.ts';
import { computeLeftover } from './leftover.ts';
import type { Coverage, Observation, Trust } from '../looking/observe.ts';
import type { FolderPorts } from '../parts.ts';
import { listProblems } from '../planning/problems.ts';
import type { StoredProof } from './rest-proof.ts';
import { isDatabaseAtRest, parseProof } from './rest-proof.ts';
import type { RunEnd } from '../run-end.ts';
import { inSlices } from '../slices.ts';
import { tellOutcome } from '../selection/tell-outcome.ts';
import type { Unsyncer } from '../selection/unsync.ts';
import type { StateKeeper } from './state-keeper.ts';

export interface RestInput {
  readonly ports: Pick<FolderPorts, 'clock' | 'database' | 'giveWay'>;
  readonly failures: Failures;
  readonly absences: Absences;
  readonly unsyncer: Unsyncer;
  readonly state: StateKeeper;
  readonly isDryRun: boolean;
  readonly tell: (event: EngineEvent) => void;
}

/** Whether a pass that found nothing may become the proof for the next. */
export interface Provable {
  /** Writes of the database so far, when the pass began. */
  readonly writesBefore: number;
  /** False while something waits that no plan tells of. */
  readonly isSettled: boolean;
}

/** Beside a portion of which nothing can be done there is always more: such a rest is never the end. */
const PORTION_RETRY_MS = 60_000;

const AT_ONCE_MS = 1;

const NO_PROOF: Provable = { writesBefore: -1, isSettled: false };

/** How runs end that have nothing to do, or nothing that they may do now. */
export class Rest {
  readonly #input: RestInput;
  #toldHolds: ReadonlySet<string> = new Set();
  #isPortionStuck = false;

  constructor(input: RestInput) {
    this.#input = input;
  }

  /** How little the next look may plan. */
  decideTrust(search: Pick<Trust, 'isSearchingConflicts' | 'isSearchingDamage'>): Trust {
    const isForAll = this.#isPortionStuck;
    this.#isPortionStuck = false;
    return { ...search, isForAll, proof: search.isSearchingDamage ? undefined : this.#findProof() };
  }

  /**
   * Of a portion nothing can be done now: where nothing was written of it either, the next plan has to see all, unless
   * the disk has no room for what would come.
   *
   * @returns false when the run is at rest with it.
   */
  noteIdlePortion({ problems }: GuardedPlan, hasWritten: boolean): boolean {
    const isDiskFull =
      problems.some(({ code }) => code === 'disk-full') || this.#input.failures.isWaitingFor('disk-full');
    this.#isPortionStuck = !hasWritten && !isDiskFull;
    return hasWritten || !isDiskFull;
  }

  /** The proof that a look may end with, while nothing is left that goes on with time. */
  #findProof(): StoredProof | undefined {
    const { ports, failures, unsyncer, isDryRun } = this.#input;
    const isPending = failures.rows().length > 0 || unsyncer.problems.length > 0;
    const stored = isPending || isDryRun ? undefined : ports.database.loadRestProof();
    return stored === undefined ? undefined : parseProof(stored);
  }

  /** Each list once: who watches must not be told the same every half minute. */
  tellHolds(holds: readonly Hold[]): void {
    for (const hold of holds) if (!this.#toldHolds.has(toHoldName(hold))) this.#input.tell({ type: 'hold', hold });
    this.#toldHolds = new Set(holds.map(toHoldName));
  }

  /** What is left, as a plan has found it. */
  async end(resting: Resting, found: readonly Problem[], provable: Provable): Promise<RunEnd> {
    const { failures, absences, unsyncer, state, ports } = this.#input;
    const { guarded, observation, startedAtMs } = resting;
    // What takes long comes first: all that is judged and told after it is of one moment.
    if (provable.isSettled && observation.proof !== undefined)
      await inSlices(observation.proof.toText(observation.differing), ports.giveWay);
    ports.database.replaceFailures(failures.rows());
    const observed = [...found, ...guarded.problems];
    const problems = [...observed, ...failures.problems()];
    const { left, delayMs } = computeLeftover({
      ...resting,
      problems,
      failures: failures.rows().length,
      doesMoreWait: unsyncer.nextDelayMs() !== undefined || observation.isCut,
      delaysMs: [
        failures.nextDelayMs(),
        absences.nextDelayMs(),
        unsyncer.nextDelayMs(),
        observation.isCut ? PORTION_RETRY_MS : undefined,
      ],
      nowMs: ports.clock.nowMs(),
    });
    const isNothingLeft =
      left.planned + left.problems + left.onlyHere + left.unseen + left.holds === 0 && delayMs === undefined;
    if (isNothingLeft) this.#keepProof(resting, provable);
    state.atRest({ coverage: observation.coverage, startedAtMs, left }, observed);
    if (delayMs !== undefined) return { kind: 'waiting', delayMs, problems };
    tellOutcome(ports, this.#input.tell);
    if (guarded.holds.length > 0) return { kind: 'held', holds: guarded.holds, problems };
    this.#input.tell({ type: 'idle', problems });
    return { kind: 'idle', problems };
  }

  /** What went missing a moment ago has to be so for a while before anybody looks whether it is anywhere else. */
  endUnproven(observation: Observation, startedAtMs: number): Promise<RunEnd> {
    const { absences } = this.#input;
    absences.note(observation.plan.operations);
    // Time goes on: what had not been missing for long enough may have been by now, and waits all the same.
    const retryAfterMs = absences.nextDelayMs() ?? AT_ONCE_MS;
    const guarded = { operations: [], holds: [], problems: [], retryAfterMs, mustLookAgain: false };
    const problems = listProblems(observation);
    this.#input.tell({ type: 'problems', problems });
    return this.end({ guarded, observation, startedAtMs }, problems, NO_PROOF);
  }

  /** Everything is as it was in a pass that found nothing: so is what follows from it. */
  endAsProven(coverage: Coverage, startedAtMs: number): RunEnd {
    const { absences, state, tell } = this.#input;
    absences.forget();
    tell({ type: 'problems', problems: [] });
    this.tellHolds([]);
    state.atRest({ coverage, startedAtMs, left: NOTHING_LEFT }, []);
    tell({ type: 'idle', problems: [] });
    return { kind: 'idle', problems: [] };
  }

  /**
   * A pass that has written nothing but what its plan was made from starts the next one from the same database: what
   * nothing followed from, nothing follows from again. Only then is it a proof.
   */
  #keepProof({ observation }: Resting, { writesBefore, isSettled }: Provable): void {
    const { proof, observed, writesForView, differing } = observation;
    const { ports, isDryRun } = this.#input;
    const { database } = ports;
    const hasWritten = database.writeCount !== writesBefore + writesForView;
    if (isDryRun || !isSettled || hasWritten || observed.unsync.length > 0 || !isDatabaseAtRest(database)) return;
    const text = proof && finish(proof.toText(differing));
    if (proof === undefined || text === undefined) return;
    database.saveRestProof(text);
    proof.note();
  }
}
