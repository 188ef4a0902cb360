import type { DesiredNode } from '../model/desired.ts';
import type { NodeId } from '../model/ids.ts';
import type { MakeDirectory, Move, Operation, OperationId, Remove, Transfer } from '../model/operation.ts';
import type { Place } from '../model/tree.ts';
import type { ScriptInput } from './script-types.ts';
import type { SideState, Slot } from './side-state.ts';

/** Each kind of operation without the parts that the log fills in. */
type Draft =
  | Omit<MakeDirectory, 'id' | 'side' | 'after'>
  | Omit<Move, 'id' | 'side' | 'after'>
  | Omit<Transfer, 'id' | 'side' | 'after'>
  | Omit<Remove, 'id' | 'side' | 'after'>;

/**
 * Collects the operations of one side, keeps the state of that side in step, and derives from both what must be done
 * before what:
 * - after the last operation on the same item, and on every directory above its old and new place;
 * - after whatever freed the slot that it takes;
 * - a directory is moved after everything that was planned inside it while it was at its old place;
 * - a directory is removed after everything that left it.
 */
export class OperationLog {
  readonly operations: Operation[] = [];
  readonly #input: ScriptInput;
  readonly #state: SideState;
  readonly #lastOn = new Map<NodeId, OperationId>();
  readonly #freedBy = new Map<Slot, OperationId>();
  readonly #leftBy = new Map<NodeId, OperationId[]>();
  readonly #insideMovers = new Map<NodeId, OperationId[]>();
  #nextId: number;

  constructor(input: ScriptInput, state: SideState) {
    this.#input = input;
    this.#state = state;
    this.#nextId = input.firstId;
  }

  /** Announces that a directory will move, so that what is planned inside it before is remembered. */
  expectMove(id: NodeId): void {
    this.#insideMovers.set(id, []);
  }

  makeDirectory(node: DesiredNode): void {
    const after = this.#before(node.id, [node]);
    this.#emit({ kind: 'make-directory', node: node.id, place: placeOf(node) }, after);
    this.#state.put(node.id, 'directory', node);
  }

  move(id: NodeId, place: Place, role: Move['role']): void {
    const from = this.#state.placeOf(id);
    const nodeKind = this.#state.kindOf(id);
    if (from === undefined || nodeKind === undefined) throw new Error(`node ${id} is not on this side`);
    const after = this.#before(id, [from, place]);
    for (const inside of this.#insideMovers.get(id) ?? []) after.add(inside);
    const operation = this.#emit({ kind: 'move', node: id, nodeKind, role, place: placeOf(place) }, after, from);
    this.#insideMovers.set(id, []);
    this.#freedBy.set(this.#state.take(id), operation);
    this.#noteLeaving(from.parentId, operation);
    this.#state.put(id, nodeKind, place);
  }

  create(node: DesiredNode): void {
    const after = this.#before(node.id, [node]);
    this.#emit({ kind: 'transfer', node: node.id, place: placeOf(node), mode: { kind: 'create' } }, after);
    this.#state.put(node.id, 'file', node);
  }

  replace(id: NodeId, mode: Transfer['mode']): void {
    const place = this.#state.placeOf(id);
    if (place === undefined) throw new Error(`node ${id} is not on this side`);
    this.#emit({ kind: 'transfer', node: id, place, mode }, this.#before(id, [place]));
  }

  /** Removes an item with all of `covers`, which lists it first and every item below it. */
  remove(id: NodeId, covers: readonly NodeId[]): void {
    const place = this.#state.placeOf(id);
    const nodeKind = this.#state.kindOf(id);
    if (place === undefined || nodeKind === undefined) throw new Error(`node ${id} is not on this side`);
    const after = this.#before(id, [place]);
    for (const covered of covers) {
      const last = this.#lastOn.get(covered);
      if (last !== undefined) after.add(last);
      for (const leaving of this.#leftBy.get(covered) ?? []) after.add(leaving);
    }
    const operation = this.#emit({ kind: 'remove', node: id, nodeKind, covers }, after, place);
    for (const covered of covers.toReversed()) this.#freedBy.set(this.#state.take(covered), operation);
    this.#noteLeaving(place.parentId, operation);
  }

  #before(id: NodeId, places: readonly Place[]): Set<OperationId> {
    const after = new Set<OperationId>();
    const own = this.#lastOn.get(id);
    if (own !== undefined) after.add(own);
    for (const place of places) {
      const freeing = this.#freedBy.get(this.#state.slotOf(place));
      if (freeing !== undefined) after.add(freeing);
      for (const ancestor of this.#state.ancestorsOf(place)) {
        const last = this.#lastOn.get(ancestor);
        if (last !== undefined) after.add(last);
      }
    }
    return after;
  }

  #emit(draft: Draft, after: ReadonlySet<OperationId>, from?: Place): OperationId {
    const id = this.#nextId as OperationId;
    this.#nextId += 1;
    this.operations.push({ ...draft, id, side: this.#input.side, after: [...after] });
    this.#lastOn.set(draft.node, id);
    const places = draft.kind === 'remove' ? [] : [draft.place];
    if (from !== undefined) places.push(from);
    for (const place of places) {
      for (const ancestor of this.#state.ancestorsOf(place)) this.#insideMovers.get(ancestor)?.push(id);
    }
    return id;
  }

  #noteLeaving(directory: NodeId, operation: OperationId): void {
    const leaving = this.#leftBy.get(directory);
    if (leaving === undefined) this.#leftBy.set(directory, [operation]);
    else leaving.push(operation);
  }
}

function placeOf(place: Place): Place {
  return { parentId: place.parentId, name: place.name };
}
