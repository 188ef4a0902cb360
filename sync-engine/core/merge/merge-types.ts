import type { NodeId } from '../model/ids.ts';
import type { NodeKind } from '../model/observation.ts';
import type { Side } from '../model/side.ts';
import type { BaseTree, ContentId, Tree } from '../model/tree.ts';
import type { DesiredNode } from '../model/desired.ts';

/** Asks for the name under which the local item of a clash or conflict lives on. */
export interface ConflictNameRequest {
  readonly name: string;
  readonly kind: NodeKind;
  readonly isTaken: (candidate: string) => boolean;
}

/** What merge may not know by itself: rules of names, and the time and user that go into conflict names. */
export interface MergePolicy {
  /** Two names with equal keys cannot stand in one local directory. */
  nameKey(name: string): string;
  /** A name that is not taken and legal on both sides. */
  conflictName(request: ConflictNameRequest): string;
}

/** A design fault put in on purpose, so that the property tests can show that they would notice it. */
export type MergeMutation = 'clashing-tracked-directories-merged';

/** The immutable snapshot that merge decides on. Ids are shared by the three trees. */
export interface MergeInput {
  readonly base: BaseTree;
  readonly local: Tree;
  readonly remote: Tree;
  /** The server's tree with the private names of parked items: a parked item does not hold the name it will have. */
  readonly remoteNames: Tree;
  readonly policy: MergePolicy;
  /** Bytes that the local side has already replaced or deleted on the server since that was looked at last. */
  readonly letGo?: ReadonlySet<ContentId>;
  /** Never set in the product. */
  readonly mutation?: MergeMutation;
}

/** "It was on that side" must be forgotten, durably, before anything else is done: its absence is not a deletion. */
export interface Forget {
  readonly id: NodeId;
  readonly side: Side;
}

/** A name that the local system cannot hold beside the one of `heldBy`: the item stays on the server only. */
export interface NameClash {
  readonly id: NodeId;
  readonly heldBy: NodeId;
}

/** The decision. Apply `aliases` to the snapshot's trees before using any id of it together with `desired`. */
export interface MergeResult {
  /** Id that is given up → id under which the unified item goes on. */
  readonly aliases: ReadonlyMap<NodeId, NodeId>;
  readonly forget: readonly Forget[];
  readonly desired: ReadonlyMap<NodeId, DesiredNode>;
  readonly clashes: readonly NameClash[];
  /** Items that got a conflict name because another has theirs. */
  readonly contested: readonly NameClash[];
}
