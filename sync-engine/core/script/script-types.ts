import type { DesiredNode } from '../model/desired.ts';
import type { NodeId } from '../model/ids.ts';
import type { Operation, OperationId } from '../model/operation.ts';
import type { Side } from '../model/side.ts';
import type { Place, Tree } from '../model/tree.ts';

/** One side as observed, and what it shall become. */
export interface ScriptInput {
  readonly side: Side;
  /** Actual places: parked items are where they really are. */
  readonly tree: Tree;
  readonly desired: ReadonlyMap<NodeId, DesiredNode>;
  /** Directories that hold something that is not synced or not known: they are never removed. */
  readonly kept: ReadonlySet<NodeId>;
  /** Places taken by things that are in no tree. */
  readonly isOccupied: (place: Place) => boolean;
  readonly nameKey: (name: string) => string;
  /** A private name for an item that has to step aside for a moment. */
  readonly parkName: (id: NodeId) => string;
  /** True when one operation removes a directory with all its content (WebDAV DELETE). */
  readonly removesCollections: boolean;
  /** First number to give. */
  readonly firstId: OperationId;
}

/** A step that cannot be taken in this plan, because something that is not synced is in its way. */
export interface BlockedStep {
  readonly node: NodeId;
  readonly side: Side;
  readonly place: Place;
}

export interface ScriptResult {
  /** In an order in which they can be done one by one; `after` says what may be done side by side. */
  readonly operations: readonly Operation[];
  readonly blocked: readonly BlockedStep[];
  /** Items to be removed that stay, because they hold what is not synced. */
  readonly held: readonly NodeId[];
}
