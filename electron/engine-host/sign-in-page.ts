import type { LastPage } from '#sync-engine/auth/auth.ts';

/** German first; whoever reads neither still sees that it is over. */
const TEXTS: Readonly<Record<LastPage['kind'], readonly [german: string, english: string]>> = {
  'signed-in': [
    'Sie sind angemeldet. Sie können diese Seite schließen.',
    'You are signed in. You can close this page.',
  ],
  failed: [
    'Die Anmeldung hat nicht geklappt. Warum, steht in der BayernBox. Sie können diese Seite schließen.',
    'The sign-in did not work. BayernBox says why. You can close this page.',
  ],
  stranger: [
    'Hier ist keine Anmeldung im Gange. Beginnen Sie in der BayernBox.',
    'No sign-in is under way here. Begin in BayernBox.',
  ],
};

/** The page that the browser shows when a sign-in is over. Holds nothing that came from outside. */
export function renderSignInPage({ kind }: LastPage): string {
  const [german, english] = TEXTS[kind];
  return `<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>BayernBox</title>
<style>body{font:1.25rem/1.5 sans-serif;max-width:40rem;margin:15vh auto;padding:1rem;color-scheme:light dark}</style>
<h1>BayernBox</h1>
<p>${german}</p>
<p lang="en">${english}</p>
</html>
`;
}
