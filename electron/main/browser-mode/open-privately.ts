import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { toHtmlText } from '#ipc/html-text.ts';

/** Long enough for a browser that has to start first. */
const LIFE_MS = 120_000;

const NAME = /^open-[0-9a-f]{16}\.html$/;

export interface PrivateOpening {
  /** Only this person may enter it. */
  readonly directory: string;
  /** Opens a page in the browser; false when there is none. */
  readonly open: (address: string) => Promise<boolean>;
}

/**
 * Leads the browser of this person to an address that holds a key. Arguments of programs can be read by everybody on
 * this computer, so the browser is given a file instead, which nobody else can read and which is soon gone. A browser
 * that may not read it shows so, and the address in the terminal still works.
 */
export async function openPrivately(address: string, { directory, open }: PrivateOpening): Promise<boolean> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Those of programs that were killed.
  removeOpenings(directory);
  const path = join(directory, `open-${randomBytes(8).toString('hex')}.html`);
  writeFileSync(path, toLeadingPage(address), { mode: 0o600, flag: 'wx' });
  const isOpened = await open(pathToFileURL(path).href);
  setTimeout(() => rmSync(path, { force: true }), LIFE_MS).unref();
  return isOpened;
}

/** Takes away what starts that end at once leave behind; for who runs on. */
export function tidyOpeningsSoon(directory: string, delayMs = LIFE_MS): void {
  setTimeout(() => removeOpenings(directory), delayMs).unref();
}

function removeOpenings(directory: string): void {
  for (const name of readdirSync(directory)) if (NAME.test(name)) rmSync(join(directory, name), { force: true });
}

/** A page that leads on by itself, also where scripts are off. Pure. */
function toLeadingPage(address: string): string {
  const safe = toHtmlText(address);
  return `<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url=${safe}">
<title>…</title>
<a href="${safe}">Weiter</a>
</html>
`;
}
