import { expect, it } from 'vitest';
import { findOwner, toOwnerFileNames } from './owner-file.ts';

const always = (text: string) => (): string => text;

it.each([
  ['Brief.odt', ['.~lock.Brief.odt#', '~$Brief.odt', '~$rief.odt', '~$ief.odt']],
  ['a.docx', ['.~lock.a.docx#', '~$a.docx']],
  ['😀bc.docx', ['.~lock.😀bc.docx#', '~$😀bc.docx', '~$bc.docx', '~$c.docx']],
])('a program that has %s open says so by one of these names', (name, expected) => {
  expect(toOwnerFileNames(name)).toEqual(expected);
});

it('reads the name that Word wrote', () => {
  const decode = (encoding: string): string => (encoding === 'windows-1252' ? '\u000bAnna Hübner\0\0\0' : '');
  expect(findOwner('~$ief.docx', decode)).toBe('Anna Hübner');
});

it.each([
  ['the name', 'Anna Huber,ahuber,pc-17,24.11.2026 08:00,file:///home;', 'Anna Huber'],
  ['a name with a comma', 'Huber\\, Anna,ahuber,pc-17,24.11.2026 08:00,file:///home;', 'Huber, Anna'],
  ['the login where there is no name', ',ahuber,pc-17,24.11.2026 08:00,file:///home;', 'ahuber'],
  ['nothing in what is no owner file', 'Anna', undefined],
])('reads %s that LibreOffice wrote', (_what, text, expected) => {
  expect(findOwner('.~lock.Brief.odt#', always(text))).toBe(expected);
});

it('takes bytes that are no text for nobody', () => {
  expect(findOwner('~$ief.docx', always('\u0003\u0001\u0002\u0003'))).toBeUndefined();
});
