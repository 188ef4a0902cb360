import { expect, test } from 'vitest';
import { isStrangeExtension, judgeContent, SIGNATURE_BYTES, toExtension } from './content-signature.ts';

/** Bytes without any order, the same in every run. */
function noise(length = SIGNATURE_BYTES): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 123_456_789;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 16;
  }
  return bytes;
}

function marked(hex: string, at = 0): Uint8Array {
  const bytes = noise();
  hex.match(/../g)?.forEach((pair, index) => {
    bytes[at + index] = Number.parseInt(pair, 16);
  });
  return bytes;
}

const text = (sample: string) =>
  Uint8Array.from(sample.repeat(200).slice(0, SIGNATURE_BYTES), (character) => character.charCodeAt(0));

test.each([
  { title: 'noise under the name of a text', name: 'Brief.txt', bytes: noise(), verdict: 'scrambled' },
  { title: 'noise under the name of an office file', name: 'Haushalt 2026.XLSX', bytes: noise(), verdict: 'scrambled' },
  { title: 'noise under the name of a picture', name: 'Foto.jpg', bytes: noise(), verdict: 'scrambled' },
  { title: '512 bytes of noise', name: 'Brief.txt', bytes: noise(512), verdict: 'scrambled' },
  { title: 'noise in a file too short to tell', name: 'Brief.txt', bytes: noise(511), verdict: 'unknown' },
  { title: 'noise under a name that promises nothing', name: 'geheim.kdbx', bytes: noise(), verdict: 'unknown' },
  { title: 'noise under no extension', name: 'Makefile', bytes: noise(), verdict: 'unknown' },
  { title: 'noise in a hidden file', name: '.pdf', bytes: noise(), verdict: 'unknown' },
  { title: 'an empty file', name: 'Brief.txt', bytes: new Uint8Array(), verdict: 'unknown' },
  { title: 'German text', name: 'Brief.txt', bytes: text('Sehr geehrte Damen und Herren, '), verdict: 'fitting' },
  { title: 'a table of numbers', name: 'Werte.csv', bytes: text('48.13,11.57,2026-01-31;'), verdict: 'fitting' },
  { title: 'zero bytes', name: 'Brief.txt', bytes: new Uint8Array(SIGNATURE_BYTES), verdict: 'fitting' },
  { title: 'a packed office file', name: 'Brief.docx', bytes: marked('504b0304'), verdict: 'fitting' },
  { title: 'an office file with a password', name: 'Brief.docx', bytes: marked('d0cf11e0'), verdict: 'fitting' },
  { title: 'a PDF', name: 'Bescheid.pdf', bytes: marked('25504446'), verdict: 'fitting' },
  { title: 'a JPEG that was saved as PNG', name: 'Foto.png', bytes: marked('ffd8ff'), verdict: 'fitting' },
  { title: 'a film', name: 'Sitzung.mp4', bytes: marked('66747970', 4), verdict: 'fitting' },
])('$title: $verdict', ({ name, bytes, verdict }) => {
  expect(judgeContent(name, bytes)).toBe(verdict);
});

test.each([
  ['Brief.docx.locked', true],
  ['Brief.docx.a1b2', true],
  ['Brief.docx.bak', false],
  ['Foto.jpg', false],
  ['Brief', false],
  ['.profile', false],
])('the extension of %s is strange: %s', (name, isStrange) => {
  expect(isStrangeExtension(toExtension(name))).toBe(isStrange);
});
