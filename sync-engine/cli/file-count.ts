import type { Language } from './messages.ts';

/** A number of files, in words. */
export function describeFileCount(count: number, language: Language): string {
  if (language === 'de') return count === 1 ? '1 Datei' : `${count} Dateien`;
  return count === 1 ? '1 file' : `${count} files`;
}
