import type { Selection } from '../core/model/selection.ts';
import { sortChoices } from '../core/model/selection.ts';

/** For sorting by code units, as SQLite does. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** As it is given back after a restart. */
export function toStored({ untold, ...selection }: Selection): Selection {
  const choices = sortChoices(selection.choices);
  return { ...selection, choices, untold: untold && { ...untold, before: sortChoices(untold.before) } };
}
