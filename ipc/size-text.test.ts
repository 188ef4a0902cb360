import { expect, it } from 'vitest';
import { toSizeText } from './size-text.ts';

it.each([
  ['de-DE', 3_200_000_000, '3,2\u00A0GB'],
  ['en-GB', 82_000_000, '82\u00A0MB'],
  ['en-GB', 165, '165\u00A0bytes'],
] as const)('keeps a number and its unit in one line: %s, %i', (locale, sizeBytes, text) => {
  expect(toSizeText(sizeBytes, locale)).toBe(text);
});
