/**
 * A question that is asked again and again, one at a time. Whoever asks while an answer is on its way gets the answer
 * after it, which knows what happened until then; so every answer is shown, however often somebody asks, and none after
 * a newer one. Between two answers there can be a rest: else a question that takes long would be all that the other end does.
 */
export class RepeatedQuestion<Value> {
  readonly #ask: () => Promise<Value>;
  readonly #onAnswer: (answer: Value) => void;
  readonly #rest: () => Promise<void>;
  #isOnItsWay = false;
  #isAskedAgain = false;
  #isOver = false;

  /** `rest` is waited for before the same is asked again at once. */
  constructor(ask: () => Promise<Value>, onAnswer: (answer: Value) => void, rest = () => Promise.resolve()) {
    this.#ask = ask;
    this.#onAnswer = onAnswer;
    this.#rest = rest;
  }

  /** Asks as soon as the answer that is on its way is there. */
  ask(): void {
    this.#isAskedAgain = true;
    if (!this.#isOnItsWay) void this.#askInTurn();
  }

  /** What is still on its way is not told any more. */
  end(): void {
    this.#isOver = true;
  }

  async #askInTurn(): Promise<void> {
    this.#isOnItsWay = true;
    try {
      while (this.#isAskedAgain && !this.#isOver) {
        this.#isAskedAgain = false;
        const answer = await this.#ask();
        if (!this.#isOver) this.#onAnswer(answer);
        if (this.#isAskedAgain && !this.#isOver) await this.#rest();
      }
    } finally {
      this.#isOnItsWay = false;
    }
  }
}
