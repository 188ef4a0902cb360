import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandbookLanguage } from '#ipc/handbook.ts';

/** Where the handbook is written, from the root of the repository. */
export const HANDBOOK_SOURCES = 'docs/handbook';

/** One chapter, as it is written. */
export interface HandbookChapter {
  readonly file: string;
  readonly markdown: string;
}

/** The chapters of the handbook in one language, in the order of their numbers. */
export function readHandbook(root: string, language: HandbookLanguage): readonly HandbookChapter[] {
  const directory = join(root, HANDBOOK_SOURCES, language);
  return readdirSync(directory)
    .filter((file) => file.endsWith('.md'))
    .toSorted()
    .map((file) => ({ file, markdown: readFileSync(join(directory, file), 'utf8') }));
}
