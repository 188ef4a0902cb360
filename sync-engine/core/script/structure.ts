import type { DesiredNode } from '../model/desired.ts';
import type { NodeId } from '../model/ids.ts';
import type { Place } from '../model/tree.ts';
import { isSamePlace } from '../model/tree.ts';
import type { OperationLog } from './operation-log.ts';
import type { Removals } from './removals.ts';
import type { BlockedStep, ScriptInput } from './script-types.ts';
import type { SideState } from './side-state.ts';

/**
 * What a step waits for: a directory that is not there yet, a slot in use, or a directory that is in its own way until one
 * between it and its place has moved, if one shall.
 */
type Obstacle =
  | { readonly kind: 'missing'; readonly directory: NodeId }
  | { readonly kind: 'occupied'; readonly occupant: NodeId | undefined; readonly slot: string }
  | { readonly kind: 'inside-itself'; readonly mover: NodeId | undefined };

/** What the structural part of a script works with. */
interface StructureParts {
  readonly input: ScriptInput;
  readonly state: SideState;
  readonly log: OperationLog;
  readonly removals: Removals;
}

/**
 * Makes directories and moves items. A step that cannot be taken yet waits for its obstacle and is tried again when
 * that is gone. When everything waits, what is in the way is removed if it may go; else one item is parked. An item is
 * parked at most once, so this ends.
 */
export class Structure {
  readonly #input: ScriptInput;
  readonly #state: SideState;
  readonly #log: OperationLog;
  readonly #removals: Removals;
  readonly #waiting = new Map<string, DesiredNode[]>();
  readonly #obstacles = new Map<NodeId, Obstacle>();
  readonly #pendingMoves = new Set<NodeId>();
  readonly #parked = new Set<NodeId>();
  #ready: DesiredNode[] = [];

  constructor(parts: StructureParts) {
    this.#input = parts.input;
    this.#state = parts.state;
    this.#log = parts.log;
    this.#removals = parts.removals;
  }

  /** Emits all steps; returns those for which something unsynced is in the way. */
  write(): readonly BlockedStep[] {
    const creations: DesiredNode[] = [];
    for (const node of this.#input.desired.values()) {
      if (mustMove(node.id, this.#input)) {
        this.#pendingMoves.add(node.id);
        this.#log.expectMove(node.id);
        this.#ready.push(node);
      } else if (node.kind === 'directory' && !this.#input.tree.has(node.id)) creations.push(node);
    }
    // Taken from the end: moves first, so that later steps need not wait for directories to reach their places.
    this.#ready = [...creations.reverse(), ...this.#ready.reverse()];
    do {
      for (let node = this.#ready.pop(); node !== undefined; node = this.#ready.pop()) this.#try(node);
    } while (this.#removeOccupants() || this.#parkOne());
    return [...this.#obstacles.keys()].map((id) => this.#blockedStep(id));
  }

  #try(node: DesiredNode): void {
    const obstacle = this.#findObstacle(node);
    if (obstacle !== undefined) {
      this.#obstacles.set(node.id, obstacle);
      const key = keyOf(obstacle);
      const others = this.#waiting.get(key);
      if (others === undefined) this.#waiting.set(key, [node]);
      else others.push(node);
      return;
    }
    this.#obstacles.delete(node.id);
    const left = this.#state.placeOf(node.id);
    if (left === undefined) this.#log.makeDirectory(node);
    else this.#log.move(node.id, node, 'final');
    this.#pendingMoves.delete(node.id);
    if (left !== undefined) this.#wake(`slot ${this.#state.slotOf(left)}`);
    this.#wake(`node ${node.id}`);
  }

  #findObstacle(node: DesiredNode): Obstacle | undefined {
    if (!this.#state.has(node.parentId)) return { kind: 'missing', directory: node.parentId };
    const slot = this.#state.slotOf(node);
    const occupant = this.#state.occupantOf(slot);
    // A change of spelling only: the item is in its own way, which every system allows.
    const isFree = occupant === undefined ? !this.#input.isOccupied(node) : occupant === node.id;
    if (!isFree) return { kind: 'occupied', occupant, slot };
    const above = this.#state.ancestorsOf(node);
    const own = above.indexOf(node.id);
    if (own === -1) return undefined;
    return { kind: 'inside-itself', mover: above.slice(0, own).find((id) => this.#pendingMoves.has(id)) };
  }

  #wake(key: string): void {
    const woken = this.#waiting.get(key);
    if (woken === undefined) return;
    this.#waiting.delete(key);
    this.#ready.push(...woken);
  }

  #removeOccupants(): boolean {
    const slots = new Set<string>();
    for (const obstacle of this.#obstacles.values()) {
      if (obstacle.kind !== 'occupied' || obstacle.occupant === undefined || slots.has(obstacle.slot)) continue;
      if (!this.#removals.isDead(obstacle.occupant) || this.#state.occupantOf(obstacle.slot) !== obstacle.occupant)
        continue;
      if (this.#removals.removeNow(obstacle.occupant)) slots.add(obstacle.slot);
    }
    for (const slot of slots) this.#wake(`slot ${slot}`);
    return slots.size > 0;
  }

  /** Of those that may step aside the youngest, so that the plan does not depend on the order of trees. */
  #parkOne(): boolean {
    let chosen: NodeId | undefined;
    for (const obstacle of this.#obstacles.values()) {
      if (obstacle.kind !== 'occupied' || obstacle.occupant === undefined) continue;
      const { occupant, slot } = obstacle;
      if (this.#parked.has(occupant) || this.#state.occupantOf(slot) !== occupant) continue;
      if ((chosen === undefined || occupant > chosen) && this.#mayPark(occupant)) chosen = occupant;
    }
    const place = chosen === undefined ? undefined : this.#state.placeOf(chosen);
    if (chosen === undefined || place === undefined) return false;
    this.#parked.add(chosen);
    const slot = this.#state.slotOf(place);
    this.#log.move(chosen, { parentId: place.parentId, name: this.#input.parkName(chosen) }, 'park');
    this.#wake(`slot ${slot}`);
    return true;
  }

  /**
   * Only what will go on to another place, or away, may step aside: what waits for something that cannot leave would
   * keep its private name. Whatever waits for itself in the end can go on once one of those in the circle is parked.
   */
  #mayPark(id: NodeId, waiting: ReadonlySet<NodeId> = new Set()): boolean {
    if (waiting.has(id)) return true;
    const behind = new Set(waiting).add(id);
    if (this.#removals.isDead(id)) {
      return (
        !this.#input.kept.has(id) && [...this.#state.childrenOf(id)].every((child) => this.#mayPark(child, behind))
      );
    }
    const obstacle = this.#obstacles.get(id);
    switch (obstacle?.kind) {
      case undefined:
        return false;
      case 'missing':
        return this.#mayPark(obstacle.directory, behind);
      case 'occupied':
        return obstacle.occupant !== undefined && this.#mayPark(obstacle.occupant, behind);
      case 'inside-itself':
        return obstacle.mover !== undefined && this.#mayPark(obstacle.mover, behind);
      default:
        return obstacle satisfies never;
    }
  }

  #blockedStep(id: NodeId): BlockedStep {
    const place: Place | undefined = this.#input.desired.get(id);
    if (place === undefined) throw new Error(`node ${id} is not desired`);
    return { node: id, side: this.#input.side, place: { parentId: place.parentId, name: place.name } };
  }
}

function keyOf(obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'missing':
      return `node ${obstacle.directory}`;
    case 'occupied':
      return `slot ${obstacle.slot}`;
    case 'inside-itself':
      return `node ${obstacle.mover}`;
    default:
      return obstacle satisfies never;
  }
}

/** True when an item of this side has to change its directory or name. */
function mustMove(id: NodeId, input: ScriptInput): boolean {
  const present = input.tree.get(id);
  const wanted = input.desired.get(id);
  return present !== undefined && wanted !== undefined && !isSamePlace(present, wanted);
}
