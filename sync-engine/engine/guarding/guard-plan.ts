import type { MassRemovalLimits } from '../../core/guards/mass-removal.ts';
import { computeMissingBytes, findPausedDownloads } from '../../core/guards/free-space.ts';
import { areSameFalseAlarms } from '../../core/model/false-alarm.ts';
import type { Hold } from '../../core/model/hold.ts';
import type { Operation, OperationId } from '../../core/model/operation.ts';
import type { Problem } from '../../core/model/problem.ts';
import { ROOT_PATH } from '../../core/model/relative-path.ts';
import { bringBack } from './bring-back.ts';
import type { Absences } from '../looking/absences.ts';
import { measureStaged, stagingId } from '../../executor/staging.ts';
import { stalledError } from '../../executor/watchdog.ts';
import type { Attempt, Failures } from '../running/failures.ts';
import type { Hanging } from '../running/hanging.ts';
import { dropTakenBack } from './false-alarms.ts';
import { readAnswers } from './hold-answers.ts';
import type { Observation } from '../looking/observe.ts';
import type { FolderPorts, OnEvent } from '../parts.ts';
import type { HoldPlan } from './plan-holds.ts';
import { withoutDependents } from '../planning/dependents.ts';
import { LONGEST_WINDOW_MS, planHolds } from './plan-holds.ts';
import { describeAttempt, noteOperation, toAttemptKey } from '../planning/plan-notes.ts';
import { SuspiciousChanges } from './suspicious-changes.ts';

/** What of a plan may run now. */
export interface GuardedPlan {
  readonly operations: readonly Operation[];
  /** Questions that wait for a person. */
  readonly holds: readonly Hold[];
  /** What the guards themselves have to tell. */
  readonly problems: readonly Problem[];
  /** When something that the guards keep back may have become possible; undefined: not by waiting. */
  readonly retryAfterMs: number | undefined;
  /** True when a decision changed what is agreed on: this plan is void, look again. */
  readonly mustLookAgain: boolean;
}

const NONE_PAUSED = { ids: new Set<OperationId>(), missingBytes: 0 } as const;

/** How often the free space is looked at while downloads wait for it. */
const SPACE_RETRY_MS = 60_000;

/** Short enough to be typed, long enough that no two questions of a folder ever share one. */
const ID_LENGTH = 6;

export interface PlanGuardInput {
  readonly ports: FolderPorts;
  readonly failures: Failures;
  readonly absences: Absences;
  readonly hanging: Hanging;
  readonly onEvent: OnEvent;
}

/** Decides which operations of a plan may run, and remembers what waits and why. One call at a time. */
export class PlanGuard {
  readonly #input: PlanGuardInput;
  readonly #suspicious: SuspiciousChanges;

  constructor(input: PlanGuardInput) {
    this.#input = input;
    this.#suspicious = new SuspiciousChanges(input.ports.filesystem);
  }

  /** Everything that must be remembered is durable when this returns. */
  async judge(observation: Observation, limits: MassRemovalLimits | undefined): Promise<GuardedPlan> {
    const holdPlan = await this.#planHolds(observation, limits);
    const isTakenBack = holdPlan.decided.some(({ decision }) => decision === 'keep');
    await this.#carryOut(holdPlan, observation);
    const due = this.#keepDue(holdPlan.operations, observation);
    const paused = await this.#findPaused(due.operations, observation);
    const operations = withoutDependents(due.operations, ({ id }) => paused.ids.has(id));
    this.#noteLetThrough(holdPlan, operations);
    return {
      operations,
      holds: holdPlan.holds.filter(({ isApproved }) => !isApproved),
      problems: paused.ids.size === 0 ? [] : [toDiskFull(paused.missingBytes, observation)],
      retryAfterMs: paused.ids.size === 0 ? due.retryAfterMs : Math.min(SPACE_RETRY_MS, due.retryAfterMs ?? Infinity),
      mustLookAgain: isTakenBack,
    };
  }

  /** What would be asked of a person, and what would go on without an answer. Remembers nothing. */
  async preview(
    observation: Observation,
    limits: MassRemovalLimits | undefined,
  ): Promise<Pick<GuardedPlan, 'operations' | 'holds'>> {
    const { operations, holds } = await this.#planHolds(observation, limits);
    return { operations, holds: holds.filter(({ isApproved }) => !isApproved) };
  }

  async #planHolds(observation: Observation, limits: MassRemovalLimits | undefined): Promise<HoldPlan> {
    const { database, filesystem, clock, randomId } = this.#input.ports;
    const { plan, base, observed, filesElsewhere } = observation;
    const stored = database.listHolds();
    return planHolds({
      plan,
      filesElsewhere,
      rows: base,
      isUnseen: (id) => observed.withheld.unseen.has(id),
      suspicions: await this.#suspicious.find(observation),
      falseAlarms: await dropTakenBack(database.listFalseAlarms(), filesystem),
      stored,
      answers: await readAnswers(stored, filesystem),
      recent: database.listRecentActs(),
      limits,
      nowMs: clock.nowMs(),
      newId: () => randomId().slice(0, ID_LENGTH),
    });
  }

  /** What was agreed on changes first: a crash before the question is closed only means that it closes itself later. */
  async #carryOut(holdPlan: HoldPlan, observation: Observation): Promise<void> {
    const { database } = this.#input.ports;
    for (const decided of holdPlan.decided) {
      if (decided.decision === 'keep') await bringBack(decided, observation, this.#input.ports);
    }
    // Before the question is closed: after a crash in between it is answered once more, and remembered already.
    if (!areSameFalseAlarms(database.listFalseAlarms(), holdPlan.falseAlarms)) {
      database.replaceFalseAlarms(holdPlan.falseAlarms);
    }
    database.replaceHolds(holdPlan.holds);
    for (const decided of holdPlan.decided) this.#input.onEvent({ type: 'decided', ...decided });
  }

  /** For the sliding windows: written before the act, so that a crash cannot hide it. */
  #noteLetThrough({ letThrough }: HoldPlan, operations: readonly Operation[]): void {
    const { database, clock } = this.#input.ports;
    const going = new Set(operations.flatMap((op) => (op.kind === 'remove' ? op.covers : [op.node])));
    const acts = letThrough.filter(({ nodeId }) => going.has(nodeId));
    database.noteRecentActs(acts, clock.nowMs() - LONGEST_WINDOW_MS);
  }

  /**
   * Without what failed, or went missing here, a moment ago; and when the first of what failed may be tried. By the end
   * of the run that time can have come: it counts from here, else nobody would look again.
   */
  #keepDue(
    operations: readonly Operation[],
    { plan, isCut }: Observation,
  ): Pick<GuardedPlan, 'operations' | 'retryAfterMs'> {
    const attempts = new Map(
      plan.operations.map((operation) => [operation, describeAttempt(operation, noteOperation(operation, plan), plan)]),
    );
    const planned = new Set([...attempts.values()].map(toAttemptKey));
    if (!isCut) this.#input.failures.keepOnly((attempt) => planned.has(toAttemptKey(attempt)));
    this.#input.absences.note(operations);
    let retryAfterMs: number | undefined;
    const due = withoutDependents(operations, (operation) => {
      const attempt = attempts.get(operation);
      const leftMs = attempt === undefined ? 0 : this.#leftMs(operation, attempt);
      if (leftMs > 0) retryAfterMs = Math.min(leftMs, retryAfterMs ?? Infinity);
      return leftMs > 0 || !this.#input.absences.isSettled(operation);
    });
    return { operations: due, retryAfterMs };
  }

  /** Ms until it may start. Something that still hangs counts as having failed once more. */
  #leftMs(operation: Operation, attempt: Attempt): number {
    const { failures, hanging } = this.#input;
    const leftMs = failures.leftMs(operation, attempt.path);
    if (leftMs > 0 || !hanging.has(attempt.side, attempt.path)) return leftMs;
    failures.note(attempt, stalledError('an earlier attempt has not ended'));
    return failures.leftMs(operation, attempt.path);
  }

  /** Downloads for which there is no room, and how much of it is missing for all that would come. */
  async #findPaused(
    operations: readonly Operation[],
    { observed }: Observation,
  ): Promise<{ readonly ids: ReadonlySet<OperationId>; readonly missingBytes: number }> {
    const downloads = operations.flatMap(({ id, kind, side, node }) => {
      const row = observed.remoteRows.get(node);
      return kind === 'transfer' && side === 'local' ? [{ id, row, sizeBytes: row?.sizeBytes ?? 0 }] : [];
    });
    if (downloads.length === 0) return NONE_PAUSED;
    const { filesystem } = this.#input.ports;
    const space = await filesystem.readSpace();
    // A disk that is away is no full disk: the downloads themselves tell why they cannot be.
    if (!space.ok) return NONE_PAUSED;
    const { freeBytes } = space.value;
    if (findPausedDownloads(downloads, freeBytes).size === 0) return NONE_PAUSED;
    // What was interrupted has a part of its room already.
    const staged = await measureStaged(filesystem);
    const missing = downloads.map(({ id, row, sizeBytes }) => {
      const stagedBytes = (row === undefined ? undefined : staged.get(stagingId(row))) ?? 0;
      return { id, sizeBytes: Math.max(0, sizeBytes - stagedBytes) };
    });
    return { ids: findPausedDownloads(missing, freeBytes), missingBytes: computeMissingBytes(missing, freeBytes) };
  }
}

/** How much is missing for all that would come is only known where nothing is left for later. */
function toDiskFull(missingBytes: number, { isCut }: Observation): Problem {
  const problem = { path: ROOT_PATH, side: 'local', code: 'disk-full' } as const;
  return isCut ? problem : { ...problem, missingBytes };
}
