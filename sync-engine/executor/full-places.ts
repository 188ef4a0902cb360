import type { NodeId } from '../core/model/ids.ts';
import type { Operation, Transfer } from '../core/model/operation.ts';
import type { Outcome, SyncError } from '../core/model/sync-error.ts';

/** A transfer that did not fit. */
interface Refusal {
  readonly sizeBytes: number;
  readonly error: SyncError;
}

/**
 * What turned out to be full during one run. Files of at least the refused size are not tried again there: the disk is
 * full for all of them, a quota on the server only for the directory, since shares have quotas of their own. Smaller
 * files are tried, and everything that needs no room goes on, above all the removals that make some.
 */
export class FullPlaces {
  readonly #onServer = new Map<NodeId, Refusal>();
  #onDisk: Refusal | undefined;

  /** The end of a transfer that would not fit either; undefined when it has to be tried. */
  findEnd(operation: Operation, sizeBytes: number): Outcome<never> | undefined {
    if (operation.kind !== 'transfer') return undefined;
    const refusal = this.#find(operation);
    return refusal !== undefined && sizeBytes >= refusal.sizeBytes
      ? { kind: 'failed', error: refusal.error }
      : undefined;
  }

  note(operation: Operation, sizeBytes: number, outcome: Outcome<void>): void {
    if (operation.kind !== 'transfer' || outcome.kind !== 'failed') return;
    const { error } = outcome;
    const isFull = error.code === (operation.side === 'remote' ? 'quota-exceeded' : 'disk-full');
    if (!isFull || sizeBytes >= (this.#find(operation)?.sizeBytes ?? Number.POSITIVE_INFINITY)) return;
    if (operation.side === 'remote') this.#onServer.set(operation.place.parentId, { sizeBytes, error });
    else this.#onDisk = { sizeBytes, error };
  }

  #find({ side, place }: Transfer): Refusal | undefined {
    return side === 'remote' ? this.#onServer.get(place.parentId) : this.#onDisk;
  }
}
