import type { NodeId } from '../model/ids.ts';
import type { OperationLog } from './operation-log.ts';
import type { ScriptInput } from './script-types.ts';
import type { SideState } from './side-state.ts';

/** Decides which left-over items can be removed, and how: one by one, or a directory with all it holds at once. */
export class Removals {
  readonly held: NodeId[] = [];
  readonly #input: ScriptInput;
  readonly #state: SideState;
  readonly #log: OperationLog;

  constructor(input: ScriptInput, state: SideState, log: OperationLog) {
    this.#input = input;
    this.#state = state;
    this.#log = log;
  }

  /** True for an item of this side that shall not be there any more. */
  isDead(id: NodeId): boolean {
    return this.#input.tree.has(id) && !this.#input.desired.has(id);
  }

  /** Removes an item that is in the way, if it and all it still holds may go. */
  removeNow(id: NodeId): boolean {
    const covers = this.#collect(id);
    if (covers === undefined) return false;
    this.#write(covers);
    return true;
  }

  /** Removes everything that is left over; what has to stay is noted in `held`. */
  removeRest(): void {
    const roots: NodeId[] = [];
    for (const id of this.#state.ids()) {
      const place = this.#state.placeOf(id);
      if (place !== undefined && this.isDead(id) && !this.isDead(place.parentId)) roots.push(id);
    }
    const pending = roots;
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (this.removeNow(id)) continue;
      this.held.push(id);
      for (const child of this.#state.childrenOf(id)) if (this.isDead(child)) pending.push(child);
    }
  }

  /** The item and all below it, parents first; undefined when something in it must stay. */
  #collect(id: NodeId): readonly NodeId[] | undefined {
    const covers: NodeId[] = [id];
    for (const next of covers) {
      if (!this.isDead(next) || this.#input.kept.has(next)) return undefined;
      covers.push(...this.#state.childrenOf(next));
    }
    return covers;
  }

  #write(covers: readonly NodeId[]): void {
    const [top] = covers;
    if (top === undefined) return;
    if (this.#input.removesCollections) this.#log.remove(top, covers);
    else for (const id of covers.toReversed()) this.#log.remove(id, [id]);
  }
}
