import type { ProblemCode } from '../core/model/problem.ts';
import type { UsageProblem } from './command-line.ts';
import { ENGLISH_TEXTS, ENGLISH_USAGE } from './messages-english.ts';
import { GERMAN_TEXTS, GERMAN_USAGE } from './messages-german.ts';

export type Language = 'de' | 'en';

/** What happened, and what the reader can do. */
export interface Message {
  readonly title: string;
  readonly hint: string;
}

/** The language of the user's terminal; German unless the locale says otherwise. */
export function findLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(Boolean) ?? 'de';
  return /^(?:de|c|posix)(?:[_.@-]|$)/i.test(locale) ? 'de' : 'en';
}

/** Title and hint for a code. */
export function getMessage(code: ProblemCode, language: Language): Message {
  const [title, hint] = { de: GERMAN_TEXTS, en: ENGLISH_TEXTS }[language][code];
  return { title, hint };
}

/** One sentence about a refused command line; `subject` is put in where it belongs. */
export function getUsageMessage(problem: UsageProblem, subject: string, language: Language): string {
  return { de: GERMAN_USAGE, en: ENGLISH_USAGE }[language][problem].replace('{subject}', () => subject);
}
