import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConflictNameInput } from './name-conflict.ts';
import { conflictName, findOriginalName, isConflictName, isSecondNameOf, restoredName } from './name-conflict.ts';
import { countUtf8Bytes, cutToBytes } from './name-bytes.ts';
import type { NameTraits } from './names.ts';
import { createNameRules } from './names.ts';

const LINUX: NameTraits = { isCaseSensitive: true, keepsUnicodeForm: true, nameRules: 'posix' };
const MACOS: NameTraits = { isCaseSensitive: false, keepsUnicodeForm: false, nameRules: 'macos' };
const WINDOWS: NameTraits = { isCaseSensitive: false, keepsUnicodeForm: true, nameRules: 'windows' };

const NFC = 'R\u00e9sum\u00e9';
const NFD = 'Re\u0301sume\u0301';

describe('key', () => {
  const key = (traits: NameTraits, name: string): string => createNameRules(traits, 'owncloud10').key(name);

  it('is the name itself on a case-sensitive system that keeps the Unicode form', () => {
    expect([key(LINUX, 'README'), key(LINUX, NFD)]).toEqual(['README', NFD]);
  });

  it('ignores case on Windows and macOS', () => {
    expect([key(WINDOWS, 'ÄRGER.TXT'), key(MACOS, 'ÄRGER.TXT')]).toEqual(['ärger.txt', 'ärger.txt']);
    expect(key(WINDOWS, '\u03c2')).toBe(key(WINDOWS, '\u03a3'));
  });

  it('ignores the Unicode form on macOS only', () => {
    expect([key(MACOS, NFC) === key(MACOS, NFD), key(WINDOWS, NFC) === key(WINDOWS, NFD)]).toEqual([true, false]);
  });

  it('keeps ß and ss apart', () => {
    expect(key(WINDOWS, 'Straße')).not.toBe(key(WINDOWS, 'Strasse'));
  });

  it('is its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(LINUX, MACOS, WINDOWS), (name, traits) => {
        expect(key(traits, key(traits, name))).toBe(key(traits, name));
      }),
    );
  });
});

describe('checkForLocal', () => {
  const isAllowed = (traits: NameTraits, name: string): boolean =>
    createNameRules(traits, 'owncloud10').checkForLocal(name) === undefined;

  it.each(['a ', 'a.', 'AUX', 'a<b', 'a\nb', 'a:b', 'a\\b', 'a?', 'x"', 'a|b', 'a*', ' '])(
    'refuses %j on Windows, but not on Linux and macOS (EXC-19)',
    (name) => {
      expect([WINDOWS, LINUX, MACOS].map((traits) => isAllowed(traits, name))).toEqual([false, true, true]);
    },
  );

  it.each([
    'CON',
    'con.',
    'CON.ference',
    'COM2',
    'lpt0.txt',
    'COM\u00b9',
    'nul .txt',
    'CLOCK$',
    'CONIN$.x',
    '$Recycle.Bin',
    'System Volume Information',
    'A:',
    'm:',
  ])('refuses the reserved word %s on Windows (EXC-35)', (name) => expect(isAllowed(WINDOWS, name)).toBe(false));

  it.each(['CONference', 'conf.erence', 'co', 'com', 'COM2ference', 'com2f.erence', ' a', '.a', 'a.b'])(
    'allows %j on Windows (EXC-36)',
    (name) => expect(isAllowed(WINDOWS, name)).toBe(true),
  );

  it.each([LINUX, MACOS, WINDOWS])('refuses half a character and what is no name: $nameRules', (traits) => {
    expect(['\ud83d', '', '.', '..', 'a/b', 'a\0b'].some((name) => isAllowed(traits, name))).toBe(false);
  });

  it('counts bytes on Linux and macOS, and UTF-16 units on Windows', () => {
    const name = 'ä'.repeat(128);

    expect([LINUX, MACOS, WINDOWS].map((traits) => isAllowed(traits, name))).toEqual([false, false, true]);
    expect([isAllowed(LINUX, 'a'.repeat(255)), isAllowed(WINDOWS, 'a'.repeat(256))]).toEqual([true, false]);
  });
});

describe('checkForServer', () => {
  const ownCloud10 = createNameRules(LINUX, 'owncloud10');
  const infiniteScale = createNameRules(LINUX, 'infinite-scale');

  it.each([
    'a\\b',
    'a\nb',
    'a\rb',
    'a\u0001',
    'a\u007f',
    '  ',
    'x-chunking-1-2-0',
    'x-chunking-ab1-20-3',
    'a\ud800',
    'ä'.repeat(128),
  ])('refuses %j on both servers', (name) => {
    expect([ownCloud10, infiniteScale].map((rules) => rules.checkForServer(name))).toEqual([
      'name-not-allowed-on-server',
      'name-not-allowed-on-server',
    ]);
  });

  it.each(['.htaccess', 'a\tb', 'a'.repeat(251)])('refuses %j on ownCloud 10 only', (name) => {
    expect([ownCloud10.checkForServer(name), infiniteScale.checkForServer(name)]).toEqual([
      'name-not-allowed-on-server',
      undefined,
    ]);
  });

  it.each(['a:b*?"<>|', 'CON', 'nul.txt', ' a', 'a ', 'a.', 'a.part', '\u{1f4a9}', 'a'.repeat(250), 'x-chunking-1'])(
    'allows %j on both servers',
    (name) =>
      expect([ownCloud10.checkForServer(name), infiniteScale.checkForServer(name)]).toEqual([undefined, undefined]),
  );

  it('refuses what the server says that it refuses, in any case of letters', () => {
    const rules = createNameRules(LINUX, 'infinite-scale', ['Thumbs.db', '.foo']);

    expect(['thumbs.DB', '.foo', 'a.foo', 'foo'].map((name) => rules.checkForServer(name))).toEqual([
      'name-not-allowed-on-server',
      'name-not-allowed-on-server',
      undefined,
      undefined,
    ]);
  });

  it.each(['.bayernbox', '.BayernBox-park-1'])('reserves %s', (name) => {
    expect(ownCloud10.checkForServer(name)).toBe('name-reserved');
  });
});

describe('conflictName', () => {
  const build = (name: string, changes: Partial<ConflictNameInput> = {}): string =>
    conflictName({
      name,
      kind: 'file',
      userName: 'Ana Weiß',
      timeMs: Date.UTC(2026, 2, 1, 23, 5, 9),
      timeZoneOffsetMinutes: 60,
      isTaken: () => false,
      ...changes,
    });
  const MARK = '(Fassung von Ana Weiß, 2026-03-02 00-05-09)';

  it.each([
    ['Brief.odt', `Brief ${MARK}.odt`],
    ['daten.tar.gz', `daten ${MARK}.tar.gz`],
    ['v1.2.odt', `v1.2 ${MARK}.odt`],
    ['.bashrc', `.bashrc ${MARK}`],
    ['Makefile', `Makefile ${MARK}`],
    ['Siehe S. 3 ff', `Siehe S. 3 ff ${MARK}`],
    ['a:b?.odt', `a_b_ ${MARK}.odt`],
    ['con.x.odt', `_con.x ${MARK}.odt`],
    ['.bayernbox.txt', `_.bayernbox ${MARK}.txt`],
    [`Brief ${MARK}.odt`, `Brief ${MARK}.odt`],
    ['Brief (Fassung von Bo, 2020-01-01 00-00-00 7).odt', `Brief ${MARK}.odt`],
  ])('turns %s into %s', (name, expected) => expect(build(name)).toBe(expected));

  it('sees no extension in the name of a directory', () => {
    expect(build('Stand 1.2', { kind: 'directory' })).toBe(`Stand 1.2 ${MARK}`);
  });

  it('gives a directory that has got the name of a second version a new mark instead of a second one', () => {
    const name = 'Brief (Fassung von Bo, 2020-01-01 00-00-00).odt';

    expect(build(name, { kind: 'directory' })).toBe(`Brief.odt ${MARK}`);
  });

  it('adds a number until the name is free', () => {
    const taken = new Set([`a ${MARK}.odt`, `a ${MARK.slice(0, -1)} 2).odt`]);

    expect(build('a.odt', { isTaken: (name) => taken.has(name) })).toBe(`a ${MARK.slice(0, -1)} 3).odt`);
  });

  it('names nobody when the user name has no legal character', () => {
    expect(build('a', { userName: ' () ' })).toContain('Fassung von unbekannt,');
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  );
  const anyName = fc.oneof(
    anyText,
    fc
      .tuple(anyText, fc.constantFrom('.odt', '.tar.gz', '.', ' ', '-chunking-1-2-0', '.x-chunking-1-2-0'))
      .map((parts) => parts.join('')),
  );
  const anyInput = fc.record({
    name: anyName.filter((name) => name !== ''),
    kind: fc.constantFrom('file', 'directory'),
    userName: anyText,
    timeMs: fc.integer({ min: -1e15, max: 1e15 }),
    timeZoneOffsetMinutes: fc.integer({ min: -840, max: 840 }),
  });

  it('is legal on every system and server, short enough and recognised, whatever goes in', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const name = conflictName({ ...input, isTaken: () => false });

        for (const traits of [LINUX, MACOS, WINDOWS]) {
          for (const server of ['owncloud10', 'infinite-scale'] as const) {
            const rules = createNameRules(traits, server);
            expect([rules.checkForLocal(name), rules.checkForServer(name)]).toEqual([undefined, undefined]);
          }
        }
        expect(countUtf8Bytes(name)).toBeLessThanOrEqual(249);
        expect(isConflictName(name)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is never a taken name, and never gets a second mark', () => {
    fc.assert(
      fc.property(anyInput, fc.integer({ min: 1, max: 12 }), (input, takenCount) => {
        const taken = new Set<string>();
        let name = input.name;
        for (let round = 0; round < takenCount; round += 1) {
          name = conflictName({ ...input, name, isTaken: (candidate) => taken.has(candidate) });
          expect(taken.has(name)).toBe(false);
          expect(name.split('(Fassung von').length).toBe(input.name.split('(Fassung von').length + 1);
          taken.add(name);
        }
      }),
    );
  });

  it('keeps the extension of a file', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.constantFrom('.odt', '.tar.gz', '.PDF', '.äöü'),
        (stem, extension) => {
          expect(build(`x${stem}${extension}`).endsWith(`)${extension}`)).toBe(true);
        },
      ),
    );
  });
});

describe('restoredName', () => {
  const time = { timeMs: Date.UTC(2026, 2, 1, 13, 5, 9), timeZoneOffsetMinutes: 60 };

  it('says that and when a version came back, and takes the place of an earlier such mark', () => {
    const first = restoredName({ ...time, name: 'Brief.odt', isTaken: () => false });
    const second = restoredName({ ...time, name: first, isTaken: (name) => name === first });

    expect([first, second]).toEqual([
      'Brief (wiederhergestellt, 2026-03-01 14-05-09).odt',
      'Brief (wiederhergestellt, 2026-03-01 14-05-09 2).odt',
    ]);
  });

  it('leaves the author of a second version in the name, and is itself no second version', () => {
    const name = 'Brief (Fassung von Ana, 2026-01-01 10-00-00).odt';

    const restored = restoredName({ ...time, name, isTaken: () => false });

    expect(restored).toBe('Brief (Fassung von Ana, 2026-01-01 10-00-00) (wiederhergestellt, 2026-03-01 14-05-09).odt');
    expect(isConflictName(restored)).toBe(false);
  });
});

describe('isConflictName', () => {
  it.each([
    'a (conflicted copy 2024-01-31 123456).odt',
    'a (ana conflicted copy 2024-01-31 1234).odt',
    'a_conflict-20240131-123456.odt',
    'a (Fassung von Ana, 2026-03-02 00-05-09 2)',
  ])('recognises %s', (name) => expect(isConflictName(name)).toBe(true));

  it.each(['a.odt', 'a (Fassung von Ana).odt', 'conflicted copy.odt'])('does not take %s for one', (name) =>
    expect(isConflictName(name)).toBe(false),
  );
});

describe('findOriginalName', () => {
  it.each([
    ['foo', undefined],
    ['foo.txt', undefined],
    ['foo_conflict', undefined],
    ['foo_conflict.txt', undefined],
    ['foo_conflict-123.txt', 'foo.txt'],
    ['foo_conflict-foo-123.txt', 'foo.txt'],
    ['foo_conflict-123', 'foo'],
    ['foo_conflict-foo-123', 'foo'],
    ['foo.tar_conflict-20240131-123456.gz', 'foo.tar.gz'],
    ['foo (conflicted copy 123).txt', 'foo.txt'],
    ['foo (conflicted copy foo 123).txt', 'foo.txt'],
    ['foo (conflicted copy 123)', 'foo'],
    ['foo (conflicted copy foo 123)', 'foo'],
    ['foo (conflicted copy foo 123) bla', 'foo bla'],
    ['foo (conflicted copy foo.bar 123)', 'foo'],
    [
      'foo (conflicted copy 2024-01-31 123456) (conflicted copy Ana 2024-02-01 123456).txt',
      'foo (conflicted copy 2024-01-31 123456).txt',
    ],
    ['foo_conflict-123_conflict-456.txt', 'foo_conflict-123.txt'],
    ['foo_conflict-ana-123_conflict-bob-456.txt', 'foo_conflict-ana-123.txt'],
    ['foo (conflicted copy 123) (conflicted copy 456).txt', 'foo (conflicted copy 123).txt'],
    ['foo (conflicted copy 123)_conflict-456.txt', 'foo (conflicted copy 123).txt'],
    ['foo_conflict-123 (conflicted copy 456).txt', 'foo_conflict-123.txt'],
    ['foo (ana conflicted copy 2024-01-31 1234).odt', 'foo.odt'],
    ['foo (Fassung von Ana, 2026-03-02 00-05-09).tar.gz', 'foo.tar.gz'],
    ['foo (Fassung von Ana, 2026-03-02 00-05-09 2)', 'foo'],
    ['foo (Fassung von Ana).odt', undefined],
    ['_conflict-123.txt', undefined],
  ])('takes the last mark out of %s', (name, original) => expect(findOriginalName(name)).toBe(original));

  it('gives back the name that a conflict name was made from', () => {
    for (const name of ['Brief.odt', 'a.tar.gz', 'ohne Endung', '.verborgen', 'Ein Satz. Und noch einer']) {
      const input = { name, kind: 'file', userName: 'Ana', timeMs: 0, timeZoneOffsetMinutes: 0 } as const;
      expect(findOriginalName(conflictName({ ...input, isTaken: () => false }))).toBe(name);
    }
  });
});

describe('isSecondNameOf', () => {
  const given = { kind: 'file', userName: 'Ana', timeMs: 0, timeZoneOffsetMinutes: 0, isTaken: () => false } as const;

  it.each([
    'a.txt',
    'Akte',
    '.profile',
    'a.tar.gz',
    'wie?.txt',
    'nul.txt',
    `${'ä'.repeat(150)}.docx`,
    'a (Fassung von Bernd, 2026-03-01 14-05-09).txt',
  ])('knows again what %s became, and no other name', (name) => {
    const second = conflictName({ ...given, name });

    expect(isSecondNameOf(second, name)).toBe(true);
    expect(isSecondNameOf(second, `x${name}`)).toBe(false);
    expect(isSecondNameOf(name, name)).toBe(name.includes('Fassung'));
  });

  it('knows what other clients made of a name', () => {
    expect(isSecondNameOf('a (conflicted copy 2024-05-06 070809).txt', 'a.txt')).toBe(true);
    expect(isSecondNameOf('a_conflict-20240506-070809.txt', 'b.txt')).toBe(false);
  });
});

describe('cutToBytes', () => {
  it('never cuts a character in two', () => {
    expect(cutToBytes('aä\u{1f4a9}b', 6)).toBe('aä');
    expect(cutToBytes('aä\u{1f4a9}b', 7)).toBe('aä\u{1f4a9}');
  });

  it('counts as UTF-8 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(countUtf8Bytes(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });
});
