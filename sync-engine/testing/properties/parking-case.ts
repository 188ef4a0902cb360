import { finish } from '#sync-engine/core/model/steps.ts';
import type { MergePolicy } from '#sync-engine/core/merge/merge-types.ts';
import type { NodeId } from '#sync-engine/core/model/ids.ts';
import { ROOT_ID } from '#sync-engine/core/model/ids.ts';
import type { Operation, OperationId } from '#sync-engine/core/model/operation.ts';
import { isAllowed } from '#sync-engine/core/model/permissions.ts';
import type { Side } from '#sync-engine/core/model/side.ts';
import type { Place, Tree } from '#sync-engine/core/model/tree.ts';
import { withAliases } from '#sync-engine/core/merge/unify.ts';
import { withoutDependents } from '#sync-engine/engine/planning/dependents.ts';
import type { Plan, SideSnapshot, Snapshot } from '#sync-engine/engine/planning/plan.ts';
import { makePlan } from '#sync-engine/engine/planning/plan.ts';
import { drawSwarm, isPrivateName, makeSyncedWorld, perturb } from './generate.ts';
import { makePolicy, Violation } from './model-run.ts';
import type { ModelWorld } from './model-world.ts';
import { baseTree, observe } from './model-world.ts';
import { Random } from './random.ts';

const SIDES: readonly Side[] = ['local', 'remote'];

/** Two of them are one name here. */
const NAMES = ['a', 'A', 'b'];

const policy: MergePolicy = { ...makePolicy(new Set()), nameKey: (name) => name.toLowerCase() };

/**
 * Draws two changed sides, with items that an earlier plan left under private names and with places that are in use by
 * what nobody syncs; and plays what is planned on both trees. Every operation must be possible, and no item may be left
 * under a private name that may have another: neither by the whole plan, nor by one of which something may not run now,
 * unless it had that name before. Undefined for a case that cannot be, because two names are one here; else how many of the items had to find
 * another way than that to their place.
 */
export function checkParking(seed: number): number | undefined {
  const random = new Random(seed);
  const swarm = { ...drawSwarm(random), names: NAMES };
  const world = makeSyncedWorld(random, swarm);
  for (const side of SIDES) leaveParked(world, side, random);
  for (const side of SIDES) perturb({ world, side, random, swarm });
  const local = withObstacles(observe(world, 'local'), random);
  const remote = withLetters(withObstacles(observe(world, 'remote'), random), random);
  if (hasOneNameTwice(local.actual)) return undefined;
  const parkName = (id: NodeId): string => `park-new-${id}`;
  const snapshot: Snapshot = { base: baseTree(world), local, remote, policy, parkName };
  const plan = finish(makePlan(snapshot));
  for (const side of SIDES) {
    const whole = play({ side, plan, operations: plan.operations }, snapshot[side]).filter(
      (id) => side === 'local' || mayRename(id, plan),
    );
    if (whole.length > 0) throw new Violation(`${side}: ${whole.join(', ')} kept a private name`);
    const running = withoutDependents(plan.operations, () => random.chance(15));
    const before = play({ side, plan, operations: [] }, snapshot[side]);
    const late = play({ side, plan, operations: running }, snapshot[side]).filter((id) => !before.includes(id));
    if (late.length > 0) throw new Violation(`${side}: ${late.join(', ')} stepped aside and cannot go on`);
  }
  return countOthers(plan, snapshot);
}

/** Some items have stepped aside here in an earlier run, which ended there. */
function leaveParked(world: ModelWorld, side: Side, random: Random): void {
  const model = world.side(side);
  for (const { key, parentKey, name } of model.items.values()) {
    if (!random.chance(25)) continue;
    world.parked.set(`${side} park-${key}`, name);
    model.move(key, parentKey, `park-${key}`);
  }
}

/** Puts things in the way that are not synced, such as links. */
function withObstacles(seen: SideSnapshot, random: Random): SideSnapshot {
  const directories = [...seen.actual.values()].filter(({ kind }) => kind === 'directory').map(({ id }) => id);
  const slots = new Set<string>();
  const kept = new Set<NodeId>();
  for (let count = random.below(4); count > 0; count -= 1) {
    const place = { parentId: random.pick([ROOT_ID, ...directories]) ?? ROOT_ID, name: random.pick(NAMES) ?? 'a' };
    if ([...seen.actual.values()].some((node) => slotOf(node) === slotOf(place))) continue;
    slots.add(slotOf(place));
    for (let at = place.parentId; at !== ROOT_ID; at = seen.actual.get(at)?.parentId ?? ROOT_ID) kept.add(at);
  }
  return { ...seen, kept, isOccupied: (place) => slots.has(slotOf(place)) };
}

/** The server does not allow everything everywhere. */
function withLetters(seen: SideSnapshot, random: Random): SideSnapshot {
  const letters = new Map([...seen.actual.keys()].map((id) => [id, drawLetters(random)]));
  const lettered = (tree: Tree): Tree =>
    new Map([...tree].map(([id, node]) => [id, { ...node, permissions: letters.get(id) }]));
  const actual = lettered(seen.actual);
  return { ...seen, actual, logical: seen.actual === seen.logical ? actual : lettered(seen.logical) };
}

function drawLetters(random: Random): string | undefined {
  return random.chance(80) ? undefined : ['D', 'N', 'V', 'W', 'C', 'K'].filter(() => random.chance(60)).join('');
}

function mayRename(id: NodeId, { remote }: Plan): boolean {
  return isAllowed('rename', remote.get(id)?.permissions);
}

function hasOneNameTwice(tree: Tree): boolean {
  return new Set([...tree.values()].map(slotOf)).size < tree.size;
}

function slotOf({ parentId, name }: Place): string {
  return `${parentId}/${policy.nameKey(name)}`;
}

interface Played {
  readonly side: Side;
  readonly plan: Plan;
  readonly operations: readonly Operation[];
}

/** Does one side's operations one by one; the items that end under a private name. */
function play({ side, plan, operations }: Played, seen: SideSnapshot): readonly NodeId[] {
  const tree = new Map<NodeId, Place>(withAliases(seen.actual, plan.aliases));
  const done = new Set<OperationId>();
  for (const operation of operations) {
    if (operation.after.some((id) => !done.has(id))) throw new Violation(`${operation.id} comes too early`);
    done.add(operation.id);
    if (operation.side !== side) continue;
    if (operation.kind === 'remove') remove(operation, tree);
    else if (operation.kind !== 'transfer' || operation.mode.kind === 'create') put(operation, tree, seen);
  }
  return [...tree].flatMap(([id, { name }]) => (isPrivateName(name) ? [id] : []));
}

function put(operation: Exclude<Operation, { kind: 'remove' }>, tree: Map<NodeId, Place>, seen: SideSnapshot): void {
  const { node, place, side } = operation;
  if (place.parentId !== ROOT_ID && !tree.has(place.parentId)) throw new Violation(`no directory for ${node}`);
  if (seen.isOccupied(place)) throw new Violation(`something unsynced is in the way of ${node}`);
  const toKey = (at: Place): string => (side === 'local' ? slotOf(at) : `${at.parentId}/${at.name}`);
  const holder = [...tree].find(([id, at]) => id !== node && toKey(at) === toKey(place));
  if (holder !== undefined) throw new Violation(`${holder[0]} is in the way of ${node}`);
  tree.set(node, place);
}

function remove({ covers }: Operation & { kind: 'remove' }, tree: Map<NodeId, Place>): void {
  for (const id of covers) tree.delete(id);
  const lost = [...tree.values()].find(({ parentId }) => parentId !== ROOT_ID && !tree.has(parentId));
  if (lost !== undefined) throw new Violation(`${lost.name} went with what held it`);
}

/** Items that had stepped aside and get another name than they should have. */
function countOthers(plan: Plan, snapshot: Snapshot): number {
  const isOther = (operation: Operation): boolean => {
    if (operation.kind !== 'move' || operation.role !== 'final') return false;
    const before = withAliases(snapshot[operation.side].actual, plan.aliases).get(operation.node);
    const wanted = plan.desired.get(operation.node);
    const isWanted = wanted !== undefined && slotOf(wanted) === slotOf(operation.place);
    return before !== undefined && isPrivateName(before.name) && !isWanted;
  };
  return plan.operations.filter(isOther).length;
}
