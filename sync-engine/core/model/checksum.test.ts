import { expect, it } from 'vitest';
import type { ChecksumSet } from './checksum.ts';
import { compareChecksums, parseChecksumSet, strongestAlgorithm } from './checksum.ts';

const SHA3 = `SHA3-256:${'3'.repeat(64)}`;
const SHA256 = `SHA256:${'2'.repeat(64)}`;
const SHA1 = `SHA1:${'1'.repeat(40)}`;
const MD5 = `MD5:${'5'.repeat(32)}`;
const ADLER32 = 'ADLER32:0000000a';

function parse(text: string): ChecksumSet {
  const set = parseChecksumSet(text);
  if (set === undefined) throw new Error(`nothing in ${text}`);
  return set;
}

it.each([
  ['what the servers of today send', `${SHA1} ${MD5} ${ADLER32}`, SHA1],
  ['the strongest first, in any order', `${MD5} ${SHA1} ${SHA256} ${SHA3}`, `${SHA3} ${SHA256} ${SHA1}`],
  ['names and digits of any case', `sha1:${'A'.repeat(40)}`, `SHA1:${'a'.repeat(40)}`],
  ['weak kinds when there is nothing else', `${ADLER32} ${MD5}`, `${MD5} ${ADLER32}`],
  ['an Adler-32 without leading zeros', 'Adler32:a', ADLER32],
  ['the known ones beside an unknown kind', `CRC64:0123456789abcdef ${MD5}`, MD5],
])('reads %s', (_title, text, set) => {
  expect(parseChecksumSet(text)).toBe(set);
});

it.each(['', 'CRC64:0123456789abcdef', 'SHA1:12', `MD5:${'g'.repeat(32)}`, 'SHA1', 'toString:00'])(
  'finds nothing in %j',
  (text) => {
    expect(parseChecksumSet(text)).toBeUndefined();
  },
);

it.each([
  [SHA1, `${SHA1} ${MD5}`, 'equal'],
  [`${SHA256} ${SHA1}`, `${SHA256.replace(/.$/, '3')} ${SHA1}`, 'different'],
  [`${MD5} ${ADLER32}`, `${SHA1} ${ADLER32}`, 'equal'],
  [MD5, SHA1, 'incomparable'],
] as const)('compares by the strongest kind that both have: %s with %s', (a, b, result) => {
  expect(compareChecksums(a as ChecksumSet, b as ChecksumSet)).toBe(result);
});

it('names the strongest kind of a set', () => {
  expect(strongestAlgorithm(parse(`${ADLER32} ${MD5}`))).toBe('MD5');
});
