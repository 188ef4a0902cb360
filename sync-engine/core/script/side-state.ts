import { ROOT_ID } from '../model/ids.ts';
import type { NodeId } from '../model/ids.ts';
import type { NodeKind } from '../model/observation.ts';
import type { Place, Tree } from '../model/tree.ts';

/** Comparison form of a place: two items cannot be at equal slots. */
export type Slot = string;

/**
 * Where everything is on one side while its script is being written: starts as observed and follows each emitted
 * operation. Knows who occupies which slot and what is in which directory.
 */
export class SideState {
  readonly #places = new Map<NodeId, Place>();
  readonly #kinds = new Map<NodeId, NodeKind>();
  readonly #occupants = new Map<Slot, NodeId>();
  readonly #children = new Map<NodeId, Set<NodeId>>();
  readonly #nameKey: (name: string) => string;

  constructor(tree: Tree, nameKey: (name: string) => string) {
    this.#nameKey = nameKey;
    for (const node of tree.values()) this.put(node.id, node.kind, node);
  }

  has(id: NodeId): boolean {
    return id === ROOT_ID || this.#places.has(id);
  }

  kindOf(id: NodeId): NodeKind | undefined {
    return this.#kinds.get(id);
  }

  placeOf(id: NodeId): Place | undefined {
    return this.#places.get(id);
  }

  slotOf(place: Place): Slot {
    return `${place.parentId}/${this.#nameKey(place.name)}`;
  }

  occupantOf(slot: Slot): NodeId | undefined {
    return this.#occupants.get(slot);
  }

  childrenOf(id: NodeId): ReadonlySet<NodeId> {
    return this.#children.get(id) ?? new Set();
  }

  /** The directories above a place, nearest first, without the root. */
  ancestorsOf(place: Place): NodeId[] {
    const ancestors: NodeId[] = [];
    let id = place.parentId;
    while (id !== ROOT_ID) {
      ancestors.push(id);
      const parent = this.#places.get(id);
      if (parent === undefined) break;
      id = parent.parentId;
    }
    return ancestors;
  }

  put(id: NodeId, kind: NodeKind, place: Place): void {
    this.#places.set(id, { parentId: place.parentId, name: place.name });
    this.#kinds.set(id, kind);
    this.#occupants.set(this.slotOf(place), id);
    const siblings = this.#children.get(place.parentId);
    if (siblings === undefined) this.#children.set(place.parentId, new Set([id]));
    else siblings.add(id);
  }

  /** Takes an item away; the slot that it leaves. */
  take(id: NodeId): Slot {
    const place = this.#places.get(id);
    if (place === undefined) throw new Error(`node ${id} is not on this side`);
    const slot = this.slotOf(place);
    if (this.#occupants.get(slot) === id) this.#occupants.delete(slot);
    this.#children.get(place.parentId)?.delete(id);
    this.#places.delete(id);
    return slot;
  }

  ids(): Iterable<NodeId> {
    return this.#places.keys();
  }
}
