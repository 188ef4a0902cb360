import type { FakeNode } from './fake-disk.ts';

/** A change of names that is not on the platter yet. */
interface VolatileChange {
  readonly directories: readonly FakeNode[];
  readonly undo: () => void;
}

/** What can become of bytes that nobody flushed: ext4 often leaves a file of no bytes, other systems the old ones. */
export type UnsyncedFate = 'as-written' | 'empty' | 'as-before';

/** Decides what a power cut leaves. */
export interface PowerCut {
  /** How many of `count` unsynced changes of names are on the platter, the oldest first. */
  readonly keepNames: (count: number) => number;
  readonly fateOfBytes: () => UnsyncedFate;
}

/**
 * What of a fake disk a power cut would take. Names follow a journal: a cut loses the youngest changes, never one in
 * the middle, and a sync of a directory makes everything up to its last change durable. Bytes of a file are durable
 * only when that file was synced.
 */
export class FakeDurability {
  #changes: VolatileChange[] = [];
  readonly #unsynced = new Map<FakeNode, Uint8Array>();

  noteNames(change: VolatileChange): void {
    this.#changes.push(change);
  }

  /** What `act` changes is on the platter as a whole or not at all, as a rename is. */
  asOne<Value>(act: () => Value): Value {
    const before = this.#changes;
    this.#changes = [];
    const value = act();
    const parts = this.#changes;
    const undo = (): void => {
      for (const part of parts.toReversed()) part.undo();
    };
    this.#changes = [...before, { directories: parts.flatMap((part) => part.directories), undo }];
    return value;
  }

  /** Must be called before the bytes change. */
  noteBytes(node: FakeNode): void {
    if (!this.#unsynced.has(node)) this.#unsynced.set(node, node.bytes);
  }

  syncBytes(node: FakeNode): void {
    this.#unsynced.delete(node);
  }

  syncNames(directory: FakeNode): void {
    const last = this.#changes.findLastIndex((change) => change.directories.includes(directory));
    this.#changes.splice(0, last + 1);
  }

  syncAll(): void {
    this.#changes = [];
    this.#unsynced.clear();
  }

  cutPower(cut: PowerCut): void {
    const kept = cut.keepNames(this.#changes.length);
    for (const change of this.#changes.slice(kept).toReversed()) change.undo();
    for (const [node, before] of this.#unsynced) {
      const fate = cut.fateOfBytes();
      if (fate !== 'as-written') node.bytes = fate === 'empty' ? new Uint8Array() : before;
    }
    this.syncAll();
  }
}
