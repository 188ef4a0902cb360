import type { CatalogueEntry, Comparison, ShownBy } from './entry.ts';

const EXCLUDES = 'sync-engine/core/merge/excludes.test.ts';
const NAMES = 'sync-engine/core/merge/names.test.ts';

function id(number: number): string {
  return `EXC-${String(number).padStart(2, '0')}`;
}

/** Shown by one row of the table of patterns. */
function pattern(number: number, what: string, row = what): CatalogueEntry {
  const shownBy: readonly ShownBy[] = [{ file: EXCLUDES, title: '%s', row: `'${row} (${id(number)})'` }];
  return { id: id(number), what, as: 'official', shownBy };
}

/** Shown by one row of the default list. */
function byDefault(number: number, what: string, row: string): CatalogueEntry {
  const shownBy: readonly ShownBy[] = [{ file: EXCLUDES, title: 'excludes %s', row: `'${row} (${id(number)})'` }];
  return { id: id(number), what: `the default list excludes ${what}`, as: 'official', shownBy };
}

interface Shown {
  readonly file: string;
  readonly title: string;
  readonly as?: Comparison;
}

function shown(number: number, what: string, { file, title, as = 'official' }: Shown): CatalogueEntry {
  return { id: id(number), what, as, shownBy: [{ file, title }] };
}

const HIDDEN_SYNCED = 'hidden files are synced, as people expect of a folder that is the same everywhere';
const NO_SHORTCUT = 'an inner shortcut of the official client for speed; here one expression per list does the same';

/** Names that take no part. */
export const EXCLUDED_NAMES: readonly CatalogueEntry[] = [
  pattern(1, 'an empty list excludes nothing'),
  shown(2, 'hidden files take part', {
    file: EXCLUDES,
    title: 'includes %s, hidden or not (EXC-02, EXC-08)',
    as: { better: HIDDEN_SYNCED },
  }),
  byDefault(3, 'backups of editors', 'editor backups'),
  byDefault(4, 'the trash of macOS', 'trash of macOS'),
  shown(5, 'conflict copies of other clients take part', {
    file: EXCLUDES,
    title: 'includes the conflict copy %s, so that colleagues see it, unlike ownCloud (EXC-05)',
    as: { better: 'second versions are synced, so that colleagues see them (W-30)' },
  }),
  pattern(6, 'an anchored star covers what is inside only'),
  pattern(7, 'a pattern without slash covers a name at any depth'),
  shown(8, 'ordinary names take part', { file: EXCLUDES, title: 'includes %s, hidden or not (EXC-02, EXC-08)' }),
  byDefault(9, 'the settings of desktops', 'desktop settings as file, directory or parent'),
  byDefault(10, 'marks of Apple devices and all below', '.apdisk and all below'),
  byDefault(11, 'journals of other clients', 'journals of other clients'),
  byDefault(12, 'settings of Windows in any case', 'Desktop.ini in any case'),
  byDefault(13, 'temporary files of ownCloud', 'temporary files of ownCloud'),
  pattern(14, 'a directory pattern with a slash leaves files alone'),
  pattern(15, 'letters of any script match'),
  pattern(16, 'a star directory covers one level'),
  pattern(17, 'a star inside a name'),
  pattern(18, 'a star needs its directory'),
  shown(19, 'names that Windows cannot hold do not come there', {
    file: NAMES,
    title: 'refuses %j on Windows, but not on Linux and macOS (EXC-19)',
  }),
  pattern(20, 'a question mark is one character'),
  pattern(21, 'a class is one of its characters'),
  pattern(22, 'an escaped star is a star'),
  pattern(23, 'an escaped question mark is one'),
  pattern(24, 'an escaped bracket is one'),
  pattern(25, 'a slash in front anchors'),
  pattern(26, 'a plain name is found anywhere'),
  pattern(27, 'a slash behind means directories'),
  shown(28, 'children of an excluded directory are left to the full matcher', {
    file: EXCLUDES,
    title: 'leaves children of an excluded directory to the full matcher (EXC-28)',
  }),
  pattern(29, 'a path is exact'),
  pattern(30, 'files and directories'),
  pattern(31, 'wildcards stop at a slash'),
  shown(32, 'wildcards cross slashes with the meaning of Windows', {
    file: EXCLUDES,
    title: 'crosses slashes with the meaning of Windows (EXC-32)',
  }),
  pattern(33, 'an unbalanced bracket is literal'),
  { id: 'EXC-34', what: 'first letters that make a pattern be looked at', as: { better: NO_SHORTCUT }, absent: true },
  shown(35, 'reserved words of Windows are refused there', {
    file: NAMES,
    title: 'refuses the reserved word %s on Windows (EXC-35)',
  }),
  shown(36, 'words that are only like reserved ones are allowed', {
    file: NAMES,
    title: 'allows %j on Windows (EXC-36)',
  }),
  pattern(37, 'escapes stand for control characters'),
  shown(38, 'a line for other versions is passed over', {
    file: EXCLUDES,
    title: 'keeps the next line of version %s %s at 2.5.0: %s (EXC-38)',
  }),
  shown(39, 'time of the matcher on the way down', {
    file: EXCLUDES,
    title: 'judges a name at once, however many stars a pattern has (EXC-39)',
  }),
  shown(40, 'time of the full matcher', {
    file: EXCLUDES,
    title: 'judges a long path at once, however many stars a pattern has (EXC-40)',
  }),
  byDefault(41, 'the trash of Linux', 'trash of Linux'),
];
