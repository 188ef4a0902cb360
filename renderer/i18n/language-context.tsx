import { createContext, useContext, useMemo } from 'react';
import type { Catalogue, GetText, Language } from './text.ts';
import { createGetText } from './text.ts';

/** The language of all windows. */
export const LanguageContext = createContext<Language>('de');

/** The language of the windows, for dates, sizes and sorting. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The texts of a catalogue in the language of the windows. */
export function useText<Texts extends Catalogue>(catalogue: Texts): GetText<keyof Texts & string> {
  const language = useLanguage();
  return useMemo(() => createGetText(catalogue, language), [catalogue, language]);
}
