import { IntlMessageFormat } from 'intl-messageformat';
import { toVisibleText } from '#ipc/visible-text.ts';

/** Languages of the windows. German comes first: a text is written in it, and English follows. */
export type Language = 'de' | 'en';

/** One text in all languages, in ICU message syntax. `note` tells a translator what cannot be seen from the text. */
export interface Message {
  readonly de: string;
  readonly en: string;
  readonly note?: string;
}

/** The texts of one feature or component, by key. */
export type Catalogue = Readonly<Record<string, Message>>;

/** Values for the placeholders of a text. */
export type TextValues = Readonly<Record<string, string | number>>;

/** Gives the text of a key in the language of the windows. */
export type GetText<Keys extends string> = (key: Keys, values?: TextValues) => string;

const formats = new Map<string, IntlMessageFormat>();

/** The texts of a catalogue in one language; `everywhere` are values that every text may use. Throws on a placeholder without a value: a bug, found by any test. */
export function createGetText<Texts extends Catalogue>(
  catalogue: Texts,
  language: Language,
  everywhere: TextValues = {},
): GetText<keyof Texts & string> {
  return (key, values = {}) => {
    const message: Message | undefined = catalogue[key];
    if (message === undefined) throw new Error(`no text: ${key}`);
    return fillText(message, language, { ...everywhere, ...values });
  };
}

/** One text in one language. Throws on a placeholder without a value. */
export function fillText(message: Message, language: Language, values: TextValues): string {
  return toVisibleText(String(findFormat(message[language], language).format(values)));
}

function findFormat(text: string, language: Language): IntlMessageFormat {
  const name = `${language} ${text}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const format = new IntlMessageFormat(text, language, {}, { ignoreTag: true });
  formats.set(name, format);
  return format;
}
