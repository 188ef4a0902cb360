import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeKind } from '../model/observation.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { DEFAULT_EXCLUDES } from './excludes-default.ts';
import { toExpression } from './excludes-expression.ts';
import type { Excluder, ExcluderOptions } from './excludes.ts';
import { createExcluder, createFullPathExcluder, parseExcludes } from './excludes.ts';

const LINUX: ExcluderOptions = { isCaseSensitive: true };

/** `+` included, `-` excluded, `]` excluded and removable; a path with `/` behind is a directory. */
function show(excluder: Excluder, path: string): string {
  const kind: NodeKind = path.endsWith('/') ? 'directory' : 'file';
  const verdict = excluder(path.replace(/\/$/, '') as RelativePath, kind);
  if (verdict.kind === 'included') return '+';
  return verdict.isRemovable ? ']' : '-';
}

function judge(list: string, path: string, options = LINUX): string {
  return show(createExcluder(parseExcludes(list).patterns, options), path);
}

function judgeFull(list: string, path: string): string {
  return show(createFullPathExcluder(parseExcludes(list).patterns, LINUX), path);
}

function judgeDefault(path: string): string {
  return show(createFullPathExcluder(DEFAULT_EXCLUDES, LINUX), path);
}

/** The meaning of wildcards, by trying everything. */
function isMatch(pattern: readonly string[], subject: readonly string[], isSlashAny: boolean): boolean {
  const [token, ...tokens] = pattern;
  const [letter, ...letters] = subject;
  if (token === undefined) return letter === undefined;
  const canTake = letter !== undefined && (isSlashAny || letter !== '/');
  if (token === '*') return isMatch(tokens, subject, isSlashAny) || (canTake && isMatch(pattern, letters, isSlashAny));
  return (token === '?' ? canTake : token === letter) && isMatch(tokens, letters, isSlashAny);
}

describe('patterns', () => {
  it.each([
    ['an empty list excludes nothing (EXC-01)', '', ['b', 'b~', '.b', ''], '++++'],
    ['an anchored star covers what is inside only (EXC-06)', '/tmp/x/*', ['tmp/x', 'tmp/x/a', 'tmp/y', 'x/a'], '+-++'],
    ['a pattern without slash covers a name at any depth (EXC-07)', 'foo', ['foo', 'a/foo', 'foo2'], '--+'],
    ['a directory pattern with a slash leaves files alone (EXC-14)', '/a/b/', ['a/b', 'a/b/'], '+-'],
    ['letters of any script match (EXC-15)', 'пятницы.*\n*.💩', ['пятницы.txt', 'a.💩', 'пятница.txt', '💩.a'], '--++'],
    ['a star directory covers one level (EXC-16)', '*/*.out', ['a.out', 'a/b.out', 'a/b/c.out'], '+-+'],
    ['a star inside a name (EXC-17)', 'latex*/*.run.xml', ['latex_tmp/a.run.xml', 'word_tmp/a.run.xml'], '-+'],
    ['a star needs its directory (EXC-18)', 'latex/*/*.tex.tmp', ['latex/a/b.tex.tmp', 'latex/b.tex.tmp'], '-+'],
    ['a question mark is one character (EXC-20)', 'bond00?', ['bond007', 'bond00', 'bond0071', 'bond00💩'], '-++-'],
    ['a class is one of its characters (EXC-21)', 'a [bc] d', ['a b d', 'a c d', 'a d d', 'a [bc] d'], '--++'],
    ['a negated class is any other, but no slash', '/a[!bc]d', ['axd', 'abd', 'a/d'], '-++'],
    ['a class knows ranges and escapes', '[a-c\\]]', ['b', ']', 'd', '-'], '--++'],
    ['an escaped star is a star (EXC-22)', 'a \\*', ['a *', 'a b'], '-+'],
    ['an escaped question mark is one (EXC-23)', 'b \\?', ['b ?', 'b x'], '-+'],
    ['an escaped bracket is one (EXC-24)', 'c \\[d]', ['c [d]', 'c d'], '-+'],
    ['a slash in front anchors (EXC-25)', '/exclude', ['exclude', 'exclude/', 'excludeX', 'foo/exclude'], '--++'],
    ['a plain name is found anywhere (EXC-26)', 'exclude', ['exclude', 'a/b/exclude/', 'excludes'], '--+'],
    ['a slash behind means directories (EXC-27)', 'excl/', ['excl/', 'a/excl/', 'excl', 'a/excl'], '--++'],
    ['a path is exact (EXC-29)', '/a/sub', ['a/sub', 'a/sub/', 'a/sub2', 'a/sub/b'], '--++'],
    [
      'files and directories (EXC-30)',
      'filedir\ndir/',
      ['filedir', 'a/filedir/', 'dir', 'dir/', 'a/dir', 'a/dir/'],
      '--+-+-',
    ],
    ['wildcards stop at a slash (EXC-31)', '/a*b\n/c?d', ['axb', 'a/b', 'c/d', 'cxd', 'axx/xb'], '-++-+'],
    ['an unbalanced bracket is literal (EXC-33)', 'a[b', ['a[b', 'ab'], '-+'],
    ['a dot is a dot (EXC-33)', 'a.b', ['a.b', 'axb'], '-+'],
    ['signs of regular expressions are literal (EXC-33)', 'a+(b)|{c}^$', ['a+(b)|{c}^$', 'aab'], '-+'],
    ['escapes stand for control characters (EXC-37)', 'a\\tb\\r', ['a\tb\r', 'a\\tb\\r'], '-+'],
    ['a backslash before other letters is one (EXC-37)', 'a\\z\\', ['a\\z\\', 'az'], '-+'],
    ['a sharp sign is a comment unless escaped (EXC-37)', '#a\n\\#b', ['#a', '#b'], '+-'],
    ['a bracket in front makes removable', ']a\n\\]b', ['a', ']b'], ']-'],
    ['protecting beats removable', ']*.tmp\nx*', ['a.tmp', 'x.tmp'], ']-'],
  ])('%s', (...[, list, paths, expected]) => {
    expect(paths.map((path) => judge(list, path)).join('')).toBe(expected);
  });

  it('crosses slashes with the meaning of Windows (EXC-32)', () => {
    const options = { isCaseSensitive: false, doWildcardsCrossSlashes: true };

    expect(['axx/xb', 'a/b', 'c/d'].map((path) => judge('/a*b\n/c?d', path, options)).join('')).toBe('---');
  });

  it('judges a name at once, however many stars a pattern has (EXC-39)', () => {
    const list = `${'*a'.repeat(60)}*b`;

    expect(['a'.repeat(250), `${'a'.repeat(249)}b`].map((name) => judge(list, name)).join('')).toBe('+-');
  });

  it('takes a list with more stars than one expression can hold', () => {
    const list = Array.from({ length: 700 }, (_, line) => `${'*a'.repeat(70)}${line}`).join('\n');

    const excluder = createExcluder(parseExcludes(list).patterns, LINUX);

    expect(show(excluder, `${'a'.repeat(70)}699`)).toBe('-');
    expect(show(excluder, `${'a'.repeat(70)}700`)).toBe('+');
  });

  it('judges a long path at once, however many stars a pattern has (EXC-40)', () => {
    const list = `/${'*a/'.repeat(16)}*b`;
    const inside = `${'a'.repeat(250)}/`.repeat(16);

    expect([`${inside}a`, `${inside}b`].map((path) => judgeFull(list, path)).join('')).toBe('+-');
  });

  it.each([false, true])('lets a star stand for any characters (for slashes, too: %s)', (doWildcardsCrossSlashes) => {
    const letters = fc.constantFrom('a', 'b', '/');
    const patternText = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(patternText, fc.string({ unit: letters, minLength: 1, maxLength: 9 }), (pattern, subject) => {
        const options = { doWildcardsCrossSlashes, groupPrefix: 'x' };
        const expression = new RegExp(`^(?:${toExpression(pattern, options)})$`, 'su');

        expect(expression.test(subject)).toBe(
          isMatch(Array.from(pattern), Array.from(subject), doWildcardsCrossSlashes),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('ignores case where the system does', () => {
    expect([judge('ÄB*', 'äbc', { isCaseSensitive: false }), judge('ÄB*', 'äbc')]).toEqual(['-', '+']);
  });

  it('leaves children of an excluded directory to the full matcher (EXC-28)', () => {
    expect([judge('excl/', 'excl/a/b'), judgeFull('excl/', 'excl/a/b')]).toEqual(['+', '-']);
    expect([judge('/p/sub', 'p/sub/a'), judgeFull('/p/sub', 'p/sub/a')]).toEqual(['+', '-']);
    expect([judgeFull('excl/', 'a/excl'), judgeFull('', 'a/b')]).toEqual(['+', '+']);
  });
});

describe('parseExcludes', () => {
  it('reads lists with Windows line ends and a byte order mark', () => {
    expect(parseExcludes('\uFEFFa\r\n\r\nb/\r\n').patterns.map((pattern) => pattern.body)).toEqual(['a', 'b']);
  });

  it('reports lines that mean nothing and keeps the others', () => {
    const { patterns, problems } = parseExcludes('a\n[z-a]\n/\n]\nb');

    expect(patterns.map((pattern) => pattern.source)).toEqual(['a', 'b']);
    expect(problems).toEqual([
      { line: 2, source: '[z-a]' },
      { line: 3, source: '/' },
      { line: 4, source: ']' },
    ]);
  });

  it.each([
    ['<', '2.5.0', false],
    ['<', '2.5.1', true],
    ['<', '3.0.0', true],
    ['<=', '2.5.0', true],
    ['<=', '2.4.9', false],
    ['==', '2.5.0', true],
    ['==', '2.5.1', false],
    ['==', '2.6.0', false],
    ['>=', '2.5.0', true],
    ['>=', '2.5.1', false],
    ['>=', '2.4.10', true],
    ['>', '2.5.0', false],
    ['>', '2.4.9', true],
    ['>', '1.9.9', true],
  ])('keeps the next line of version %s %s at 2.5.0: %s (EXC-38)', (operator, version, isKept) => {
    const { patterns } = parseExcludes(`#!version ${operator} ${version}\na\nb`, { clientVersion: '2.5.0' });

    expect(patterns.map((pattern) => pattern.body)).toEqual(isKept ? ['a', 'b'] : ['b']);
  });
});

describe('default list', () => {
  it.each([
    ['editor backups (EXC-03)', 'b~', '-'],
    ['trash of macOS (EXC-04)', '.Trashes', ']'],
    ['desktop settings as file, directory or parent (EXC-09)', '.directory', ']'],
    ['desktop settings as a parent (EXC-09)', 'a/.directory/b', ']'],
    ['.apdisk and all below (EXC-10)', 'a/.apdisk/b', ']'],
    ['journals of other clients (EXC-11)', 'a/.sync_5bdd60bdfcfa.db-shm', '-'],
    ['old journals of other clients (EXC-11)', '.csync_journal.db.ctmp', '-'],
    ['Desktop.ini in any case (EXC-12)', 'a/DeskTop.ini', ']'],
    ['temporary files of ownCloud (EXC-13)', 'a/my.~directory', ']'],
    ['trash of Linux (EXC-41)', '.Trash-1000/', ']'],
    ['locks of office programs', '.~lock.a.odt#', '-'],
    ['icons of macOS', 'a/Icon\r', ']'],
    ['downloads that go on', 'a.crdownload', '-'],
    ['locks of Emacs', 'a/.#notes.txt', '-'],
    ['the directory of a safe save of macOS', 'a/b.rtf.sb-3f1b2c4d-AbCdEf/', ']'],
    ['the directory of an older safe save', '(A Document Being Saved By TextEdit)/', ']'],
  ])('excludes %s', (_title, path, expected) => expect(judgeDefault(path)).toBe(expected));

  it.each(['.b', '.kde/share/config', 'a/b.odt', '.gitignore', 'Trash', 'Icon', 'пятница.txt', '💩.txt'])(
    'includes %s, hidden or not (EXC-02, EXC-08)',
    (path) => expect(judgeDefault(path)).toBe('+'),
  );

  it.each(['a (conflicted copy 2024-01-31 123456).odt', 'a_conflict-20240131-123456.odt'])(
    'includes the conflict copy %s, so that colleagues see it, unlike ownCloud (EXC-05)',
    (path) => expect(judgeDefault(path)).toBe('+'),
  );
});
