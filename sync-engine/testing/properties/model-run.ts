import { finish } from '#sync-engine/core/model/steps.ts';
import type { MergePolicy, MergeMutation } from '#sync-engine/core/merge/merge-types.ts';
import type { Operation, OperationId } from '#sync-engine/core/model/operation.ts';
import type { Side } from '#sync-engine/core/model/side.ts';
import { changesBase } from '#sync-engine/engine/planning/base-changes.ts';
import type { Plan } from '#sync-engine/engine/planning/plan.ts';
import { makePlan } from '#sync-engine/engine/planning/plan.ts';
import type { Swarm } from './generate.ts';
import { userStep } from './generate.ts';
import type { ExecutorMutation } from './model-executor.ts';
import { isRefusal, ModelExecutor } from './model-executor.ts';
import type { ModelObservation, ModelWorld } from './model-world.ts';
import { baseTree, contentsOf, observe } from './model-world.ts';
import type { Random } from './random.ts';

/** Any of the faults of design that the properties must notice. */
export type Mutation = ExecutorMutation | MergeMutation | 'script-newer-than-merge';

export interface RunOptions {
  readonly random: Random;
  readonly swarm: Swarm;
  readonly mutations: ReadonlySet<Mutation>;
  /** Chance in percent that a user changes something before an operation. */
  readonly livePercent: number;
  /** Chance in percent, per moment, that the process dies. */
  readonly crashPercent: number;
  /** How many user changes and crashes there are at most, so that the run can come to rest. */
  readonly disturbances: number;
  /** An operation that is refused is a violation unless somebody disturbs the run. */
  readonly trace: string[];
}

/** What the properties found wrong. */
export class Violation extends Error {}

/** Rounds until both sides must be equal; the planner normally needs two. */
const MAX_ROUNDS = 40;

/** Conflict names that are counted up; with a fault, without looking what is taken. */
export function makePolicy(mutations: ReadonlySet<Mutation>): MergePolicy {
  const areNamesReused = mutations.has('conflict-name-reused');
  return {
    nameKey: (name) => name,
    conflictName: ({ name, isTaken }) => {
      for (let number = 1; ; number += 1) {
        const candidate = `${name}-v${number}`;
        if (areNamesReused || !isTaken(candidate)) return candidate;
      }
    },
  };
}

/** Syncs the world until nothing is left to do, checking during the run that no owed bytes are out of sight. */
export function runToRest(world: ModelWorld, options: RunOptions): void {
  let left = options.disturbances;
  for (let round = 1; round <= MAX_ROUNDS; round += 1) {
    purgeParked(world);
    const seen = { local: observe(world, 'local'), remote: observe(world, 'remote') };
    const plan = planFor(world, seen, options);
    const executor = new ModelExecutor({ world, plan, seen, mutations: executorMutations(options) });
    executor.applyBaseChanges(plan);
    if (plan.operations.length === 0 && !changesBase(plan.baseChanges)) return;
    options.trace.push(`round ${round}: ${plan.operations.map(describe).join(', ')}`);
    left = runPlan({ world, plan, executor, options, left });
  }
  throw new Violation(`does not come to rest in ${MAX_ROUNDS} rounds`);
}

function executorMutations(options: RunOptions): ReadonlySet<ExecutorMutation> {
  const mutations = new Set<ExecutorMutation>();
  for (const mutation of options.mutations) {
    if (mutation !== 'script-newer-than-merge' && mutation !== 'clashing-tracked-directories-merged')
      mutations.add(mutation);
  }
  return mutations;
}

function planFor(world: ModelWorld, seen: Record<Side, ModelObservation>, options: RunOptions): Plan {
  const policy = makePolicy(options.mutations);
  const snapshot = { base: baseTree(world), local: seen.local, remote: seen.remote, policy, parkName };
  if (options.mutations.has('clashing-tracked-directories-merged')) {
    return finish(makePlan({ ...snapshot, mutation: 'clashing-tracked-directories-merged' }));
  }
  if (options.mutations.has('script-newer-than-merge') && options.livePercent > 0) {
    const step = userStep({ world, side: 'local', random: options.random, swarm: options.swarm });
    if (step !== undefined) options.trace.push(`  ${step}`);
    seen.local = { ...observe(world, 'local'), logical: seen.local.logical };
    return finish(makePlan({ ...snapshot, local: seen.local }));
  }
  return finish(makePlan(snapshot));
}

interface PlanRun {
  readonly world: ModelWorld;
  readonly plan: Plan;
  readonly executor: ModelExecutor;
  readonly options: RunOptions;
  readonly left: number;
}

/** Runs operations in a random order that `after` allows; returns how many disturbances are left. */
function runPlan(run: PlanRun): number {
  const { world, plan, executor, options } = run;
  const { random, trace } = options;
  let left = run.left;
  const done = new Set<OperationId>();
  const pending = [...plan.operations];
  while (pending.length > 0) {
    const operation = takeReady(pending, done, random);
    if (operation === undefined) return left;
    if (left > 0 && random.chance(options.livePercent)) {
      const step = userStep({ world, side: random.chance(50) ? 'local' : 'remote', random, swarm: options.swarm });
      if (step !== undefined) trace.push(`  ${step}`);
      left -= 1;
    }
    try {
      for (const moment of executor.run(operation)) {
        checkNothingLost(world, `${describe(operation)}: ${moment}`);
        if (left > 0 && random.chance(options.crashPercent)) {
          trace.push(`  dies: ${describe(operation)}: ${moment}`);
          return left - 1;
        }
      }
      done.add(operation.id);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (left === options.disturbances && options.livePercent === 0) {
        throw new Violation(`refused though nobody interfered: ${describe(operation)}: ${String(error)}`, {
          cause: error,
        });
      }
      trace.push(`  refused: ${describe(operation)}`);
    }
    checkNothingLost(world, describe(operation));
  }
  return left;
}

function takeReady(pending: Operation[], done: ReadonlySet<OperationId>, random: Random): Operation | undefined {
  const areMovesOver = !pending.some((operation) => operation.kind === 'move' && isReachable(operation, done, pending));
  const ready = pending.filter(
    (operation) => operation.after.every((id) => done.has(id)) && (operation.kind !== 'transfer' || areMovesOver),
  );
  const chosen = random.pick(ready);
  if (chosen !== undefined) pending.splice(pending.indexOf(chosen), 1);
  return chosen;
}

/** False for an operation that waits for one that was refused: it will never run. */
function isReachable(operation: Operation, done: ReadonlySet<OperationId>, pending: readonly Operation[]): boolean {
  return operation.after.every((id) => {
    if (done.has(id)) return true;
    const needed = pending.find((other) => other.id === id);
    return needed !== undefined && isReachable(needed, done, pending);
  });
}

function parkName(id: number): string {
  return `park-${id}`;
}

function purgeParked(world: ModelWorld): void {
  for (const key of world.parked.keys()) {
    const [side, name] = key.split(' ');
    const items = side === 'local' ? world.local.items : world.remote.items;
    if (![...items.values()].some((item) => item.name === name)) world.parked.delete(key);
  }
}

/** S1, at every moment: what a user wrote and nobody took back is visible on at least one side. */
export function checkNothingLost(world: ModelWorld, moment: string): void {
  const local = contentsOf(world.local);
  for (const content of world.owed) {
    if (local.has(content)) continue;
    if (!contentsOf(world.remote).has(content)) throw new Violation(`${content} is lost after ${moment}`);
  }
}

function describe(operation: Operation): string {
  const place = operation.kind === 'remove' ? '' : ` → ${operation.place.parentId}/${operation.place.name}`;
  const detail = operation.kind === 'transfer' ? ` ${operation.mode.kind}` : '';
  return `${operation.side} ${operation.kind}${detail} ${operation.node}${place}`;
}
