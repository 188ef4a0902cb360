import { describe, expect, it } from 'vitest';
import { toVisibleText } from './visible-text.ts';

describe('a name of somebody else', () => {
  it.each([
    ['Rechnung\u202Efdp.exe', 'Rechnung�fdp.exe'],
    ['Antrag\u2067txt.\u2069exe', 'Antrag�txt.�exe'],
    ['erste Zeile\nzweite\tZeile\r', 'erste Zeile�zweite�Zeile�'],
    ['a\u2028b\u0000\u0085', 'a�b��'],
    ['Plan\u200B.docx', 'Plan�.docx'],
    ['Pl\u00ADan\u200E\uFEFF.docx', 'Pl�an��.docx'],
    ['Plan\u200D.docx', 'Plan�.docx'],
    ['Plan\uFE0F.docx', 'Plan�.docx'],
    ['\u3164', '�'],
    [`a${'\u0300'.repeat(40)}.txt`, `a${'\u0300'.repeat(5)}�.txt`],
  ])('cannot look like another one: %j', (name, shown) => {
    expect(toVisibleText(name)).toBe(shown);
  });

  it.each([
    'Straßenplan – Übersicht (2).pdf',
    'بلدية.pdf',
    'עירייה.docx',
    '👩‍💻.txt',
    '❤️‍🔥 #️⃣.txt',
    'می‌خواهم.txt',
    'A & B <neu>.txt',
  ])('stays as it is: %s', (name) => {
    expect(toVisibleText(name)).toBe(name);
  });
});
