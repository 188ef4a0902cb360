import type { Brand, NodeId } from './ids.ts';
import type { NodeKind } from './observation.ts';
import type { Side } from './side.ts';
import type { Place } from './tree.ts';

/** Number of an operation within one plan. */
export type OperationId = Brand<number, 'OperationId'>;

/** What each operation says of itself. */
interface OperationCore {
  readonly id: OperationId;
  readonly node: NodeId;
  /** The side that is changed. */
  readonly side: Side;
  /** Operations of the same plan that must be done before; if one of them is not, this one is dropped. */
  readonly after: readonly OperationId[];
}

/** Makes a directory where nothing is. */
export interface MakeDirectory extends OperationCore {
  readonly kind: 'make-directory';
  readonly place: Place;
}

/** Gives an item another directory, name or both; `park` is a detour under a private name, journaled before. */
export interface Move extends OperationCore {
  readonly kind: 'move';
  readonly nodeKind: NodeKind;
  readonly role: 'final' | 'park';
  readonly place: Place;
}

/** Brings the other side's bytes here: `create` where nothing is, else in place of exactly what was observed. */
export interface Transfer extends OperationCore {
  readonly kind: 'transfer';
  readonly place: Place;
  readonly mode:
    | { readonly kind: 'create' }
    | { readonly kind: 'replace' }
    | { readonly kind: 'replace-in-conflict'; readonly conflictName: string };
}

/**
 * Removes an item that the other side is proven not to have. `covers` are all items that go with it: only the item
 * itself locally, a directory's whole known content on the server.
 */
export interface Remove extends OperationCore {
  readonly kind: 'remove';
  readonly nodeKind: NodeKind;
  readonly covers: readonly NodeId[];
}

/** One step of a plan. Its expectation is what the plan's snapshot shows of `node` on `side`. */
export type Operation = MakeDirectory | Move | Transfer | Remove;
