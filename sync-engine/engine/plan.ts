import { applyForgets } from '../core/merge/existence.ts';
import { merge } from '../core/merge/merge.ts';
import type {
  Forget,
  MergeInput,
  MergeMutation,
  MergePolicy,
  MergeResult,
  NameClash,
} from '../core/merge/merge-types.ts';
import { withAliases } from '../core/merge/unify.ts';
import type { DesiredNode } from '../core/model/desired.ts';
import type { NodeId } from '../core/model/ids.ts';
import type { Operation, OperationId } from '../core/model/operation.ts';
import { isAllowed } from '../core/model/permissions.ts';
import type { Side } from '../core/model/side.ts';
import { otherSide } from '../core/model/side.ts';
import type { BaseTree, ContentId, Place, Tree } from '../core/model/tree.ts';
import { isSamePlace } from '../core/model/tree.ts';
import { script } from '../core/script/script.ts';
import type { BlockedStep, ScriptResult } from '../core/script/script-types.ts';
import type { BaseChanges } from './base-changes.ts';
import { applyBaseChanges, planBaseChanges } from './base-changes.ts';
import { withoutDependents } from './dependents.ts';
import type { ServerLetters } from './forbidden.ts';
import { isForbidden } from './forbidden.ts';
import type { OwnMove } from './own-moves.ts';
import { pinClashing } from './pin-clashing.ts';
import type { Refusals } from './refusals.ts';

/** One side of the snapshot that a plan is made from. */
export interface SideSnapshot {
  /** For merge: parked items carry the name they had. */
  readonly logical: Tree;
  /** For the script: parked items carry their private name. The same object when nothing is parked. */
  readonly actual: Tree;
  /** Directories that hold something unsynced or unknown, with everything above them: never removed on this side. */
  readonly kept: ReadonlySet<NodeId>;
  /** Places in use by things that are in no tree. */
  readonly isOccupied: (place: Place) => boolean;
}

/** Everything a plan is made from. Ids are shared. Items that one side could not observe are in none of the trees. */
export interface Snapshot {
  readonly base: BaseTree;
  readonly local: SideSnapshot;
  readonly remote: SideSnapshot;
  /** Letters of what is allowed in the sync root. */
  readonly rootPermissions?: string | undefined;
  /** Items that are not moved but replaced, with the ids of what took their place here. */
  readonly replaced?: ReadonlyMap<NodeId, NodeId>;
  /** Moves of ours that `base` has taken in and that no row tells of yet. */
  readonly unwrittenMoves?: readonly OwnMove[];
  /** Items whose absence here is no deletion, because the server would not allow one. */
  readonly broughtBack?: readonly Forget[];
  /** Bytes that we have replaced or removed on the server since it was looked at last. */
  readonly letGo?: ReadonlySet<ContentId>;
  readonly policy: MergePolicy;
  readonly parkName: (id: NodeId) => string;
  readonly mutation?: MergeMutation;
}

/** What shall happen to one sync folder, and the state that it starts from. */
export interface Plan {
  /** To be made durable before anything else: base rows that change without any operation. */
  readonly baseChanges: BaseChanges;
  /** The synced tree after `baseChanges`. */
  readonly base: BaseTree;
  /** The snapshot's logical trees under the ids of the plan. */
  readonly local: Tree;
  readonly remote: Tree;
  readonly aliases: ReadonlyMap<NodeId, NodeId>;
  readonly desired: ReadonlyMap<NodeId, DesiredNode>;
  readonly operations: readonly Operation[];
  readonly blocked: readonly BlockedStep[];
  readonly held: Readonly<Record<Side, readonly NodeId[]>>;
  readonly clashes: readonly NameClash[];
  readonly contested: readonly NameClash[];
  /** Letters of what is allowed in the sync root. */
  readonly rootPermissions: string | undefined;
  /** What a person did here and what the server does not allow. */
  readonly refusals: Refusals;
}

/** Snapshot → plan. Pure. */
export function makePlan(snapshot: Snapshot): Plan {
  const { broughtBack = [], rootPermissions, replaced = new Map<NodeId, NodeId>(), unwrittenMoves = [] } = snapshot;
  const merged = withForgets(broughtBack, {
    base: snapshot.base,
    local: snapshot.local.logical,
    remote: snapshot.remote.logical,
    remoteNames: snapshot.remote.actual,
    policy: snapshot.policy,
    ...(snapshot.letGo === undefined ? {} : { letGo: snapshot.letGo }),
    ...(snapshot.mutation === undefined ? {} : { mutation: snapshot.mutation }),
  });
  const { aliases, desired } = merged;
  const local = withAliases(snapshot.local.logical, aliases);
  const remote = withAliases(snapshot.remote.logical, aliases);
  const baseChanges = planBaseChanges({ base: snapshot.base, local, remote }, merged, unwrittenMoves);
  const localScript = scriptSide('local', pinClashing(merged.clashes, local, desired), 0);
  const remoteScript = scriptSide('remote', desired, localScript.operations.length);
  const all = withoutStuck(inOrder(localScript, remoteScript), { local, remote, desired });
  const allowed = withoutForbidden(afterReplacements(all, replaced), { remote, rootPermissions });
  return {
    baseChanges,
    base: applyBaseChanges(snapshot.base, baseChanges),
    local,
    remote,
    aliases,
    desired,
    operations: allowed.operations,
    blocked: [...localScript.blocked, ...remoteScript.blocked],
    held: { local: localScript.held, remote: remoteScript.held },
    clashes: merged.clashes,
    contested: merged.contested,
    rootPermissions,
    refusals: {
      forbidden: allowed.forbidden,
      removed: broughtBack.map(({ id }) => id).filter((id) => !replaced.has(id)),
      moved: broughtBack.map(({ id }) => id).filter((id) => replaced.has(id)),
      edited: findRefusedEdits(desired, snapshot.base, remote),
    },
  };

  function scriptSide(side: Side, wanted: Plan['desired'], firstId: number): ScriptResult {
    const seen = snapshot[side];
    return script({
      side,
      desired: wanted,
      tree: seen.actual === seen.logical ? (side === 'local' ? local : remote) : withAliases(seen.actual, aliases),
      kept: mapIds(seen.kept, aliases),
      isOccupied: seen.isOccupied,
      nameKey: side === 'local' ? (name) => snapshot.policy.nameKey(name) : (name) => name,
      parkName: snapshot.parkName,
      removesCollections: side === 'remote',
      firstId: firstId as OperationId,
    });
  }
}

/** Merge on a base that has forgotten these presences already. */
function withForgets(forgets: readonly Forget[], input: MergeInput): MergeResult {
  if (forgets.length === 0) return merge(input);
  const merged = merge({ ...input, base: applyForgets(input.base, forgets) });
  return { ...merged, forget: [...forgets, ...merged.forget] };
}

/** Where an item is made anew instead of being moved, the old one goes only after the new one is there. */
function afterReplacements(
  operations: readonly Operation[],
  replaced: ReadonlyMap<NodeId, NodeId>,
): readonly Operation[] {
  if (replaced.size === 0) return operations;
  const made = new Map(operations.filter(isMade).map((op) => [op.node, op.id]));
  const linked = operations.map((op) => {
    if (op.kind !== 'remove' || op.side !== 'remote') return op;
    const waited = op.covers.flatMap((id) => made.get(replaced.get(id) ?? id) ?? []);
    return { ...op, after: [...op.after, ...waited] };
  });
  return behindNeeded(linked);
}

function withoutForbidden(
  operations: readonly Operation[],
  letters: ServerLetters,
): { readonly operations: readonly Operation[]; readonly forbidden: readonly NodeId[] } {
  const forbidden = operations.filter((operation) => isForbidden(operation, letters));
  if (forbidden.length === 0) return { operations, forbidden: [] };
  const isOut = new Set(forbidden);
  return {
    operations: withoutDependents(operations, (operation) => isOut.has(operation)),
    forbidden: forbidden.map(({ node }) => node),
  };
}

/** Files that only this side changed and whose version on the server may not be replaced. */
function findRefusedEdits(desired: ReadonlyMap<NodeId, DesiredNode>, base: BaseTree, remote: Tree): readonly NodeId[] {
  return [...desired.values()].flatMap(({ id, content }) => {
    const there = remote.get(id);
    const isRefused = content.kind === 'conflict' && !isAllowed('write', there?.permissions);
    return isRefused && there?.content === base.get(id)?.content ? [id] : [];
  });
}

/**
 * Operations without what would be made on one side under another place than it has on the other and cannot leave there
 * now: nothing would tell in the next run that the two belong together, and it would be made again, under the next name.
 */
function withoutStuck(
  operations: readonly Operation[],
  plan: Pick<Plan, 'local' | 'remote' | 'desired'>,
): readonly Operation[] {
  const moving = new Set(operations.flatMap((op) => toMoveKey(op) ?? []));
  return withoutDependents(operations, (op) => {
    if (!isMade(op)) return false;
    const there = plan[otherSide(op.side)].get(op.node);
    const wanted = plan.desired.get(op.node);
    if (there === undefined || wanted === undefined || isSamePlace(there, wanted)) return false;
    return !moving.has(`${otherSide(op.side)} ${op.node}`);
  });
}

/** Names the item that an operation brings to its final place, and the side. */
function toMoveKey(op: Operation): string | undefined {
  return op.kind === 'move' && op.role === 'final' ? `${op.side} ${op.node}` : undefined;
}

/**
 * Both sides' operations. What is made on one side under another place than it has on the other waits until it has that
 * place there too. The same holds for a version that takes the place of one that lives on beside it: while it does, what
 * was here is forgotten, and only equal places tell.
 */
function inOrder(local: ScriptResult, remote: ScriptResult): readonly Operation[] {
  const operations = interleave(local, remote);
  const moves = new Map<string, OperationId>();
  for (const op of operations) {
    const key = toMoveKey(op);
    if (key !== undefined) moves.set(key, op.id);
  }
  let hasWaiting = false;
  const linked = operations.map((op) => {
    const move = isMade(op) || isConflict(op) ? moves.get(`${otherSide(op.side)} ${op.node}`) : undefined;
    hasWaiting ||= move !== undefined;
    return move === undefined ? op : { ...op, after: [...op.after, move] };
  });
  return hasWaiting ? behindNeeded(linked) : linked;
}

/** The operations in their order, but each behind those that it needs. */
function behindNeeded(operations: readonly Operation[]): readonly Operation[] {
  const ordered: Operation[] = [];
  const placed = new Set<OperationId>();
  for (let rest = operations, before = -1; rest.length > 0 && placed.size !== before;) {
    before = placed.size;
    rest = rest.filter((op) => {
      if (op.after.some((id) => !placed.has(id))) return true;
      ordered.push(op);
      placed.add(op.id);
      return false;
    });
  }
  return ordered;
}

function isMade(op: Operation): boolean {
  return op.kind === 'make-directory' || (op.kind === 'transfer' && op.mode.kind === 'create');
}

function isConflict(op: Operation): boolean {
  return op.kind === 'transfer' && op.mode.kind === 'replace-in-conflict';
}

/** Both sides' operations in one list, each side in its own order: structure first, then bytes, then left-overs. */
function interleave(local: ScriptResult, remote: ScriptResult): readonly Operation[] {
  const here = intoPhases(local.operations);
  const there = intoPhases(remote.operations);
  return here.flatMap((phase, index) => [...phase, ...(there[index] ?? [])]);
}

function intoPhases(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const structureEnd = 1 + operations.findLastIndex((op) => op.kind === 'move' || op.kind === 'make-directory');
  const transferEnd = Math.max(structureEnd, 1 + operations.findLastIndex((op) => op.kind === 'transfer'));
  return [
    operations.slice(0, structureEnd),
    operations.slice(structureEnd, transferEnd),
    operations.slice(transferEnd),
  ];
}

function mapIds(ids: ReadonlySet<NodeId>, aliases: ReadonlyMap<NodeId, NodeId>): ReadonlySet<NodeId> {
  return aliases.size === 0 ? ids : new Set([...ids].map((id) => aliases.get(id) ?? id));
}
