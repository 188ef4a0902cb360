/**
 * A question that is asked again and again, one at a time. Whoever asks while an answer is on its way gets the answer
 * after it, which knows what happened until then; so every answer is shown, however often somebody asks, and none after
 * a newer one. Between two answers there can be a rest: else a question that takes long would be all that the other end
 * does. A person waits for no rest.
 */
export class RepeatedQuestion<Value> {
  readonly #ask: () => Promise<Value>;
  readonly #onAnswer: (answer: Value) => void;
  readonly #rest: () => Promise<void>;
  #isOnItsWay = false;
  #isAskedAgain = false;
  #isOver = false;
  /** Settles when a person asks, while a question is on its way or rests. */
  #urge = Promise.withResolvers<void>();

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

  /** As `ask`, for a person: without the rest. */
  askForPerson(): void {
    this.#urge.resolve();
    this.ask();
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
        this.#urge = Promise.withResolvers<void>();
        const answer = await this.#ask();
        if (!this.#isOver) this.#onAnswer(answer);
        if (this.#isAskedAgain && !this.#isOver) await Promise.race([this.#rest(), this.#urge.promise]);
      }
    } finally {
      this.#isOnItsWay = false;
    }
  }
}
