/** Length of a text in UTF-8. A lone surrogate counts as the three bytes of its replacement. */
export function countUtf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += countCharacterBytes(character);
  return bytes;
}

/** The longest beginning of `text` with at most `maxBytes` bytes of UTF-8; never half a character. */
export function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += countCharacterBytes(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}

function countCharacterBytes(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x1_0000 ? 3 : 4;
}
