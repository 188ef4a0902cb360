import { createContext, useContext, useMemo } from 'react';
import { toBrandWords } from '#branding/branding.ts';
import { useBranding } from './branding-context.tsx';
import type { CodeMessage } from './code-message.ts';
import type { Catalogue, GetText, Language } from './text.ts';
import { createGetText, fillText } from './text.ts';

/** The language of all windows. */
export const LanguageContext = createContext<Language>('de');

/** The language of the windows, for dates, sizes and sorting. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/** The texts of a catalogue in the language of the windows; all may name the product. */
export function useText<Texts extends Catalogue>(catalogue: Texts): GetText<keyof Texts & string> {
  const language = useLanguage();
  const branding = useBranding();
  return useMemo(() => createGetText(catalogue, language, toBrandWords(branding)), [catalogue, language, branding]);
}

/** Title and hint of a code in the language of the windows. */
export function useCodeText(): (message: CodeMessage) => { readonly title: string; readonly hint: string } {
  const language = useLanguage();
  const words = toBrandWords(useBranding());
  return ({ title, hint }) => ({ title: fillText(title, language, words), hint: fillText(hint, language, words) });
}
