import { move, write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, PlayedEntry } from './entry.ts';
import { USUAL_TREE } from './entry.ts';

const START = { ...USUAL_TREE, 'A/X/x1': 'x1', 'A/Y/y1': 'y1' };
const ONLY_NAMED =
  'a hint names the directory in which something happened, so nothing is read that need not be, and no name is mistaken';

/** Directories with names of which one begins like another. */
const ALIKE = {
  'A/X/alpha/f': 'f',
  'A/X/beta/f': 'f',
  'A/X beta/f': 'f',
  'A/X o/f': 'f',
  'A/X space/alpha/f': 'f',
  'A/Xylo/foo/f': 'f',
  'A B/f': 'f',
  'B/X/f': 'f',
  'foo bar space/touch/f': 'f',
  'foo bar/touch/f': 'f',
  'zzza/hello/f': 'f',
  'zzzz/hello/f': 'f',
};

function lookAlike(id: string, what: string, more: Pick<PlayedEntry, 'rounds'>): CatalogueEntry {
  return { id, what, as: { better: ONLY_NAMED }, start: ALIKE, ...more };
}

const SOME = ['A/X', 'A/X space', 'A/X/beta', 'foo bar space/touch', 'foo/', 'zzz', 'zzzz'].map((path) =>
  path.replace(/\/$/, ''),
);
const FAILING_A4 = [{ kind: 'fail', call: 'upload', path: 'A/a4', code: 'server-error' }] as const;
const A4_WAITS = { end: 'waiting', problems: { 'A/a4': 'server-error' } } as const;

/** What is looked at on this computer, after hints and without them. */
export const LOCAL_DISCOVERY: readonly CatalogueEntry[] = [
  {
    id: 'LDISC-01',
    what: 'a look at everything finds what no hint has named',
    as: 'official',
    start: START,
    rounds: [{ here: [write('A/X/x2', 'x2'), write('C/c3', 'c3')], change: { 'A/X/x2': 'x2', 'C/c3': 'c3' } }],
  },
  {
    id: 'LDISC-02',
    what: 'new files in a hinted directory are sent, and those in the one above with its own hint',
    as: { better: `${ONLY_NAMED}; the watcher names the directory above too when something happens there` },
    start: START,
    rounds: [
      {
        here: [write('A/a3', 'a3'), write('A/X/x2', 'x2')],
        hints: ['A/X'],
        change: { 'A/X/x2': 'x2' },
        changeHere: { 'A/a3': 'a3' },
        requests: { uploads: 1 },
        end: 'worked',
      },
      { hints: ['A'], changeThere: { 'A/a3': 'a3' }, requests: { uploads: 1 }, end: 'worked' },
    ],
  },
  {
    id: 'LDISC-03',
    what: 'new files in other directories wait for their hint or the next full look',
    as: 'official',
    start: START,
    rounds: [
      {
        here: [write('A/X/x2', 'x2'), write('A/Y/y2', 'y2'), write('B/b3', 'b3')],
        hints: ['A/X'],
        change: { 'A/X/x2': 'x2' },
        changeHere: { 'A/Y/y2': 'y2', 'B/b3': 'b3' },
        requests: { uploads: 1 },
        end: 'worked',
      },
    ],
  },
  {
    id: 'LDISC-04',
    what: 'what is new on the server is fetched also where no local hint points',
    as: 'official',
    start: START,
    rounds: [
      {
        there: [write('C/c1', 'changed'), write('C/c3', 'c3')],
        hints: ['A/X'],
        change: { 'C/c1': 'changed', 'C/c3': 'c3' },
        kept: ['c1'],
        end: 'worked',
      },
    ],
  },
  {
    id: 'LDISC-05',
    what: 'the next full look sends what no hint has named',
    as: 'official',
    start: START,
    rounds: [
      { here: [write('B/b3', 'b3')], hints: ['A/X'], changeHere: { 'B/b3': 'b3' } },
      { changeThere: { 'B/b3': 'b3' }, requests: { uploads: 1 } },
    ],
  },
  {
    id: 'LDISC-06',
    what: 'without hints every directory is read',
    as: 'official',
    start: START,
    rounds: [{ runs: 1, reads: ['', 'A', 'A/X', 'A/Y', 'B', 'C'] }],
  },
  lookAlike('LDISC-07', 'hinted directories are read, and for a hint at nothing the nearest one above', {
    rounds: [{ hints: SOME, reads: ['', '', 'A/X', 'A/X space', 'A/X/beta', 'foo bar space/touch', 'zzzz'] }],
  }),
  lookAlike('LDISC-08', 'directories whose names only begin like a hinted one are not read', {
    rounds: [{ hints: ['A/X', 'foo bar space/touch'], reads: ['A/X', 'foo bar space/touch'] }],
  }),
  lookAlike('LDISC-09', 'a directory that sorts between two hinted ones is not read', {
    rounds: [{ hints: ['A/X', 'A/X space'], reads: ['A/X', 'A/X space'] }],
  }),
  {
    id: 'LDISC-10',
    what: 'with hints at nothing, nothing is read',
    as: 'official',
    start: START,
    rounds: [{ hints: [], reads: [] }],
  },
  {
    id: 'LDISC-11',
    what: 'of two new files one fails: the other is sent, and the one that failed is known',
    as: 'official',
    rounds: [
      {
        here: [write('A/a3', 'a3'), write('A/a4', 'a4')],
        hints: ['A/spurious', 'A'],
        runs: 2,
        serverFaults: FAILING_A4,
        change: { 'A/a3': 'a3' },
        changeHere: { 'A/a4': 'a4' },
        ...A4_WAITS,
      },
    ],
  },
  {
    id: 'LDISC-12',
    what: 'a file that failed stays known through a full look',
    as: 'official',
    rounds: [
      { here: [write('A/a4', 'a4')], serverFaults: FAILING_A4, changeHere: { 'A/a4': 'a4' }, ...A4_WAITS },
      { waitMs: 600_000, ...A4_WAITS },
    ],
  },
  {
    id: 'LDISC-13',
    what: 'a file that failed is sent when it is due, without a hint of its own',
    as: { better: 'it wakes by itself; the official client needs a look that happens to come by (W-19)' },
    rounds: [
      { here: [write('A/a4', 'a4')], serverFaults: FAILING_A4, changeHere: { 'A/a4': 'a4' }, ...A4_WAITS },
      { serverFaults: [], waitMs: 600_000, hints: [], changeThere: { 'A/a4': 'a4' }, end: 'worked' },
    ],
  },
  {
    id: 'LDISC-14',
    what: 'a new directory is read with all below it, whatever hints say',
    as: 'official',
    rounds: [
      {
        here: [write('A/newDir/subDir/file', 'file')],
        hints: ['A'],
        change: { 'A/newDir/subDir/file': 'file' },
        end: 'worked',
      },
    ],
  },
  {
    id: 'LDISC-15',
    what: 'names that the server lists as refused are not sent, and are told',
    as: 'official',
    refusedNames: ['.foo', 'bar'],
    rounds: [
      {
        here: [write('C/.foo', 'x'), write('C/bar', 'x')],
        changeHere: { 'C/.foo': 'x', 'C/bar': 'x' },
        requests: {},
        problems: { 'C/.foo': 'name-not-allowed-on-server', 'C/bar': 'name-not-allowed-on-server' },
      },
    ],
  },
  {
    id: 'LDISC-16',
    what: 'other names take part, hidden or not',
    as: 'official',
    excludedEndings: ['.foo', 'bar'],
    rounds: [{ here: [write('C/moo', 'x'), write('C/.moo', 'y')], change: { 'C/moo': 'x', 'C/.moo': 'y' } }],
  },
  {
    id: 'LDISC-17',
    what: 'names with composed letters come as they are and stay so',
    as: 'official',
    rounds: [{ there: [write('\u00e4/\u00f6.txt', 'x')], change: { '\u00e4/\u00f6.txt': 'x' } }, { requests: {} }],
  },
  {
    id: 'LDISC-18',
    what: 'names with decomposed letters come as they are and stay so',
    as: 'official',
    rounds: [{ there: [write('a\u0308/o\u0308.txt', 'x')], change: { 'a\u0308/o\u0308.txt': 'x' } }, { requests: {} }],
  },
  {
    id: 'LDISC-19',
    what: 'a name that was given its other Unicode form here has that form on the server too',
    as: {
      better:
        'where both forms are different names this is a rename by a person: it is carried over, not undone without a word',
    },
    start: { '\u00f6.txt': 'x' },
    rounds: [
      {
        here: [move('\u00f6.txt', 'o\u0308.txt')],
        change: { '\u00f6.txt': null, 'o\u0308.txt': 'x' },
        requests: { moves: 1 },
      },
      { requests: {} },
    ],
  },
];
