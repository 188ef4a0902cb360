import type { HandbookLanguage } from '#ipc/handbook.ts';
import type { CodeMessage } from '#renderer/i18n/code-message.ts';
import { organisationMessages } from '#renderer/i18n/organisation-messages.ts';
import { problemMessages } from '#renderer/i18n/problem-messages.ts';
import { refusalMessages } from '#renderer/i18n/refusal-messages.ts';
import { undoRefusalMessages } from '#renderer/i18n/undo-refusal-messages.ts';
import { whyMessages } from '#renderer/i18n/why-messages.ts';

/** One code in the words that the windows have for it. */
export interface CodeEntry {
  readonly code: string;
  readonly title: string;
  readonly hint: string;
}

const GROUPS = {
  problem: problemMessages,
  why: Object.fromEntries(Object.entries(whyMessages).filter(([code]) => !(code in problemMessages))),
  refusal: { ...refusalMessages, ...undoRefusalMessages, ...organisationMessages },
} as const satisfies Readonly<Record<string, Readonly<Record<string, CodeMessage>>>>;

/**
 * Groups of codes: `problem`, what a path or a sync folder can carry; `why`, what else can be the reason of a path;
 * `refusal`, why something that a person asked for did not happen.
 */
export type CodeGroup = keyof typeof GROUPS;

/** All codes of a group in the words of the windows; none of these words has a placeholder. Pure. */
export function listCodeEntries(group: CodeGroup, language: HandbookLanguage): readonly CodeEntry[] {
  const messages: Readonly<Record<string, CodeMessage>> = GROUPS[group];
  return Object.entries(messages).map(([code, { title, hint }]) => ({
    code,
    title: title[language],
    hint: hint[language],
  }));
}
