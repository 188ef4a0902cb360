import type { Steps } from '../../core/model/steps.ts';
import type { MergeResult } from '../../core/merge/merge-types.ts';
import { withAliases } from '../../core/merge/unify.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Move, Operation, OperationId } from '../../core/model/operation.ts';
import type { Side } from '../../core/model/side.ts';
import { otherSide } from '../../core/model/side.ts';
import type { Tree } from '../../core/model/tree.ts';
import { isSamePlace } from '../../core/model/tree.ts';
import { script } from '../../core/script/script.ts';
import type { BlockedStep, ScriptInput, ScriptResult } from '../../core/script/script-types.ts';
import { toItemKey, withoutDependents } from './dependents.ts';
import type { SideNames } from './detours.ts';
import { Detours } from './detours.ts';
import { isForbidden } from './forbidden.ts';
import { pinClashing } from './pin-clashing.ts';
import type { Plan, Snapshot } from './plan.ts';
import { isUpload, SecondVersions } from './second-versions.ts';
import type { StayingVersion } from './second-versions.ts';

/** What both sides are, and shall be. */
export interface PlanOperationsInput {
  readonly snapshot: Snapshot;
  readonly merged: MergeResult;
  /** The snapshot's logical trees under the ids of the plan. */
  readonly local: Tree;
  readonly remote: Tree;
}

/** What can be done, and what cannot. */
export interface PlannedOperations extends Pick<Plan, 'operations' | 'blocked' | 'held'> {
  /** Items of which the server does not allow what should be done with them. */
  readonly forbidden: readonly NodeId[];
  readonly staying: readonly StayingVersion[];
}

/**
 * Writes both scripts and takes out what cannot be done. Where an item would be left under a private name, it gets another
 * place, and both are written anew. Pure.
 */
export function* planOperations(input: PlanOperationsInput): Steps<PlannedOperations> {
  const { snapshot, merged } = input;
  const sides = { local: describeSide('local', input), remote: describeSide('remote', input) };
  const detours = new Detours({ sides, desired: merged.desired, policy: snapshot.policy });
  const wantedHere = pinClashing(merged.clashes, input.local, merged.desired);
  const clashing = new Set(merged.clashes.map(({ id }) => id));
  const forbidden = new Set<NodeId>();
  const staying = new Map<NodeId, StayingVersion>();
  const letters = { remote: input.remote, rootPermissions: snapshot.rootPermissions };
  const findSecond = createSecondFinder(snapshot, merged);
  for (;;) {
    const here = yield* script({ ...sides.local, desired: detours.pinIn('local', wantedHere), firstId: FIRST_ID });
    const firstId = here.operations.length as OperationId;
    const there = yield* script({ ...sides.remote, desired: detours.pinIn('remote', merged.desired), firstId });
    const scripted = inOrder(here, there);
    yield;
    const possible = withoutStuck(scripted, { ...input, desired: merged.desired });
    const replaced = afterReplacements(possible.operations, snapshot.replaced ?? new Map());
    const wanted = takeOut(replaced, (operation) => {
      const found = findSecond(operation);
      if (found !== undefined) staying.set(found.id, found);
      return found !== undefined;
    });
    const allowed = takeOut(wanted.operations, (operation) => isForbidden(operation, letters));
    for (const id of allowed.nodes) forbidden.add(id);
    if (detours.mustChange({ scripted, operations: allowed.operations })) continue;
    const blocked = [...here.blocked, ...there.blocked, ...possible.blocked, ...detours.listBlocked()];
    return {
      operations: allowed.operations,
      blocked: blocked.filter(
        ({ side, node }) => !(side === 'local' ? clashing : forbidden).has(node) && !staying.has(node),
      ),
      held: {
        local: [...here.held, ...detours.listHeld('local')],
        remote: [...there.held, ...detours.listHeld('remote')],
      },
      forbidden: [...forbidden],
      staying: [...staying.values()],
    };
  }
}

const FIRST_ID = 0 as OperationId;

type PlannedSide = Omit<ScriptInput, 'desired' | 'firstId'> & SideNames;

/** What all scripts of one side have in common. */
function describeSide(side: Side, input: PlanOperationsInput): PlannedSide {
  const { policy, parkName, [side]: seen } = input.snapshot;
  const { aliases } = input.merged;
  return {
    side,
    logical: input[side],
    tree: seen.actual === seen.logical ? input[side] : withAliases(seen.actual, aliases),
    kept: mapIds(seen.kept, aliases),
    isOccupied: seen.isOccupied,
    nameKey: side === 'local' ? (name) => policy.nameKey(name) : (name) => name,
    parkName,
    removesCollections: side === 'remote',
  };
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

/** The operations without some, and without all that depends on those; with the items that those are about. */
function takeOut(
  operations: readonly Operation[],
  isOut: (operation: Operation) => boolean,
): { readonly operations: readonly Operation[]; readonly nodes: readonly NodeId[] } {
  const out = new Set(operations.filter(isOut));
  if (out.size === 0) return { operations, nodes: [] };
  return {
    operations: withoutDependents(operations, (operation) => out.has(operation)),
    nodes: [...out].map(({ node }) => node),
  };
}

/** Finds the second version that an operation would upload, also one that gets its name only now. None where all are uploaded. */
function createSecondFinder(
  { secondVersions, replaced = new Map<NodeId, NodeId>() }: Snapshot,
  { contested, aliases, desired }: MergeResult,
): (operation: Operation) => StayingVersion | undefined {
  if (secondVersions === undefined) return () => undefined;
  const known = new SecondVersions(secondVersions, { aliases, replaced });
  const losers = new Set(contested.flatMap(({ id, heldBy }) => (desired.get(heldBy)?.kind === 'file' ? [id] : [])));
  return (operation) => {
    const { node: id } = operation;
    const standing = known.find(operation) ?? (isUpload(operation) && losers.has(id) ? 'open' : undefined);
    return standing && { id, standing };
  };
}

/**
 * Operations without what would be made on one side under another place than it has on the other and cannot leave there
 * now: nothing would tell in the next run that the two belong together, and it would be made again, under the next name.
 */
function withoutStuck(
  operations: readonly Operation[],
  plan: Pick<Plan, 'local' | 'remote' | 'desired'>,
): Pick<Plan, 'operations' | 'blocked'> {
  const moves = findFinalMoves(operations);
  const possible = withoutDependents(operations, (op) => {
    if (!isMade(op)) return false;
    const side = otherSide(op.side);
    const there = moves.get(toItemKey(side, op.node))?.place ?? plan[side].get(op.node);
    const wanted = plan.desired.get(op.node);
    return there !== undefined && wanted !== undefined && !isSamePlace(there, wanted);
  });
  if (possible.length === operations.length) return { operations, blocked: [] };
  const left = new Set(possible);
  return { operations: possible, blocked: operations.filter((op) => !left.has(op)).flatMap(toBlockedStep) };
}

function toBlockedStep(op: Operation): readonly BlockedStep[] {
  return op.kind === 'move' && op.role === 'final' ? [{ node: op.node, side: op.side, place: op.place }] : [];
}

/** The moves that bring items to where they stay, by side and item. */
function findFinalMoves(operations: readonly Operation[]): ReadonlyMap<string, Move> {
  const moves = new Map<string, Move>();
  for (const op of operations)
    if (op.kind === 'move' && op.role === 'final') moves.set(toItemKey(op.side, op.node), op);
  return moves;
}

/**
 * Both sides' operations. What is made on one side under another place than it has on the other waits until it has that
 * place there too. The same holds for a version that takes the place of one that lives on beside it: while it does, what
 * was here is forgotten, and only equal places tell.
 */
function inOrder(local: ScriptResult, remote: ScriptResult): readonly Operation[] {
  const operations = interleave(local, remote);
  const moves = findFinalMoves(operations);
  let hasWaiting = false;
  const linked = operations.map((op) => {
    const move = isMade(op) || isConflict(op) ? moves.get(toItemKey(otherSide(op.side), op.node))?.id : undefined;
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
