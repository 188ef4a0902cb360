import { listOnlyHere } from '../planning/problems.ts';
import type { FolderState } from '../../core/model/folder-state.ts';
import { advanceState, areOnlyFailures, toFirstState } from '../../core/model/folder-state.ts';
import type { Hold } from '../../core/model/hold.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { Choice } from '../../core/model/selection.ts';
import { countSteps } from '../selection/plan-unsync.ts';
import { takeInOnCopy } from '../selection/take-in-choices.ts';
import type { InspectInput } from './inspect.ts';
import { inspectFolder } from './inspect.ts';

/** A sync folder as another process sees it: what the engine said last, corrected by a look at the disk. */
export interface FolderStatus {
  readonly state: FolderState;
  /** Steps that are still to be done, as far as a look at the disk alone can tell. */
  readonly pending: number;
  /** Every path that is not synced, those whose last attempt failed among them. */
  readonly problems: readonly Problem[];
  readonly holds: readonly Hold[];
  /** Files that lie here in two versions, which somebody may want to decide on. */
  readonly openConflicts: number;
  /** New directories of the server that wait for a decision; they keep nothing else back. */
  readonly undecided: readonly Choice[];
  readonly deselected: readonly Choice[];
}

/**
 * The state of a sync folder without a question to the server, and without disturbing a process that works in it.
 * What people have chosen since the last run counts already. Undefined when it has never been synced.
 *
 * @param input its sync database is a copy.
 */
export async function inspectStatus(input: InspectInput): Promise<FolderStatus | undefined> {
  await takeInOnCopy(input);
  const inspected = await inspectFolder(input);
  if (!inspected.ok) {
    const state = advanceState(toFirstState(undefined), { kind: 'stopped', error: inspected.error });
    return { state, pending: 0, problems: [], holds: [], openConflicts: 0, undecided: [], deselected: [] };
  }
  if (inspected.value === undefined) return undefined;
  const { planned, problems, failures, holdPlan, report } = inspected.value;
  const holds = holdPlan.holds.filter(({ isApproved }) => !isApproved);
  const { unseen, unsync } = planned.observed;
  const leaving = unsync.reduce((sum, plan) => sum + countSteps(plan), 0);
  const pending = planned.plan.operations.length + leaving;
  const all = [...problems, ...failures.map(({ path, side, code }) => ({ path, side, code }))];
  const retryAtMs = failures.length === 0 ? undefined : Math.min(...failures.map((row) => row.nextAttemptAtMs));
  const onlyHere = listOnlyHere(planned).length;
  const left = {
    planned: pending,
    problems: all.length,
    onlyHere,
    isOnlyFailures: areOnlyFailures({ planned: pending, unseen }, failures.length),
    unseen,
    holds: holds.length,
  };
  const state = judge(report?.state ?? toFirstState(undefined), { ...left, retryAtMs });
  const openConflicts = input.database.listConflicts().filter((record) => record.state.kind === 'open').length;
  const choices = input.database.loadSelection().choices.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const undecided = choices.filter(({ kind }) => kind === 'undecided');
  const deselected = choices.filter(({ kind }) => kind === 'deselected');
  return { state, pending, problems: all, holds, openConflicts, undecided, deselected };
}

/** What stopped the engine goes first. Otherwise the disk has the word, and only what the engine proved is in sync. */
function judge(told: FolderState, left: Parameters<typeof toLook>[0]): FolderState {
  if (told.kind === 'offline' || told.kind === 'stopped') return told;
  return advanceState(told, toLook(left));
}

/** A look at the disk alone proves nothing of the server: it keeps the older time, or finds what speaks against it. */
function toLook(left: Extract<Parameters<typeof advanceState>[1], { kind: 'at-rest' }>['left']) {
  return { kind: 'at-rest', coverage: 'hinted', startedAtMs: 0, left } as const;
}
