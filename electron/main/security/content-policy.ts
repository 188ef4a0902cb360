import { isHandbookPath } from '#ipc/handbook.ts';

/** Where windows come from, and what they may talk to besides. */
export interface PageSource {
  /** Marks the style elements that React Aria makes; another one for each page. */
  readonly nonce: string;
  /** Origins that the page may connect to; none in the desktop program, where everything goes through the preload. */
  readonly connectTo: readonly string[];
}

/**
 * The content security policy of every page: nothing from elsewhere, no code or style from text. Pure.
 * @see https://www.electronjs.org/docs/latest/tutorial/security point 7
 */
export function toContentPolicy({ nonce, connectTo }: PageSource): string {
  const connect = connectTo.length === 0 ? "'none'" : connectTo.join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    // KERN draws its icons as masks from data addresses; previews come as data.
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy of the handbook: nothing runs there, and nothing is connected to. */
export const HANDBOOK_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer that a window gets. Pure. */
export function toPageHeaders(path: string, source: PageSource): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': isHandbookPath(path) ? HANDBOOK_POLICY : toContentPolicy(source),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}
