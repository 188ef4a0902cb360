import type { Steps } from '../../core/model/steps.ts';
import { applyForgets } from '../../core/merge/existence.ts';
import { merge } from '../../core/merge/merge.ts';
import type {
  Forget,
  MergeInput,
  MergeMutation,
  MergePolicy,
  MergeResult,
  NameClash,
} from '../../core/merge/merge-types.ts';
import { withAliases } from '../../core/merge/unify.ts';
import type { DesiredNode } from '../../core/model/desired.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Operation } from '../../core/model/operation.ts';
import { isAllowed } from '../../core/model/permissions.ts';
import type { Side } from '../../core/model/side.ts';
import type { BaseTree, ContentId, Place, Tree } from '../../core/model/tree.ts';
import type { BlockedStep } from '../../core/script/script-types.ts';
import type { BaseChanges } from './base-changes.ts';
import { applyBaseChanges, planBaseChanges } from './base-changes.ts';
import type { OwnMove } from '../looking/own-moves.ts';
import { planOperations } from './plan-operations.ts';
import type { Refusals } from './refusals.ts';
import type { StayingVersion, VersionsSeen } from './second-versions.ts';

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
  /** Items whose absence here is no deletion, because a person hid them while they carried a private name on the server. */
  readonly returning?: readonly NodeId[];
  /** Bytes that we have replaced or removed on the server since it was looked at last. */
  readonly letGo?: ReadonlySet<ContentId>;
  /** What tells second versions, which stay on this computer; undefined: all are uploaded. */
  readonly secondVersions?: VersionsSeen;
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
  readonly staying: readonly StayingVersion[];
  /** Letters of what is allowed in the sync root. */
  readonly rootPermissions: string | undefined;
  /** What a person did here and what the server does not allow. */
  readonly refusals: Refusals;
}

/** Snapshot → plan. Pure. */
export function* makePlan(snapshot: Snapshot): Steps<Plan> {
  const { broughtBack = [], rootPermissions, replaced = new Map<NodeId, NodeId>(), unwrittenMoves = [] } = snapshot;
  const returning = (snapshot.returning ?? []).map((id): Forget => ({ id, side: 'local' }));
  const merged = withForgets([...broughtBack, ...returning], {
    base: snapshot.base,
    local: snapshot.local.logical,
    remote: snapshot.remote.logical,
    remoteNames: snapshot.remote.actual,
    policy: snapshot.policy,
    ...(snapshot.letGo === undefined ? {} : { letGo: snapshot.letGo }),
    ...(snapshot.mutation === undefined ? {} : { mutation: snapshot.mutation }),
  });
  const { aliases, desired } = merged;
  yield;
  const local = withAliases(snapshot.local.logical, aliases);
  const remote = withAliases(snapshot.remote.logical, aliases);
  const baseChanges = planBaseChanges({ base: snapshot.base, local, remote }, merged, unwrittenMoves);
  yield;
  const planned = yield* planOperations({ snapshot, merged, local, remote });
  const { operations, blocked, held, forbidden, staying } = planned;
  return {
    baseChanges,
    base: applyBaseChanges(snapshot.base, baseChanges),
    local,
    remote,
    aliases,
    desired,
    operations,
    blocked,
    held,
    clashes: merged.clashes,
    contested: merged.contested,
    staying,
    rootPermissions,
    refusals: {
      forbidden,
      removed: broughtBack.map(({ id }) => id).filter((id) => !replaced.has(id)),
      moved: broughtBack.map(({ id }) => id).filter((id) => replaced.has(id)),
      edited: findRefusedEdits(desired, snapshot.base, remote),
    },
  };
}

/** Merge on a base that has forgotten these presences already. */
function withForgets(forgets: readonly Forget[], input: MergeInput): MergeResult {
  if (forgets.length === 0) return merge(input);
  const merged = merge({ ...input, base: applyForgets(input.base, forgets) });
  return { ...merged, forget: [...forgets, ...merged.forget] };
}

/** Files that only this side changed and whose version on the server may not be replaced. */
function findRefusedEdits(desired: ReadonlyMap<NodeId, DesiredNode>, base: BaseTree, remote: Tree): readonly NodeId[] {
  return [...desired.values()].flatMap(({ id, content }) => {
    const there = remote.get(id);
    const isRefused = content.kind === 'conflict' && !isAllowed('write', there?.permissions);
    return isRefused && there?.content === base.get(id)?.content ? [id] : [];
  });
}
