/**
 * `known` when both are equal, else `value`. What SQLite gives back is made anew for each row: of two equal texts in rows
 * that are kept, one can go. In a folder of a million items, texts are the most of all that is kept.
 */
export function share<Value extends string | bigint | undefined>(value: Value, known: unknown): Value {
  return value === known ? (known as Value) : value;
}

/** Texts that many rows have in common. */
export class SharedTexts {
  readonly #texts = new Map<string, string>();

  /** The first text that was equal to this one. */
  share<Text extends string>(text: Text): Text {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known === undefined ? text : (known as Text);
  }
}
