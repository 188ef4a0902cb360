import { toHtmlText } from '#ipc/html-text.ts';
import type { LastPage } from '#sync-engine/auth/auth.ts';

/** German first; whoever reads neither still sees that it is over. */
const TEXTS: Readonly<Record<LastPage['kind'], readonly [german: string, english: string]>> = {
  'signed-in': [
    'Sie sind angemeldet. Sie können diese Seite schließen.',
    'You are signed in. You can close this page.',
  ],
  failed: [
    'Die Anmeldung hat nicht geklappt. Warum, steht im Fenster des Programms. Sie können diese Seite schließen.',
    'The sign-in did not work. The window of the program says why. You can close this page.',
  ],
  stranger: [
    'Hier ist keine Anmeldung im Gange. Beginnen Sie im Fenster des Programms.',
    'No sign-in is under way here. Begin in the window of the program.',
  ],
};

/** The page that the browser shows when a sign-in is over. Holds nothing that came from outside but the product's name. */
export function renderSignInPage({ kind }: LastPage, productName: string): string {
  const [german, english] = TEXTS[kind];
  const name = toHtmlText(productName);
  return `<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title>
<style>body{font:1.25rem/1.5 sans-serif;max-width:40rem;margin:15vh auto;padding:1rem;color-scheme:light dark}</style>
<h1>${name}</h1>
<p>${german}</p>
<p lang="en">${english}</p>
</html>
`;
}
