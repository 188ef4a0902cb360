import type { WaitingClock } from './bandwidth-limit.ts';

/**
 * One question for many who ask: while an answer is under way, and for a while after, all get the same one. For facts
 * that may be a little old, as polls are.
 */
export class SharedAnswer<Value> {
  readonly #clock: Pick<WaitingClock, 'monotonicMs'>;
  readonly #lastsMs: number;
  #last: { readonly key: string; readonly askedAtMs: number; readonly answer: Promise<Value> } | undefined;

  constructor(clock: Pick<WaitingClock, 'monotonicMs'>, lastsMs: number) {
    this.#clock = clock;
    this.#lastsMs = lastsMs;
  }

  /** The answer to the question `key`; asked at most once in that time. */
  get(key: string, ask: () => Promise<Value>): Promise<Value> {
    const nowMs = this.#clock.monotonicMs();
    const last = this.#last;
    if (last !== undefined && last.key === key && nowMs - last.askedAtMs < this.#lastsMs) return last.answer;
    const answer = ask();
    this.#last = { key, askedAtMs: nowMs, answer };
    return answer;
  }
}
