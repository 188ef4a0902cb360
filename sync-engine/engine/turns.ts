/** Lets one piece of work at a time do its work, in the order in which they asked for it. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** True while somebody waits for a turn: long work should make room. */
  get isAwaited(): boolean {
    return this.#waiting > 0;
  }

  /** Starts `work` when all that asked before has ended; ends as `work` does. A failure does not keep the next from its turn. */
  async take<Value>(work: () => Promise<Value>): Promise<Value> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    this.#waiting += 1;
    await before;
    this.#waiting -= 1;
    try {
      return await work();
    } finally {
      resolve();
    }
  }
}
