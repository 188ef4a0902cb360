import type { RelativePath } from '../core/model/relative-path.ts';

/** Where the names of an address begin to mean something. */
export const DAV_SERVICE = 'dav';

const decoder = new TextDecoder('utf-8', { fatal: true });
const lossyDecoder = new TextDecoder('utf-8');

/** One decoded name of an href. `isValid` is false when its bytes are no UTF-8 or its percent signs are broken. */
export interface HrefSegment {
  readonly name: string;
  readonly isValid: boolean;
}

/** Names of a path from the top, `[]` for the root. */
export function toSegments(path: RelativePath): readonly string[] {
  return path === '' ? [] : path.split('/');
}

/**
 * Absolute path of an address: every name percent-encoded as UTF-8, so that `%`, `#`, `?` and `+` in names stay names.
 * Throws URIError on lone surrogates; callers ask `isSendableName` first.
 * @see RFC 3986 §2.1
 */
export function encodeSegments(segments: readonly string[]): string {
  return `/${segments.map(encodeURIComponent).join('/')}`;
}

/** Splits an href, absolute address or path, into decoded names. Empty names (doubled or trailing slashes) are dropped. */
export function parseHref(href: string): readonly HrefSegment[] {
  const path = href
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    .replace(/[?#].*$/s, '');
  return path
    .split('/')
    .filter((part) => part !== '')
    .map(decodeSegment);
}

/**
 * False for names that must not be sent: lone surrogates have no UTF-8, and some servers take
 * `…-chunking-<id>-<count>-<index>` for a part of an old-style chunked upload and let the file vanish.
 */
export function isSendableName(name: string): boolean {
  return name.isWellFormed() && !/-chunking-\w+-\d+-\d+$/.test(name);
}

function decodeSegment(part: string): HrefSegment {
  const bytes = toBytes(part);
  if (bytes === undefined) return { name: part, isValid: false };
  try {
    return { name: decoder.decode(bytes), isValid: true };
  } catch {
    // `fatal` decoding throws for bytes that are no UTF-8: told as a damaged name, shown with U+FFFD.
    return { name: lossyDecoder.decode(bytes), isValid: false };
  }
}

function toBytes(part: string): Uint8Array | undefined {
  if (!part.includes('%')) return Buffer.from(part, 'utf8');
  if (/%(?![0-9a-f]{2})/i.test(part)) return undefined;
  const pieces = part.split(/(%[0-9a-f]{2})/i);
  return Buffer.concat(
    pieces.map((piece) =>
      /^%[0-9a-f]{2}$/i.test(piece) ? Buffer.from(piece.slice(1), 'hex') : Buffer.from(piece, 'utf8'),
    ),
  );
}
