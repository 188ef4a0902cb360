import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeKind } from '../model/observation.ts';
import { isPortableName } from './names.ts';
import { proposeName } from './propose-name.ts';

/** As the strictest file system compares. */
const toKey = (name: string): string => name.normalize('NFC').toLowerCase();

function propose(name: string, others: readonly string[] = [], kind: NodeKind = 'file'): string | undefined {
  const keys = new Set(others.map(toKey));
  return proposeName({ name, kind, isTaken: (candidate) => keys.has(toKey(candidate)) });
}

describe('the proposal for a name', () => {
  it.each([
    ['characters that Windows refuses', 'Plan: Südring?.dwg', 'Plan_ Südring_.dwg'],
    ['a backslash', 'Ablage\\Akte.odt', 'Ablage_Akte.odt'],
    ['a line break', 'zwei\nZeilen.txt', 'zwei_Zeilen.txt'],
    ['a dot at the end', 'Protokoll 1.', 'Protokoll 1'],
    ['blanks and dots at the end', 'Entwurf . .', 'Entwurf'],
    ['a device of Windows', 'CON', '_CON'],
    ['a device of Windows with an extension', 'aux.tar.gz', '_aux.tar.gz'],
    ['a directory of Windows', 'System Volume Information', '_System Volume Information'],
    ['a name of ours', '.bayernbox-alt.txt', '_.bayernbox-alt.txt'],
    ['a file that configures web servers', '.htaccess', '_.htaccess'],
    ['what looks like a piece of an old upload', 'x-chunking-1-2-3', 'x-chunking-1-2-3_'],
    ['nothing but blanks', '   ', 'ohne Namen'],
    ['nothing but dots', '...', 'ohne Namen'],
    ['half a character', 'a\ud800b.txt', 'a\ufffdb.txt'],
    ['too many bytes, and keeps the extension', `${'ä'.repeat(200)}.docx`, `${'ä'.repeat(120)}.docx`],
    ['a blank where a long name is cut', `${'a'.repeat(240)} Anhang.txt`, `${'a'.repeat(240)}.txt`],
  ])('mends %s', (_what, name, proposal) => {
    expect(propose(name)).toBe(proposal);
  });

  it.each([
    ['of a clash by case', 'akte.txt', ['Akte.txt'], 'akte (2).txt'],
    ['of a clash by Unicode form', 'Mu\u0308ll.txt', ['Müll.txt'], 'Müll (2).txt'],
    ['whose mended form is taken, too', 'a?.txt', ['A_.txt', 'a_ (2).TXT'], 'a_ (3).txt'],
    ['at the limit of bytes', 'a'.repeat(245), ['a'.repeat(245)], `${'a'.repeat(241)} (2)`],
  ])('is free in the place of one %s', (...[, name, others, proposal]) => {
    expect(propose(name, others)).toBe(proposal);
  });

  it('does not take what stands behind the last dot of a directory for an extension', () => {
    expect(propose('Amt 3.2', ['amt 3.2'], 'directory')).toBe('Amt 3.2 (2)');
  });

  it('is none for a name in which nothing can be seen: a person knows better', () => {
    expect(propose('Haushalt.xlsx')).toBeUndefined();
  });

  it('is legal everywhere and free, whatever the name and its neighbours are', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
      fc.string({ unit: fc.constantFrom('a', '.', ' ', '-', 'ß', '?', '\ud800', 'CON', '-chunking-1-2-3', '.tar') }),
    );
    fc.assert(
      fc.property(
        name,
        fc.array(name, { maxLength: 4 }),
        fc.constantFrom<NodeKind>('file', 'directory'),
        (own, others, kind) => {
          const mended = propose(own, [], kind);
          const taken = mended === undefined ? others : [...others, mended];
          const proposal = propose(own, taken, kind);
          if (proposal === undefined) expect(isPortableName(own)).toBe(true);
          else expect([isPortableName(proposal), taken.map(toKey).includes(toKey(proposal))]).toEqual([true, false]);
        },
      ),
    );
  });
});
