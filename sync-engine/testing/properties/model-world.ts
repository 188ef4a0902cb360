import type { NodeId } from '#sync-engine/core/model/ids.ts';
import { ROOT_ID, toNodeId } from '#sync-engine/core/model/ids.ts';
import type { Side } from '#sync-engine/core/model/side.ts';
import type { BaseNode, TreeNode } from '#sync-engine/core/model/tree.ts';
import { toContentId } from '#sync-engine/core/model/tree.ts';
import type { SideSnapshot } from '#sync-engine/engine/planning/plan.ts';
import { ModelSide, ROOT_KEY } from './model-side.ts';

/** A base row of the model: what was agreed on, and which item of each side it speaks of. */
export interface ModelBaseRow {
  readonly node: BaseNode;
  readonly localKey: number | undefined;
  readonly remoteKey: number | undefined;
}

/** A disk, a server and the sync database between them: all that survives a crash. */
export class ModelWorld {
  readonly local: ModelSide;
  readonly remote: ModelSide;
  readonly base: Map<NodeId, ModelBaseRow>;
  /** Private name → the name that the parked item had. */
  readonly parked: Map<string, string>;
  /** Bytes that a user wrote and that no user replaced or deleted since. */
  readonly owed: Set<string>;
  #nextNodeId: number;
  #nextContent: number;

  constructor(from?: ModelWorld) {
    this.local = from?.local.clone() ?? new ModelSide();
    this.remote = from?.remote.clone() ?? new ModelSide();
    this.base = new Map(from?.base);
    this.parked = new Map(from?.parked);
    this.owed = new Set(from?.owed);
    this.#nextNodeId = from === undefined ? 1 : from.#nextNodeId;
    this.#nextContent = from === undefined ? 1 : from.#nextContent;
  }

  side(side: Side): ModelSide {
    return side === 'local' ? this.local : this.remote;
  }

  newNodeId(): NodeId {
    const id = toNodeId(this.#nextNodeId);
    this.#nextNodeId += 1;
    return id;
  }

  newContent(): string {
    const content = `c${this.#nextContent}`;
    this.#nextContent += 1;
    this.owed.add(content);
    return content;
  }

  /** Writes a base row from the items as they are now. */
  putRow(
    node: BaseNode,
    keys: { readonly localKey: number | undefined; readonly remoteKey: number | undefined },
  ): void {
    this.base.set(node.id, {
      node,
      localKey: node.onLocal ? keys.localKey : undefined,
      remoteKey: node.onRemote ? keys.remoteKey : undefined,
    });
  }
}

/** One side as it was at one moment, under node ids, with the way back to its own keys. */
export interface ModelObservation extends SideSnapshot {
  readonly keyOf: ReadonlyMap<NodeId, number>;
}

/** Looks at one side. Items without a base row get new ids. */
export function observe(world: ModelWorld, side: Side): ModelObservation {
  const idOf = new Map<number, NodeId>([[ROOT_KEY, ROOT_ID]]);
  for (const row of world.base.values()) {
    const key = side === 'local' ? row.localKey : row.remoteKey;
    if (key !== undefined) idOf.set(key, row.node.id);
  }
  const logical = new Map<NodeId, TreeNode>();
  const actual = new Map<NodeId, TreeNode>();
  let hasParked = false;
  const keyOf = new Map<NodeId, number>([[ROOT_ID, ROOT_KEY]]);
  const identify = (key: number): NodeId => {
    const known = idOf.get(key);
    if (known !== undefined) return known;
    const id = world.newNodeId();
    idOf.set(key, id);
    return id;
  };
  for (const item of world.side(side).items.values()) {
    const id = identify(item.key);
    const parentId = identify(item.parentKey);
    const node: TreeNode = { id, parentId, name: item.name, kind: item.kind, content: toContentId(item.content) };
    const formerName = world.parked.get(`${side} ${item.name}`);
    hasParked ||= formerName !== undefined;
    keyOf.set(id, item.key);
    actual.set(id, node);
    logical.set(id, formerName === undefined ? node : { ...node, name: formerName });
  }
  return { logical: hasParked ? logical : actual, actual, keyOf, kept: new Set(), isOccupied: () => false };
}

/** The synced tree as merge wants it. */
export function baseTree(world: ModelWorld): ReadonlyMap<NodeId, BaseNode> {
  const tree = new Map<NodeId, BaseNode>();
  for (const [id, row] of world.base) tree.set(id, row.node);
  return tree;
}

/** Contents of all files of a side. */
export function contentsOf(side: ModelSide): ReadonlySet<string> {
  const contents = new Set<string>();
  for (const item of side.items.values()) if (item.kind === 'file') contents.add(item.content);
  return contents;
}
