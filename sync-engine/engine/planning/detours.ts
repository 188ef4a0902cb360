import type { MergePolicy } from '../../core/merge/merge-types.ts';
import { TakenNames } from '../../core/merge/unique-names.ts';
import type { DesiredNode } from '../../core/model/desired.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Operation } from '../../core/model/operation.ts';
import { isAllowed } from '../../core/model/permissions.ts';
import type { Side } from '../../core/model/side.ts';
import type { Place, Tree } from '../../core/model/tree.ts';
import type { BlockedStep } from '../../core/script/script-types.ts';
import { collectEnded, isDetour, toItemKey } from './dependents.ts';

/** One side, under the ids of the plan. */
export interface SideNames {
  /** Parked items carry the name that they had. */
  readonly logical: Tree;
  /** Parked items carry their private name; the same object when nothing is parked. */
  readonly tree: Tree;
  readonly isOccupied: (place: Place) => boolean;
}

interface DetoursInput {
  readonly sides: Readonly<Record<Side, SideNames>>;
  readonly desired: ReadonlyMap<NodeId, DesiredNode>;
  readonly policy: MergePolicy;
}

/** What was scripted for both sides, and what of it can be done. */
interface Attempt {
  readonly scripted: readonly Operation[];
  readonly operations: readonly Operation[];
}

interface Item {
  readonly side: Side;
  readonly id: NodeId;
}

const SIDES: readonly Side[] = ['local', 'remote'];

/** Names that a stranded item can get, in this order. */
const WAYS_OUT = ['former-name', 'conflict-name'] as const;

/**
 * Sees to it that no item rests under a private name, by giving places to items that cannot have their own in this plan.
 * Who would step aside and could not go on stays where it is. Who stepped aside in an earlier plan, and finds something
 * in its way now, goes back to the name that it had or, when that is taken, to a conflict name. These come first in a
 * script, so that nothing else has to be done before: there is a way for all but what the server allows no other name.
 */
export class Detours {
  readonly #input: DetoursInput;
  readonly #pins: Readonly<Record<Side, Map<NodeId, Place>>> = { local: new Map(), remote: new Map() };
  readonly #tries = new Map<string, number>();

  constructor(input: DetoursInput) {
    this.#input = input;
  }

  /** True when items got other places, so that scripts have to be written anew. Comes to an end. */
  mustChange({ scripted, operations }: Attempt): boolean {
    const possible = new Set(operations.filter(isDetour).map(({ id }) => id));
    const lost = scripted.filter((operation) => isDetour(operation) && !possible.has(operation.id));
    for (const { side, node } of lost) this.#stay(side, node);
    if (lost.length > 0) return true;
    const stranded = this.#findStranded(operations);
    if (stranded !== undefined) this.#leadOut(stranded);
    return stranded !== undefined;
  }

  /** How a side shall look with the places given so far. */
  pinIn(side: Side, wanted: ReadonlyMap<NodeId, DesiredNode>): ReadonlyMap<NodeId, DesiredNode> {
    const pins = this.#pins[side];
    if (pins.size === 0) return wanted;
    const pinned = new Map<NodeId, DesiredNode>();
    for (const [id, { parentId, name }] of pins) {
      const here = this.#input.sides[side].tree.get(id);
      const node = wanted.get(id) ?? (here && { id, kind: here.kind, content: { kind: 'same' } });
      if (node !== undefined) pinned.set(id, { ...node, parentId, name });
    }
    for (const [id, node] of wanted) if (!pinned.has(id)) pinned.set(id, node);
    return pinned;
  }

  /** What cannot get to where it shall be. */
  listBlocked(): readonly BlockedStep[] {
    return SIDES.flatMap((side) =>
      [...this.#pins[side].keys()].flatMap((node) => {
        const wanted = this.#input.desired.get(node);
        return wanted === undefined ? [] : [{ node, side, place: { parentId: wanted.parentId, name: wanted.name } }];
      }),
    );
  }

  /** What shall not be there any more and stays. */
  listHeld(side: Side): readonly NodeId[] {
    return [...this.#pins[side].keys()].filter((id) => !this.#input.desired.has(id));
  }

  #stay(side: Side, id: NodeId): void {
    const here = this.#input.sides[side].tree.get(id);
    if (here !== undefined) this.#pins[side].set(id, here);
  }

  #findStranded(operations: readonly Operation[]): Item | undefined {
    const parked = SIDES.flatMap((side) => this.#listParked(side));
    if (parked.length === 0) return undefined;
    const ended = collectEnded(operations);
    return parked.find(({ side, id }) => {
      const key = toItemKey(side, id);
      return !ended.has(key) && (this.#tries.get(key) ?? 0) < WAYS_OUT.length;
    });
  }

  /** Without what the server allows no other name. */
  #listParked(side: Side): readonly Item[] {
    const { tree, logical } = this.#input.sides[side];
    if (tree === logical) return [];
    const parked = [...tree.values()].filter(({ id, name }) => name !== logical.get(id)?.name);
    return parked.filter(({ permissions }) => isAllowed('rename', permissions)).map(({ id }) => ({ side, id }));
  }

  #leadOut({ side, id }: Item): void {
    const key = toItemKey(side, id);
    const number = this.#tries.get(key) ?? 0;
    this.#tries.set(key, number + 1);
    const former = this.#input.sides[side].logical.get(id);
    if (former === undefined) return;
    this.#pins[side].set(id, WAYS_OUT[number] === 'former-name' ? former : this.#nameAnew(side, former));
  }

  #nameAnew(side: Side, { parentId, name, kind }: Place & Pick<DesiredNode, 'kind'>): Place {
    const { sides, desired, policy } = this.#input;
    const { local, remote } = sides;
    const trees = [desired, local.logical, local.tree, remote.logical, remote.tree, ...Object.values(this.#pins)];
    const taken = new TakenNames(policy, trees);
    // Names of second versions to come are in no tree yet, and lie wherever the first version is then.
    for (const { content } of desired.values()) {
      if (content.kind === 'conflict') taken.add(parentId, content.conflictName);
    }
    const isTaken = (candidate: string): boolean =>
      taken.has(parentId, candidate) || sides[side].isOccupied({ parentId, name: candidate });
    return { parentId, name: policy.conflictName({ name, kind, isTaken }) };
  }
}
