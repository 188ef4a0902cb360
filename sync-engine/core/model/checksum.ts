import type { Brand } from './ids.ts';

/** SHA-1 of a file's bytes as ownCloud writes it: `SHA1:` and 40 lower-case hex digits. */
export type Checksum = Brand<string, 'Checksum'>;

/** SHA-1 of no bytes: servers send no checksum for empty files. */
export const EMPTY_CHECKSUM = 'SHA1:da39a3ee5e6b4b0d3255bfef95601890afd80709' as Checksum;

/** The checksum for 40 hex digits. Throws on anything else: digests come from our own hashing. */
export function toChecksum(sha1Hex: string): Checksum {
  if (!/^[0-9a-f]{40}$/.test(sha1Hex)) throw new RangeError('not a SHA-1 digest in hex');
  return `SHA1:${sha1Hex}` as Checksum;
}

/** Finds the SHA-1 in `oc:checksums` or `OC-Checksum` text such as `SHA1:… MD5:… ADLER32:…`. */
export function parseChecksum(text: string): Checksum | undefined {
  const match = /(?:^|\s)SHA1:([0-9a-f]{40})(?:\s|$)/i.exec(text);
  return match?.[1] === undefined ? undefined : toChecksum(match[1].toLowerCase());
}
