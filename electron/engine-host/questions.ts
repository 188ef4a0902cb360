/** Questions that a window may give up, by the names that it gave them. */
export class Questions {
  readonly #open = new Map<string, AbortController>();
  readonly #end: AbortSignal;

  /** `end` aborts when nobody can be answered any more. */
  constructor(end: AbortSignal) {
    this.#end = end;
  }

  /** Answers a question; the signal aborts when it is given up. */
  async answer<Value>(
    questionId: string | undefined,
    find: (signal: AbortSignal) => Promise<Value> | Value,
  ): Promise<Value> {
    if (questionId === undefined) return find(this.#end);
    const stop = new AbortController();
    this.#open.set(questionId, stop);
    try {
      return await find(AbortSignal.any([this.#end, stop.signal]));
    } finally {
      this.#open.delete(questionId);
    }
  }

  /** One that has been answered, or was never asked, is left alone. */
  cancel(questionId: string): void {
    this.#open.get(questionId)?.abort();
  }
}
