import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

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

/**
 * Reads what a window asked for out of the bundle. `/` is the page itself, with `nonce` where it has its place.
 * Undefined for everything that is not there or not named like a file of the bundle.
 */
export async function readPageFile(directory: string, path: string, nonce: string): Promise<PageFile | undefined> {
  const name = path === '/' ? '/index.html' : path;
  const mediaType = MEDIA_TYPES.get(extname(name));
  if (mediaType === undefined || !SAFE_PATH.test(name)) return undefined;
  try {
    const body = await readFile(join(directory, name));
    const isPage = name === '/index.html';
    return { mediaType, body: isPage ? Buffer.from(body.toString('utf8').replace('%CSP_NONCE%', nonce)) : body };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
