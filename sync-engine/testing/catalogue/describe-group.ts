import { test } from 'vitest';
import type { CatalogueEntry } from './entry.ts';
import { playEntry } from './play.ts';

/** One test for each entry that is played; the others are checked by `build/checks/catalogue.test.ts`. */
export function describeGroup(entries: readonly CatalogueEntry[]): void {
  for (const entry of entries) {
    if ('rounds' in entry) test(`${entry.id} ${entry.what}`, () => playEntry(entry));
  }
}
