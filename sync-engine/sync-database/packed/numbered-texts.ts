/** Texts that many rows have in common, each with a number. */
export class NumberedTexts {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  /** The number of a text, known or new. */
  add(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }

  /** Undefined for a number that nothing has. */
  get(number: number): string | undefined {
    return this.#texts[number];
  }
}
