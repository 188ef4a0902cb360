import type { RelativePath } from '../core/model/relative-path.ts';

/**
 * Transfers that a person wants before all others, by path. Only the order changes: nothing is sent or fetched that would
 * not be anyway. Outlives runs, because the next plan may still have the transfer to make.
 */
export class Urgency {
  readonly #paths = new Set<RelativePath>();
  readonly #listeners = new Set<() => void>();

  get isEmpty(): boolean {
    return this.#paths.size === 0;
  }

  /** Tells when something becomes urgent, until what it returns is called. */
  onAdd(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  has(path: RelativePath): boolean {
    return this.#paths.has(path);
  }

  add(path: RelativePath): void {
    this.#paths.add(path);
    for (const listener of this.#listeners) listener();
  }

  /** It has begun, or it is not to be made any more. */
  remove(path: RelativePath): void {
    this.#paths.delete(path);
  }
}
