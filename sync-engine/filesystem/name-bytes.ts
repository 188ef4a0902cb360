import { isUtf8 } from 'node:buffer';
import type { Brand } from '../core/model/ids.ts';

/**
 * The bytes of a name as the disk has it, a character of Latin-1 for each. A string, because a look at 100,000 names would
 * make as many buffers, which take longer than all the rest of listing them.
 */
export type NameBytes = Brand<string, 'NameBytes'>;

// Most names: their bytes are their text.
const ASCII_ONLY = /^[\u0000-\u007f]*$/;

/** What a listing says in `latin1`. */
export function toNameBytes(latin1: string): NameBytes {
  return latin1 as NameBytes;
}

/** The bytes that a name of this text has. */
export function encodeName(name: string): NameBytes {
  return toNameBytes(ASCII_ONLY.test(name) ? name : Buffer.from(name).toString('latin1'));
}

/** The text of a name, with U+FFFD for bytes that are no UTF-8. */
export function decodeName(bytes: NameBytes): { readonly name: string; readonly isUtf8: boolean } {
  if (ASCII_ONLY.test(bytes)) return { name: bytes, isUtf8: true };
  const encoded = Buffer.from(bytes, 'latin1');
  return { name: encoded.toString(), isUtf8: isUtf8(encoded) };
}
