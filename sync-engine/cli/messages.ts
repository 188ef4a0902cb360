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

/** What the help calls the operands that a command line lacks. */
const OPERANDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  '<local-folder>': { de: '<lokaler-Ordner>', en: '<local-folder>' },
  '<server-url>': { de: '<Server-Adresse>', en: '<server-url>' },
  '<address>': { de: '<Server-Adresse>', en: '<server-url>' },
  '<path>': { de: '<Pfad>', en: '<path>' },
  '<id>': { de: '<Kennung>', en: '<id>' },
  '<operation-id>': { de: '<Kennung>', en: '<id>' },
  '<sign>': { de: '<Merkmal>', en: '<sign>' },
  '<remote-dir>': { de: '<Ordner auf dem Server>', en: '<folder on the server>' },
};

/** One sentence about a refused command line; `subject` is put in where it belongs. */
export function getUsageMessage(problem: UsageProblem, subject: string, language: Language): string {
  const named =
    problem === 'argument-missing'
      ? subject.replaceAll(/<[a-z-]+>/g, (operand) => OPERANDS[operand]?.[language] ?? operand)
      : subject;
  return { de: GERMAN_USAGE, en: ENGLISH_USAGE }[language][problem].replace('{subject}', () => named);
}
