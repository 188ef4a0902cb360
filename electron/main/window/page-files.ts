import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Branding } from '#branding/branding.ts';
import { shownBrandingSchema } from '#branding/branding.ts';
import { isHandbookPath } from '#ipc/handbook.ts';
import { toHtmlText } from '#ipc/html-text.ts';
import type { Policies } from '#policies/policies.ts';
import { ACCENT_SHEET, fillHandbook, toAccentSheet } from './handbook-page.ts';

/** A file of the windows, ready to be sent. */
export interface PageFile {
  readonly mediaType: string;
  readonly body: Buffer;
}

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.woff2', 'font/woff2'],
  ['.woff', 'font/woff'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
]);

/** Names as the bundler makes them; no name can lead out of the directory. */
const SAFE_PATH = /^\/(?:assets\/)?[\w.-]+$/;

/** What the page is given on its way. */
export interface PageFilling {
  /** Marks the style elements that React Aria makes. */
  readonly nonce: string;
  readonly branding: Branding;
  /** What the organisation has decided by now; the handbook repeats some of it. */
  readonly policies: Policies;
}

/** The bundled windows, and in whose name they are shown. */
export interface WindowPages {
  readonly directory: string;
  readonly branding: Branding;
  readonly readPolicies: () => Policies;
}

/** `readPageFile`, with what holds now. */
export function readWindowPage(
  { directory, branding, readPolicies }: WindowPages,
  path: string,
  nonce: string,
): Promise<PageFile | undefined> {
  return readPageFile(directory, path, { nonce, branding, policies: readPolicies() });
}

/**
 * Reads what a window asked for out of the bundle. `/` is the page itself, with the nonce and the branding in their places.
 * Undefined for everything that is not there or not named like a file of the bundle.
 */
async function readPageFile(directory: string, path: string, filling: PageFilling): Promise<PageFile | undefined> {
  const name = path === '/' ? '/index.html' : path;
  const mediaType = MEDIA_TYPES.get(extname(name));
  if (mediaType === undefined || !SAFE_PATH.test(name)) return undefined;
  if (name === ACCENT_SHEET) return { mediaType, body: Buffer.from(toAccentSheet(filling.branding)) };
  try {
    const body = await readFile(join(directory, name));
    return { mediaType, body: fill(name, body, filling) };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function fill(name: string, body: Buffer, filling: PageFilling): Buffer {
  if (name === '/index.html') return Buffer.from(fillPage(body.toString('utf8'), filling));
  return isHandbookPath(name)
    ? Buffer.from(fillHandbook(body.toString('utf8'), filling.branding, filling.policies))
    : body;
}

/** The page with what belongs to this program and this moment. Pure. */
export function fillPage(page: string, { nonce, branding }: Omit<PageFilling, 'policies'>): string {
  // What the windows do not show stays here.
  const shown = shownBrandingSchema.parse(branding);
  return page
    .replaceAll('%CSP_NONCE%', () => nonce)
    .replaceAll('%PRODUCT_NAME%', () => toHtmlText(branding.productName))
    .replaceAll('%BRANDING%', () => toHtmlText(JSON.stringify(shown)));
}
