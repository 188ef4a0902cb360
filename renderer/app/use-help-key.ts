import { useEffect } from 'react';
import type { HandbookAnchor } from '#ipc/handbook.ts';
import { toHandbookPage } from '#ipc/handbook.ts';
import type { Language } from '../i18n/text.ts';

/** F1 opens the handbook where it speaks of the present view. */
export function useHelpKey(language: Language, anchor: HandbookAnchor): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F1') return;
      // The browser has a help of its own, and the program's menu would open the beginning.
      event.preventDefault();
      window.open(toHandbookPage(language, anchor), '_blank', 'noopener');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [language, anchor]);
}
