import type { Language } from './messages.ts';
import { formatBytes } from './progress-bar.ts';

/** The safety store is larger than allowed. */
export function describeExcess(
  { keptBytes, maxBytes }: { readonly keptBytes: number; readonly maxBytes: number },
  language: Language,
): string {
  const [kept, limit] = [formatBytes(keptBytes, language), formatBytes(maxBytes, language)];
  return language === 'de'
    ? `Im Sicherheitsspeicher (.bayernbox/kept) liegen ${kept}, mehr als die vorgesehenen ${limit}. ` +
        'Alles darin ist noch zu neu, um zu gehen; gelöscht wurde deshalb nichts davon.'
    : `The safety store (.bayernbox/kept) holds ${kept}, more than the ${limit} meant for it. ` +
        'Everything in it is too recent to go; so none of it was deleted.';
}
