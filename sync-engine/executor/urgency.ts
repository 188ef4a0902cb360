import type { RelativePath } from '../core/model/relative-path.ts';

/**
 * Transfers that a person wants before all others, by path. Only the order changes: nothing is sent or fetched that would
 * not be anyway. Outlives runs, because the next plan may still have the transfer to make.
 */
export class Urgency {
  readonly #paths = new Set<RelativePath>();
  #wake: () => void = () => {};
  #change = this.#nextChange();

  get isEmpty(): boolean {
    return this.#paths.size === 0;
  }

  /** Resolves when something becomes urgent after this call. */
  get change(): Promise<void> {
    return this.#change;
  }

  has(path: RelativePath): boolean {
    return this.#paths.has(path);
  }

  add(path: RelativePath): void {
    this.#paths.add(path);
    const wake = this.#wake;
    this.#change = this.#nextChange();
    wake();
  }

  /** It has begun, or it is not to be made any more. */
  remove(path: RelativePath): void {
    this.#paths.delete(path);
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
