import type { Totals } from '../../core/model/engine-state.ts';
import type { Operation } from '../../core/model/operation.ts';

/** Counts what has been done since the sync folder was opened. */
export class TotalsCounter {
  #totals: Totals = {
    uploaded: 0,
    downloaded: 0,
    bytesUp: 0,
    bytesDown: 0,
    movedLocal: 0,
    movedRemote: 0,
    deletedLocal: 0,
    deletedRemote: 0,
    conflicts: 0,
  };

  get totals(): Totals {
    return this.#totals;
  }

  addBytes(direction: 'up' | 'down', bytes: number): void {
    this.#add(direction === 'up' ? 'bytesUp' : 'bytesDown', bytes);
  }

  addConflict(): void {
    this.#add('conflicts', 1);
  }

  addDone(operation: Operation): void {
    switch (operation.kind) {
      case 'make-directory':
        return;
      case 'move':
        if (operation.role === 'final') this.#add(operation.side === 'local' ? 'movedLocal' : 'movedRemote', 1);
        return;
      case 'transfer':
        this.#add(operation.side === 'remote' ? 'uploaded' : 'downloaded', 1);
        return;
      case 'remove':
        this.#add(operation.side === 'local' ? 'deletedLocal' : 'deletedRemote', operation.covers.length);
        return;
      default:
        operation satisfies never;
    }
  }

  #add(key: keyof Totals, amount: number): void {
    this.#totals = { ...this.#totals, [key]: this.#totals[key] + amount };
  }
}
