import type { NodeId } from './ids.ts';
import type { NodeKind } from './observation.ts';
import type { Side } from './side.ts';
import type { Place } from './tree.ts';

/**
 * Where an item's content comes from: `same` where both sides have it already, `from` the side that alone has the item
 * or alone changed its bytes, or `conflict`: the server's bytes, while the local ones live on under `conflictName`.
 */
export type DesiredContent =
  | { readonly kind: 'same' }
  | { readonly kind: 'from'; readonly side: Side }
  | { readonly kind: 'conflict'; readonly conflictName: string };

/** One item as both sides shall have it. */
export interface DesiredNode extends Place {
  readonly id: NodeId;
  readonly kind: NodeKind;
  readonly content: DesiredContent;
}
