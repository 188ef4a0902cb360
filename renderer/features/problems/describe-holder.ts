import type { HolderView } from '#ipc/user-error.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { formatTime } from '../../i18n/formats.ts';
import type { GetText, Language } from '../../i18n/text.ts';
import type { problemViewMessages } from './messages.ts';

/** How a holder is put into words. */
export interface HolderWords {
  readonly text: GetText<keyof typeof problemViewMessages>;
  readonly language: Language;
  readonly nowMs: number;
}

/** Who has an item open or locked, and since when. What others have chosen as their name cannot turn the sentence. */
export function describeHolder({ name, sinceMs }: HolderView, { text, language, nowMs }: HolderWords): string {
  const person = toVisibleText(name);
  return sinceMs === undefined
    ? text('heldBy', { person })
    : text('heldBySince', { person, time: formatTime(sinceMs, nowMs, language) });
}
