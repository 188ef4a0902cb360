import { expect, it } from 'vitest';
import { findOpenDocuments, findOwner, isLiveOwnerFile, toOwnerFileNames } from './owner-file.ts';

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

it.each([
  ['Word has a short name open', ['Plan.docx'], '~$Plan.docx', 'Plan.docx'],
  ['Word has a name of seven characters open', ['Planung.docx', 'Plan.docx'], '~$lanung.docx', 'Planung.docx'],
  ['Word has a long name open', ['Bescheid.docx', 'Scheid.docx'], '~$scheid.docx', 'Bescheid.docx'],
  ['Excel has a long name open', ['Haushalt.xlsx'], '~$Haushalt.xlsx', 'Haushalt.xlsx'],
  ['LibreOffice has a name open', ['Satzung.odt', 'Alt.odt'], '.~lock.Satzung.odt#', 'Satzung.odt'],
  ['an owner file without its document', ['Satzung.odt'], '.~lock.Alt.odt#', undefined],
  ['one that fits two documents', ['01 Protokoll.docx', '02 Protokoll.docx'], '~$ Protokoll.docx', undefined],
])('tells which document is open: %s', (...[, documents, ownerFile, expected]) => {
  const open = findOpenDocuments([...documents, ownerFile], new Set([ownerFile]));

  expect([...open]).toEqual(expected === undefined ? [] : [[expected, ownerFile]]);
});

const NOW_MS = Date.parse('2026-11-24T08:00:00Z');
const HOUR_MS = 3_600_000;

it.each([
  ['was written a moment ago', 0, 54, true],
  ['was written yesterday, in the same hour', -24 * HOUR_MS, 54, true],
  ['was written before that', -25 * HOUR_MS, 54, false],
  ['was written on a computer whose clock is an hour ahead', HOUR_MS, 54, true],
  ['was written when the clock here was set to another year', 365 * 24 * HOUR_MS, 54, false],
  ['is much larger than owner files are', 0, 5_000, false],
])('says whether the program may be running still when the owner file %s', (...[, apartMs, sizeBytes, expected]) => {
  expect(isLiveOwnerFile({ sizeBytes, mtimeNs: BigInt(NOW_MS + apartMs) * 1_000_000n }, NOW_MS)).toBe(expected);
});
