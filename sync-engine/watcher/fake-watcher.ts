import type { LocalHint, Watcher } from './watcher.ts';

/** A watcher that reports what a test tells it to. */
export class FakeWatcher implements Watcher {
  isReliable = true;
  #onHint: ((hint: LocalHint) => void) | undefined;

  get isRunning(): boolean {
    return this.#onHint !== undefined;
  }

  async start(onHint: (hint: LocalHint) => void): Promise<void> {
    if (this.#onHint !== undefined) throw new Error('the watcher runs already');
    this.#onHint = onHint;
  }

  async stop(): Promise<void> {
    this.#onHint = undefined;
  }

  /** Reports a hint; nothing happens while it is stopped, as with changes that nobody watches. */
  emit(hint: LocalHint): void {
    this.#onHint?.(hint);
  }
}
