import { expect, test } from 'vitest';
import { toPrintable } from './printable.ts';

test.each([
  ['two\nlines', 'two\uFFFDlines'],
  ['\u001b[2Jcleared', '\uFFFD[2Jcleared'],
  ['Rechnung\u202Efdp.exe', 'Rechnung\uFFFDfdp.exe'],
  ['half \uD800', 'half \uFFFD'],
])('a name cannot do anything to the terminal: %j', (name, printed) => {
  expect(toPrintable(name)).toBe(printed);
});

test('umlauts, emoji and combining marks are printed as they are', () => {
  expect(toPrintable('Maße – Größe 📁 é')).toBe('Maße – Größe 📁 é');
});
