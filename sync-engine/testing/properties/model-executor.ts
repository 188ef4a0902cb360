import { advance } from '#sync-engine/core/model/advance.ts';
import type { NodeId } from '#sync-engine/core/model/ids.ts';
import { ROOT_ID } from '#sync-engine/core/model/ids.ts';
import type { Operation, Remove, Transfer } from '#sync-engine/core/model/operation.ts';
import type { Side } from '#sync-engine/core/model/side.ts';
import { otherSide } from '#sync-engine/core/model/side.ts';
import type { BaseNode, Place, TreeNode } from '#sync-engine/core/model/tree.ts';
import { NO_CONTENT, toContentId } from '#sync-engine/core/model/tree.ts';
import type { Plan } from '#sync-engine/engine/planning/plan.ts';
import type { ModelItem } from './model-side.ts';
import { ImpossibleStep, ROOT_KEY } from './model-side.ts';
import type { ModelObservation, ModelWorld } from './model-world.ts';

/** Rules of the executor that can be broken on purpose, to see that the properties notice. */
export type ExecutorMutation =
  | 'overwrite-before-copy'
  | 'base-before-act'
  | 'park-not-journaled'
  | 'overwrite-without-expectation'
  | 'removal-without-expectation'
  | 'conflict-name-reused'
  | 'forget-not-applied';

/** The world is not as the plan expects: the operation did not happen. */
export class Refused extends Error {}

/** Where one side's items are while a plan is carried out. */
interface Current {
  readonly tree: Map<NodeId, TreeNode>;
  readonly keyOf: Map<NodeId, number>;
  /** Real name where it is a private one. */
  readonly parkedAs: Map<NodeId, string>;
}

/**
 * Carries out operations on the model by the rules of the real executor: check the expectation, act, verify, then let
 * the base follow. Each `yield` is a moment at which the process may die.
 */
export class ModelExecutor {
  readonly #world: ModelWorld;
  readonly #mutations: ReadonlySet<ExecutorMutation>;
  readonly #base: Map<NodeId, BaseNode>;
  readonly #current: Readonly<Record<Side, Current>>;

  constructor(input: {
    readonly world: ModelWorld;
    readonly plan: Plan;
    readonly seen: Readonly<Record<Side, ModelObservation>>;
    readonly mutations: ReadonlySet<ExecutorMutation>;
  }) {
    this.#world = input.world;
    this.#mutations = input.mutations;
    this.#base = new Map(input.plan.base);
    this.#current = {
      local: follow(input.plan.local, input.seen.local, input.plan.aliases),
      remote: follow(input.plan.remote, input.seen.remote, input.plan.aliases),
    };
  }

  /** Takes over the base changes of the plan; part of the same transaction in reality. */
  applyBaseChanges(plan: Plan): void {
    const { forget, adopt, put, remove } = plan.baseChanges;
    if (!this.#mutations.has('forget-not-applied')) {
      for (const { id, side } of forget) {
        const row = this.#world.base.get(id);
        if (row === undefined) continue;
        const node = side === 'local' ? { ...row.node, onLocal: false } : { ...row.node, onRemote: false };
        this.#world.putRow(node, row);
      }
    }
    for (const { id, parentId } of adopt) {
      const row = this.#world.base.get(id);
      if (row !== undefined) this.#world.putRow({ ...row.node, parentId }, row);
    }
    for (const id of remove) this.#world.base.delete(id);
    for (const node of put) this.#putRow(node);
  }

  *run(operation: Operation): Generator<string, void> {
    if (this.#mutations.has('base-before-act')) this.#commitAhead(operation);
    switch (operation.kind) {
      case 'make-directory':
        yield* this.#makeDirectory(operation.node, operation.side, operation.place);
        break;
      case 'move':
        yield* this.#move(operation);
        break;
      case 'transfer':
        yield* this.#transfer(operation);
        break;
      case 'remove':
        this.#remove(operation);
        break;
      default:
        operation satisfies never;
    }
    yield `acted ${operation.id}`;
    for (const id of operation.kind === 'remove' ? operation.covers : [operation.node]) this.#commit(id);
  }

  *#makeDirectory(id: NodeId, side: Side, place: Place): Generator<string, void> {
    const key = this.#world
      .side(side)
      .create({ parentKey: this.#keyOfParent(side, place), name: place.name, kind: 'directory', content: '' });
    yield 'made directory';
    this.#setCurrent(side, { id, ...placeOnly(place), kind: 'directory', content: NO_CONTENT }, key);
  }

  *#move(operation: Operation & { kind: 'move' }): Generator<string, void> {
    const { node: id, side, place, role } = operation;
    const current = this.#current[side];
    const node = must(current.tree.get(id));
    const item = this.#checkPlace(side, id);
    if (role === 'park' && !this.#mutations.has('park-not-journaled')) {
      this.#world.parked.set(`${side} ${place.name}`, node.name);
      yield 'journaled';
    }
    this.#world.side(side).move(item.key, this.#keyOfParent(side, place), place.name);
    yield 'moved';
    const former = current.parkedAs.get(id);
    if (role === 'park') {
      current.parkedAs.set(id, place.name);
      return;
    }
    if (former !== undefined) this.#world.parked.delete(`${side} ${former}`);
    current.parkedAs.delete(id);
    this.#setCurrent(side, { ...node, ...placeOnly(place) }, item.key);
  }

  *#transfer(operation: Transfer): Generator<string, void> {
    const { node: id, side, mode, place } = operation;
    const source = otherSide(side);
    const sourceNode = must(this.#current[source].tree.get(id));
    const sourceItem = this.#checkPlace(source, id);
    if (sourceItem.content !== sourceNode.content) throw new Refused('source changed');
    const target = this.#world.side(side);
    const bytes = sourceItem.content;
    yield 'read';
    if (mode.kind === 'create') {
      const key = target.create({
        parentKey: this.#keyOfParent(side, place),
        name: place.name,
        kind: 'file',
        content: bytes,
      });
      yield 'placed';
      this.#setCurrent(side, { ...sourceNode, ...placeOnly(place) }, key);
      return;
    }
    const item = this.#checkPlace(side, id);
    const isUnchecked = this.#mutations.has('overwrite-without-expectation');
    if (!isUnchecked && item.content !== must(this.#current[side].tree.get(id)).content)
      throw new Refused('target changed');
    if (side === 'remote') target.write(item.key, bytes);
    else if (mode.kind === 'replace') yield* this.#replaceLocal(id, item, bytes);
    else yield* this.#replaceInConflict({ id, item, bytes, conflictName: mode.conflictName });
    this.#setCurrentContent(side, id, bytes);
  }

  *#replaceLocal(id: NodeId, item: ModelItem, bytes: string): Generator<string, void> {
    // The old bytes go to the safety store, which the model does not count as a visible place.
    this.#world.local.remove(item.key);
    yield 'displaced';
    const key = this.#world.local.create({ ...item, content: bytes });
    this.#current.local.keyOf.set(id, key);
  }

  *#replaceInConflict(step: {
    readonly id: NodeId;
    readonly item: ModelItem;
    readonly bytes: string;
    readonly conflictName: string;
  }): Generator<string, void> {
    const { id, item, bytes, conflictName } = step;
    const disk = this.#world.local;
    if (this.#mutations.has('overwrite-before-copy')) {
      disk.write(item.key, bytes);
      yield 'overwritten';
      disk.create({ ...item, name: conflictName });
      return;
    }
    if (this.#mutations.has('conflict-name-reused')) {
      const old = disk.find(item.parentKey, conflictName);
      if (old?.kind === 'file') disk.remove(old.key);
    }
    this.#forgetLocal(id);
    yield 'forgotten';
    disk.move(item.key, item.parentKey, conflictName);
    yield 'set aside';
    const key = disk.create({ ...item, content: bytes });
    this.#current.local.keyOf.set(id, key);
  }

  #remove(operation: Remove): void {
    const { side, covers } = operation;
    const target = this.#world.side(side);
    const isUnchecked = this.#mutations.has('removal-without-expectation');
    const items = isUnchecked
      ? [must(target.get(must(this.#current[side].keyOf.get(operation.node))))]
      : covers.map((id) => this.#checkUnchanged(side, id));
    const top = must(items[0]);
    if (!isUnchecked && side === 'remote') {
      const known = new Set(items.map((item) => item.key));
      for (const item of target.items.values()) {
        if (target.isInside(item.key, top.key) && !known.has(item.key)) throw new Refused('holds unseen items');
      }
    }
    if (side === 'remote') target.removeTree(top.key);
    else if (isUnchecked && target.childrenOf(top.key).length > 0) target.removeTree(top.key);
    else target.remove(top.key);
    for (const id of covers) {
      const parkName = this.#current[side].parkedAs.get(id);
      if (parkName !== undefined) this.#world.parked.delete(`${side} ${parkName}`);
      this.#current[side].tree.delete(id);
      this.#current[side].keyOf.delete(id);
    }
  }

  #checkUnchanged(side: Side, id: NodeId): ModelItem {
    const item = this.#checkPlace(side, id);
    if (item.content !== must(this.#current[side].tree.get(id)).content) throw new Refused('changed');
    return item;
  }

  /** The item of a node, which must be where the plan has it. */
  #checkPlace(side: Side, id: NodeId): ModelItem {
    const current = this.#current[side];
    const node = current.tree.get(id);
    const item = this.#world.side(side).get(current.keyOf.get(id) ?? -1);
    if (node === undefined || item === undefined) throw new Refused('gone');
    const name = current.parkedAs.get(id) ?? node.name;
    if (item.name !== name || item.parentKey !== this.#keyOfParent(side, node)) throw new Refused('elsewhere');
    return item;
  }

  #keyOfParent(side: Side, place: Place): number {
    if (place.parentId === ROOT_ID) return ROOT_KEY;
    const key = this.#current[side].keyOf.get(place.parentId);
    if (key === undefined) throw new Refused('no parent');
    return key;
  }

  #setCurrent(side: Side, node: TreeNode, key: number): void {
    this.#current[side].tree.set(node.id, node);
    this.#current[side].keyOf.set(node.id, key);
  }

  #setCurrentContent(side: Side, id: NodeId, bytes: string): void {
    const node = must(this.#current[side].tree.get(id));
    this.#current[side].tree.set(id, { ...node, content: toContentId(bytes) });
  }

  #forgetLocal(id: NodeId): void {
    const row = this.#world.base.get(id);
    if (row === undefined) return;
    const node = { ...row.node, onLocal: false };
    this.#base.set(id, node);
    this.#world.putRow(node, row);
  }

  #commit(id: NodeId): void {
    const before = this.#base.get(id);
    const after = advance(before, this.#current.local.tree.get(id), this.#current.remote.tree.get(id));
    if (after === before) return;
    if (after !== undefined) {
      this.#base.set(id, after);
      this.#putRow(after);
    } else if (![...this.#base.values()].some((row) => row.parentId === id)) {
      this.#base.delete(id);
      this.#world.base.delete(id);
    }
  }

  /** The fault: the base says "done" although nothing has happened yet. */
  #commitAhead(operation: Operation): void {
    if (operation.kind === 'remove') {
      for (const id of operation.covers) this.#world.base.delete(id);
      return;
    }
    const node = this.#current[otherSide(operation.side)].tree.get(operation.node);
    if (node !== undefined) this.#putRow({ ...node, onLocal: true, onRemote: true });
  }

  #putRow(node: BaseNode): void {
    this.#world.putRow(node, {
      localKey: this.#current.local.keyOf.get(node.id),
      remoteKey: this.#current.remote.keyOf.get(node.id),
    });
  }
}

function follow(
  tree: ReadonlyMap<NodeId, TreeNode>,
  seen: ModelObservation,
  aliases: ReadonlyMap<NodeId, NodeId>,
): Current {
  const keyOf = new Map<NodeId, number>();
  for (const [id, key] of seen.keyOf) keyOf.set(aliases.get(id) ?? id, key);
  const parkedAs = new Map<NodeId, string>();
  for (const [id, node] of seen.actual) {
    if (seen.logical.get(id)?.name !== node.name) parkedAs.set(aliases.get(id) ?? id, node.name);
  }
  return { tree: new Map(tree), keyOf, parkedAs };
}

function placeOnly(place: Place): Place {
  return { parentId: place.parentId, name: place.name };
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Refused('not there');
  return value;
}

/** True for what a running plan may meet when users change things under it. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Refused || error instanceof ImpossibleStep;
}
