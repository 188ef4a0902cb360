import { describe, expect, it } from 'vitest';
import { isProgramName } from './program-names.ts';

describe('a file that a person opens', () => {
  it.each([
    'Rechnung.pdf.exe',
    'a.PS1',
    'a.bat. .',
    'C:\\Users\\anna\\a.lnk',
    '/home/anna/a.desktop',
    'a.url',
    'Zugang.rdp',
    'Bescheid.iso',
    'Link.inetloc',
  ])('is a program by its name: %j', (name) => expect(isProgramName(name)).toBe(true));

  it.each(['Haushalt.xlsx', 'exe', 'a.exe.pdf', 'exe/Plan', 'plan.exe/Liesmich.txt', '.sh-notes', ''])(
    'is to be read: %j',
    (name) => expect(isProgramName(name)).toBe(false),
  );
});
