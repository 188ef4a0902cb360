import type { Brand } from './ids.ts';

/** Kinds of checksums that servers offer and we know, the strongest first. */
export const CHECKSUM_ALGORITHMS = ['SHA3-256', 'SHA256', 'SHA1', 'MD5', 'ADLER32'] as const;

export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** SHA-1 of a file's bytes as ownCloud writes it: `SHA1:` and 40 lower-case hex digits. Our own name for bytes. */
export type Checksum = Brand<string, 'Checksum'>;

/** One or more checksums of the same bytes in that form, the strongest first, parted by blanks. */
export type ChecksumSet = Brand<string, 'Checksum' | 'ChecksumSet'>;

/** SHA-1 of no bytes: servers send no checksum for empty files. */
export const EMPTY_CHECKSUM = 'SHA1:da39a3ee5e6b4b0d3255bfef95601890afd80709' as Checksum;

const HEX_DIGITS: Readonly<Record<ChecksumAlgorithm, number>> = {
  'SHA3-256': 64,
  SHA256: 64,
  SHA1: 40,
  MD5: 32,
  ADLER32: 8,
};

const WEAKER_THAN_SHA1 = CHECKSUM_ALGORITHMS.slice(CHECKSUM_ALGORITHMS.indexOf('SHA1') + 1);

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

/**
 * Reads what a server offers for one file. Kinds that nobody knows and digests of a wrong length are left out, and so is
 * what is weaker than a SHA-1 that is there. Undefined when nothing is left.
 */
export function parseChecksumSet(text: string): ChecksumSet | undefined {
  const digests = new Map<string, string>();
  for (const part of text.trim().split(/\s+/)) {
    const [name = '', hex = ''] = part.split(':');
    const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name.toUpperCase());
    if (algorithm === undefined || !/^[0-9a-f]+$/i.test(hex)) continue;
    // Some servers leave out the leading zeros of an Adler-32.
    const padded = algorithm === 'ADLER32' ? hex.padStart(HEX_DIGITS.ADLER32, '0') : hex;
    if (padded.length === HEX_DIGITS[algorithm]) digests.set(algorithm, padded.toLowerCase());
  }
  if (digests.has('SHA1')) for (const weaker of WEAKER_THAN_SHA1) digests.delete(weaker);
  return digests.size === 0 ? undefined : joinDigests(digests);
}

/** Digests of the same bytes by the name of their kind, as a set. Throws when there is none. */
export function joinDigests(digests: ReadonlyMap<string, string>): ChecksumSet {
  const found = CHECKSUM_ALGORITHMS.filter((algorithm) => digests.has(algorithm));
  if (found.length === 0) throw new RangeError('a set without a checksum');
  return found.map((algorithm) => `${algorithm}:${digests.get(algorithm) ?? ''}`).join(' ') as ChecksumSet;
}

/** The strongest kind in a set. */
export function strongestAlgorithm(set: ChecksumSet): ChecksumAlgorithm {
  const [name] = set.split(':', 1);
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name);
  if (algorithm === undefined) throw new RangeError('not a set of checksums');
  return algorithm;
}

/**
 * Compares by the strongest kind that both have; `incomparable` when they have none in common. An equal Adler-32 says that
 * a transfer went well, but not that two files have the same bytes. Pure.
 */
export function compareChecksums(a: ChecksumSet, b: ChecksumSet): 'equal' | 'different' | 'incomparable' {
  const [ofA, ofB] = [a.split(' '), b.split(' ')];
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const isOfKind = (part: string): boolean => part.startsWith(`${algorithm}:`);
    const [one, other] = [ofA.find(isOfKind), ofB.find(isOfKind)];
    if (one !== undefined && other !== undefined) return one === other ? 'equal' : 'different';
  }
  return 'incomparable';
}
