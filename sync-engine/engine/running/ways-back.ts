import type { NodeId } from '../../core/model/ids.ts';
import type { Move, Operation, OperationId } from '../../core/model/operation.ts';
import type { Side } from '../../core/model/side.ts';
import type { OperationEnd } from '../../executor/lanes.ts';
import type { Ledger } from '../../executor/ledger.ts';
import { listEnded, toItemKey } from '../planning/dependents.ts';

/** Outside of the numbers of a plan: what goes back is not part of it. */
const NO_ID = -1 as OperationId;

/**
 * The ways back of items that stepped aside in a run and cannot go on, because what was to come between was not done: a
 * file that another program holds open may be held for hours. What failed itself, or may still happen, has none.
 */
export class WaysBack {
  readonly #missed = new Map<string, { readonly side: Side; readonly id: NodeId }>();

  /** To be told how each operation of the run ended. */
  note(operation: Operation, end: OperationEnd): void {
    if (end.kind !== 'skipped' && end.kind !== 'refused') return;
    const { side } = operation;
    for (const id of listEnded(operation)) this.#missed.set(toItemKey(side, id), { side, id });
  }

  /** Moves to where these items were, those of directories after those of what is in them. */
  list(ledger: Ledger): readonly Move[] {
    return [...this.#missed.values()].reverse().flatMap(({ side, id }) => {
      const node = ledger.isParked(side, id) ? ledger.findNode(side, id) : undefined;
      if (node === undefined) return [];
      const { kind: nodeKind, parentId, name } = node;
      return [
        { kind: 'move', id: NO_ID, node: id, nodeKind, side, role: 'final', place: { parentId, name }, after: [] },
      ];
    });
  }
}
