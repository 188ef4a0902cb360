import { ROOT_ID } from '#sync-engine/core/model/ids.ts';
import type { NodeKind } from '#sync-engine/core/model/observation.ts';
import type { Side } from '#sync-engine/core/model/side.ts';
import { toContentId } from '#sync-engine/core/model/tree.ts';
import type { ModelItem, ModelSide } from './model-side.ts';
import { ROOT_KEY } from './model-side.ts';
import { ModelWorld } from './model-world.ts';
import type { Random } from './random.ts';

/** Few names, so that items meet often. */
const NAMES = ['a', 'b', 'c', 'd'];

/** How a case is made: each seed draws its own mixture, because rare meetings need lopsided dice. */
export interface Swarm {
  readonly items: number;
  readonly steps: number;
  readonly names: readonly string[];
  /** Upper bounds out of ten for creating, editing and moving; the rest deletes. */
  readonly createBelow: number;
  readonly editBelow: number;
  readonly moveBelow: number;
}

/** Draws the mixture of one case. */
export function drawSwarm(random: Random): Swarm {
  const createBelow = 1 + random.below(3);
  const editBelow = createBelow + 1 + random.below(2);
  return {
    items: 2 + random.below(10),
    steps: 1 + random.below(6),
    names: NAMES.slice(0, 2 + random.below(3)),
    createBelow,
    editBelow,
    moveBelow: editBelow + 1 + random.below(10 - editBelow),
  };
}

/** One change by a user, in words; for traces. */
export type UserStep = string;

/** A world in which both sides and the base agree on a small random tree. */
export function makeSyncedWorld(random: Random, swarm: Swarm): ModelWorld {
  const world = new ModelWorld();
  const directories = [{ localKey: ROOT_KEY, remoteKey: ROOT_KEY, id: ROOT_ID }];
  for (let index = 0; index < swarm.items; index += 1) {
    const parent = random.pick(directories);
    const name = random.pick(swarm.names);
    if (parent === undefined || name === undefined) continue;
    if (world.local.find(parent.localKey, name) !== undefined) continue;
    const kind: NodeKind = random.chance(50) ? 'directory' : 'file';
    const content = kind === 'file' ? world.newContent() : '';
    const localKey = world.local.create({ parentKey: parent.localKey, name, kind, content });
    const remoteKey = world.remote.create({ parentKey: parent.remoteKey, name, kind, content });
    const id = world.newNodeId();
    const node = { id, parentId: parent.id, name, kind, content: toContentId(content) };
    world.putRow({ ...node, onLocal: true, onRemote: true }, { localKey, remoteKey });
    if (kind === 'directory') directories.push({ localKey, remoteKey, id });
  }
  return world;
}

/** Who changes what, with which dice. */
export interface UserScene {
  readonly world: ModelWorld;
  readonly side: Side;
  readonly random: Random;
  readonly swarm: Swarm;
}

/** Lets users change one side a few times. */
export function perturb(scene: UserScene): UserStep[] {
  const { random, swarm } = scene;
  const steps: UserStep[] = [];
  for (let count = random.below(swarm.steps + 1); count > 0; count -= 1) {
    const step = userStep(scene);
    if (step !== undefined) steps.push(step);
  }
  return steps;
}

/** One change by a user on one side, as a person or program could make it; undefined when the dice asked too much. */
export function userStep(scene: UserScene): UserStep | undefined {
  const { world, side, random, swarm } = scene;
  const target = world.side(side);
  const items = [...target.items.values()].filter((item) => !isPrivateName(item.name));
  const item = random.pick(items);
  const choice = random.below(10);
  if (item === undefined || choice < swarm.createBelow) return create(scene);
  if (choice < swarm.editBelow) {
    if (item.kind === 'directory') return undefined;
    return edit(world, side, item);
  }
  if (choice < swarm.moveBelow) return move(scene, item);
  return remove(world, side, item);
}

/** A name that only the engine gives, for a moment. */
export function isPrivateName(name: string): boolean {
  return name.startsWith('park-');
}

function pickPlace({ world, side, random, swarm }: UserScene): { parentKey: number; name: string } | undefined {
  const target = world.side(side);
  const directories = [...target.items.values()].filter(
    (item) => item.kind === 'directory' && !isPrivateName(item.name),
  );
  const parentKey = random.pick([ROOT_KEY, ...directories.map((item) => item.key)]);
  const name = random.pick(swarm.names);
  if (parentKey === undefined || name === undefined || target.find(parentKey, name) !== undefined) return undefined;
  return { parentKey, name };
}

function create(scene: UserScene): UserStep | undefined {
  const { world, side, random } = scene;
  const place = pickPlace(scene);
  if (place === undefined) return undefined;
  const kind: NodeKind = random.chance(40) ? 'directory' : 'file';
  const content = kind === 'file' ? contentForNew(world, random) : '';
  const key = world.side(side).create({ ...place, kind, content });
  return `${side}: new ${kind} ${world.side(side).pathOf(key)} ${content}`;
}

/** Mostly new bytes, sometimes those of another file: copies must not confuse anybody. */
function contentForNew(world: ModelWorld, random: Random): string {
  const files = [...world.local.items.values(), ...world.remote.items.values()].filter((item) => item.kind === 'file');
  const other = random.chance(15) ? random.pick(files) : undefined;
  return other !== undefined && world.owed.has(other.content) ? other.content : world.newContent();
}

function edit(world: ModelWorld, side: Side, item: ModelItem): UserStep {
  disown(world, item);
  const content = world.newContent();
  world.side(side).write(item.key, content);
  return `${side}: edit ${world.side(side).pathOf(item.key)} ${item.content} → ${content}`;
}

function move(scene: UserScene, item: ModelItem): UserStep | undefined {
  const { world, side, random } = scene;
  const target = world.side(side);
  if (random.chance(25)) return swap(target, item, random);
  const place = pickPlace(scene);
  if (place === undefined || target.isInside(place.parentKey, item.key)) return undefined;
  const before = target.pathOf(item.key);
  target.move(item.key, place.parentKey, place.name);
  return `${side}: move ${before} → ${target.pathOf(item.key)}`;
}

/** Two items change places, as programs do that save through a temporary name. */
function swap(target: ModelSide, item: ModelItem, random: Random): UserStep | undefined {
  const other = random.pick([...target.items.values()].filter((candidate) => !isPrivateName(candidate.name)));
  if (other === undefined || target.isInside(other.key, item.key) || target.isInside(item.key, other.key))
    return undefined;
  target.move(item.key, item.parentKey, 'swapping');
  target.move(other.key, item.parentKey, item.name);
  target.move(item.key, other.parentKey, other.name);
  return `swap ${target.pathOf(item.key)} ⇄ ${target.pathOf(other.key)}`;
}

function remove(world: ModelWorld, side: Side, item: ModelItem): UserStep {
  const target = world.side(side);
  const path = target.pathOf(item.key);
  for (const below of target.items.values()) {
    if (below.kind === 'file' && target.isInside(below.key, item.key)) disown(world, below);
  }
  target.removeTree(item.key);
  return `${side}: delete ${path}`;
}

/** The user let these bytes go, wherever else a copy of them may be. */
function disown(world: ModelWorld, item: ModelItem): void {
  world.owed.delete(item.content);
}
