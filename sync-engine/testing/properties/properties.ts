import { merge } from '#sync-engine/core/merge/merge.ts';
import type { Swarm } from './generate.ts';
import { drawSwarm, isPrivateName, makeSyncedWorld, perturb } from './generate.ts';
import type { ModelSide } from './model-side.ts';
import { baseTree, contentsOf, ModelWorld, observe } from './model-world.ts';
import type { Mutation } from './model-run.ts';
import { makePolicy, runToRest, Violation } from './model-run.ts';
import { Random } from './random.ts';

/** The kinds of cases: what disturbs the run, or, for `order`, in how many orders it is made. */
export type CaseKind = 'planner' | 'order' | 'crash' | 'live';

/** Each seeds another choice among the operations that may run next. */
const ORDERS = [1, 2, 3, 4];

/** A case that broke a property, with all that is needed to see it again. */
export interface Failure {
  readonly kind: CaseKind;
  readonly seed: number;
  readonly message: string;
  readonly trace: readonly string[];
}

/** Runs one case; undefined when every property holds. The same seed gives the same case for ever. */
export function runCase(
  kind: CaseKind,
  seed: number,
  mutations: ReadonlySet<Mutation> = new Set(),
): Failure | undefined {
  const random = new Random(seed);
  const trace: string[] = [];
  try {
    const swarm = drawSwarm(random);
    const world = makeSyncedWorld(random, swarm);
    trace.push(`start: ${[...world.local.paths()].map(([path, content]) => `${path} ${content}`).join(', ')}`);
    const local = perturb({ world, side: 'local', random, swarm });
    const remote = perturb({ world, side: 'remote', random, swarm });
    trace.push(...local, ...remote);
    if (kind === 'order') {
      checkOrders(world, swarm);
      checkEntryOrder(world, random);
      return undefined;
    }
    const intended = local.length === 0 ? world.remote.paths() : remote.length === 0 ? world.local.paths() : undefined;
    const undisturbed = kind === 'crash' ? endUndisturbed(world, swarm, 1) : undefined;
    runToRest(world, {
      random,
      swarm,
      mutations,
      trace,
      livePercent: kind === 'live' ? 30 : 0,
      crashPercent: kind === 'planner' ? 0 : 15,
      disturbances: kind === 'planner' ? 0 : 4,
    });
    checkEnd(world);
    if (kind !== 'live' && intended !== undefined)
      checkEqual(world.local.paths(), intended, 'what the one side wanted');
    if (undisturbed !== undefined) checkSameContents(world, undisturbed);
    return undefined;
  } catch (error) {
    return { kind, seed, message: error instanceof Error ? error.message : String(error), trace };
  }
}

/** Runs seeds `first` … `first + count − 1`; stops at the first failure. */
export function runCases(input: {
  readonly kind: CaseKind;
  readonly first: number;
  readonly count: number;
  readonly mutations?: ReadonlySet<Mutation>;
}): Failure | undefined {
  for (let seed = input.first; seed < input.first + input.count; seed += 1) {
    const failure = runCase(input.kind, seed, input.mutations);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** For people: everything about a failure. */
export function explain(failure: Failure): string {
  return [`${failure.kind} case, seed ${failure.seed}: ${failure.message}`, ...failure.trace].join('\n');
}

function endUndisturbed(world: ModelWorld, swarm: Swarm, order: number): ModelWorld {
  const copy = new ModelWorld(world);
  runToRest(copy, {
    random: new Random(order),
    swarm,
    mutations: new Set(),
    trace: [],
    livePercent: 0,
    crashPercent: 0,
    disturbances: 0,
  });
  return copy;
}

/** L4: whichever of the operations that may run next is taken, both sides end with the same names and bytes. */
function checkOrders(world: ModelWorld, swarm: Swarm): void {
  let first: ReadonlyMap<string, string> | undefined;
  for (const order of ORDERS) {
    const end = endUndisturbed(world, swarm, order);
    checkEnd(end);
    first ??= end.local.paths();
    checkEqual(end.local.paths(), first, 'in another order');
  }
}

/** L4: what is decided does not depend on the order in which the base and both sides were read. */
function checkEntryOrder(world: ModelWorld, random: Random): void {
  const base = baseTree(world);
  const local = observe(world, 'local').logical;
  const remote = observe(world, 'remote').logical;
  const policy = makePolicy(new Set());
  const decide = (reorder: Reorder): string => {
    const trees = { base: reorder(base), local: reorder(local), remote: reorder(remote) };
    const { desired, forget, aliases } = merge({ ...trees, remoteNames: trees.remote, policy });
    return [...desired.values(), ...forget, ...aliases]
      .map((entry) => JSON.stringify(entry))
      .toSorted()
      .join(', ');
  };
  const decided = decide((tree) => tree);
  const again = decide((tree) => new Map(random.shuffle([...tree])));
  if (decided !== again) throw new Violation(`read in another order: [${again}], not [${decided}]`);
}

type Reorder = <Key, Node>(tree: ReadonlyMap<Key, Node>) => ReadonlyMap<Key, Node>;

/** L1, S1, S6, L2: at rest both sides are equal, hold every owed content, and the base says exactly that. */
function checkEnd(world: ModelWorld): void {
  checkEqual(world.local.paths(), world.remote.paths(), 'the server');
  const contents = contentsOf(world.local);
  for (const content of world.owed) if (!contents.has(content)) throw new Violation(`${content} is not on both sides`);
  if (world.parked.size > 0) throw new Violation('something is still parked');
  for (const path of world.local.paths().keys()) {
    if (path.split('/').some(isPrivateName)) throw new Violation(`${path} kept its private name`);
  }
  if (world.base.size !== world.local.items.size) throw new Violation('the base has other items than the sides');
  for (const row of world.base.values()) {
    const local = world.local.get(row.localKey ?? -1);
    const remote = world.remote.get(row.remoteKey ?? -1);
    if (local === undefined || remote === undefined) throw new Violation(`row ${row.node.id} names no items`);
    if (pathIn(world.local, local.key) !== pathIn(world.remote, remote.key)) throw new Violation('row joins two items');
    if (local.content !== row.node.content || local.name !== row.node.name) throw new Violation('row is not true');
  }
}

function pathIn(side: ModelSide, key: number): string {
  return side.pathOf(key);
}

function checkEqual(actual: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>, of: string): void {
  const show = (paths: ReadonlyMap<string, string>): string =>
    [...paths]
      .map(([path, content]) => `${path} ${content}`)
      .toSorted()
      .join(', ');
  if (show(actual) !== show(wanted)) throw new Violation(`[${show(actual)}] is not as ${of}: [${show(wanted)}]`);
}

/** S3: a crash neither brings back nor takes away any bytes compared with the same case left alone. */
function checkSameContents(world: ModelWorld, undisturbed: ModelWorld): void {
  for (const content of contentsOf(undisturbed.local)) {
    if (!contentsOf(world.local).has(content)) throw new Violation(`${content} is missing after a crash`);
  }
  const show = (side: ModelSide): string => [...contentsOf(side)].toSorted().join(', ');
  const actual = show(world.local);
  const wanted = show(undisturbed.local);
  if (actual !== wanted)
    throw new Violation(`deleted bytes came back after a crash: [${actual}], without a crash [${wanted}]`);
}
