/** Longer texts are no names of persons. */
const LONGEST_NAME = 100;

/** Who keeps an item from being synced: has it open here, or locked on the server. For people only, never logged. */
export interface Holder {
  readonly name: string;
  /** Since when, in ms since the epoch, where it was told. */
  readonly sinceMs?: number;
}

/**
 * A text as the name of a person, on one line; undefined when it cannot be one. Marks that turn the direction of writing
 * would turn the words behind the name too.
 */
export function parseHolderName(text: string): string | undefined {
  const name = text.trim();
  const isName =
    name !== '' && name.length <= LONGEST_NAME && !/[\p{Cc}\p{Bidi_Control}\u2028\u2029\uFFFD]/u.test(name);
  return isName ? name : undefined;
}
