import type { ProblemCode } from './user-error.ts';

/** Languages of the handbook; those of the windows. */
export const HANDBOOK_LANGUAGES = ['de', 'en'] as const;
export type HandbookLanguage = (typeof HANDBOOK_LANGUAGES)[number];

/** The parts of the handbook that windows lead to, by the ids that they have in every language. */
export const HANDBOOK_PARTS = [
  'about',
  'set-up',
  'overview',
  'choose-folders',
  'two-versions',
  'decisions',
  'problems',
  'why',
  'activity',
  'kept-files',
  'settings',
  'proxy',
  'accounts',
  'help',
] as const;

/** A place in the handbook: one of its parts, or what it says of one problem. */
export type HandbookAnchor = (typeof HANDBOOK_PARTS)[number] | `problem-${ProblemCode}`;

/** A page of the handbook beside the windows, as a relative address; without a part its beginning. Pure. */
export function toHandbookPage(language: HandbookLanguage, anchor?: HandbookAnchor): string {
  return `handbook-${language}.html${anchor === undefined ? '' : `#${anchor}`}`;
}

/** True for the path of a page of the handbook, as it is served. Pure. */
export function isHandbookPath(path: string): boolean {
  return HANDBOOK_LANGUAGES.some((language) => path === `/${toHandbookPage(language)}`);
}
