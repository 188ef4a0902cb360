import type { Leftover } from '../../core/model/folder-state.ts';
import { areOnlyFailures } from '../../core/model/folder-state.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { GuardedPlan } from '../guarding/guard-plan.ts';
import type { Observation } from '../looking/observe.ts';
import { listOnlyHere } from '../planning/problems.ts';

/** Something vanished while we looked: so soon the next look can tell what became of it. */
const VANISHED_DELAY_MS = 1_000;

/** A run that has nothing to do, or nothing that it may do now. */
export interface Resting {
  readonly guarded: GuardedPlan;
  readonly observation: Observation;
  /** When the run began to look, in ms since the epoch. */
  readonly startedAtMs: number;
}

export interface LeftoverInput extends Resting {
  readonly problems: readonly Problem[];
  /** How many operations of the plan were tried and failed. */
  readonly failures: number;
  /** Something waits that is not in the plan. */
  readonly doesMoreWait: boolean;
  /** Ms until what failed, or went missing, a moment ago is looked at again. */
  readonly delaysMs: readonly (number | undefined)[];
  readonly nowMs: number;
}

/** What a run at rest leaves undone, and in how many ms it can go on; undefined: not by waiting. Pure. */
export function computeLeftover(input: LeftoverInput): {
  readonly left: Leftover;
  readonly delayMs: number | undefined;
} {
  const { guarded, observation, problems, failures, doesMoreWait, delaysMs, nowMs } = input;
  const { unseen } = observation.observed;
  // Something could not be seen, and no problem says so: it was on its way while we looked.
  const isUnsettled = unseen > 0 && problems.length === 0;
  const delays = [...delaysMs, guarded.retryAfterMs, isUnsettled ? VANISHED_DELAY_MS : undefined].filter(
    (delay) => delay !== undefined,
  );
  const delayMs = delays.length === 0 ? undefined : Math.min(...delays);
  const planned = observation.plan.operations.length;
  const left = {
    planned,
    isOnlyFailures: areOnlyFailures({ planned, unseen }, failures) && !doesMoreWait,
    problems: problems.length,
    onlyHere: listOnlyHere(observation).length,
    unseen,
    holds: guarded.holds.length,
    retryAtMs: delayMs === undefined ? undefined : nowMs + delayMs,
  };
  return { left, delayMs };
}
