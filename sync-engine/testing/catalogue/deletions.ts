import type { FileTree } from '#sync-engine/testing/scenarios/scenario.ts';
import { remove, write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, Changes, Round } from './entry.ts';
import { USUAL_TREE } from './entry.ts';

const NAMES = Array.from({ length: 12 }, (_, number) => `Akten/a${number}`);

/** A folder with enough files that deleting all of them is asked about. */
const TWELVE: FileTree = Object.fromEntries(NAMES.map((name) => [name, name]));
const NOTHING_LEFT: Changes = { 'Akten/': null };
const HELD =
  'held as a question with its list that survives restarts; the official client has no such guard since 6 (W-20)';

const ALL_DELETED_HERE: Round = {
  here: [remove('Akten')],
  changeHere: NOTHING_LEFT,
  end: 'held',
  requests: {},
};
const ALL_DELETED_THERE: Round = {
  there: [remove('Akten')],
  changeThere: NOTHING_LEFT,
  end: 'held',
  requests: {},
};

/** Deletions, and the guard against deletions that nobody meant. */
export const DELETIONS: readonly CatalogueEntry[] = [
  {
    id: 'DEL-01',
    what: 'a directory deleted on the server lives on for the one new file in it',
    as: 'official',
    rounds: [
      {
        there: [remove('A')],
        here: [write('A/hello.txt', 'hello')],
        change: { 'A/': null, 'A/hello.txt': 'hello' },
        kept: ['a1', 'a2'],
      },
    ],
  },
  {
    id: 'DEL-02',
    what: 'a directory deleted here comes back for the one new file in it',
    as: 'official',
    rounds: [
      {
        here: [remove('B')],
        there: [write('B/hello.txt', 'hello')],
        change: { 'B/': null, 'B/hello.txt': 'hello' },
      },
    ],
  },
  {
    id: 'DEL-03',
    what: 'a file made again after its directory was deleted is sent',
    as: 'official',
    rounds: [
      { here: [remove('B')], change: { 'B/': null } },
      { here: [write('B/b1', 'b1')], change: { 'B/b1': 'b1' }, requests: { uploads: 1 } },
    ],
  },
  {
    id: 'DEL-04',
    what: 'everything deleted here is asked about, and comes back when it is to be kept',
    as: { better: HELD },
    start: TWELVE,
    isMassRemovalWatched: true,
    rounds: [ALL_DELETED_HERE, { answer: 'keep', changeHere: TWELVE, requests: { downloads: 12 } }],
  },
  {
    id: 'DEL-05',
    what: 'everything deleted on the server is asked about, and is sent again when it is to be kept',
    as: { better: HELD },
    start: TWELVE,
    isMassRemovalWatched: true,
    rounds: [ALL_DELETED_THERE, { answer: 'keep', changeThere: TWELVE, requests: { uploads: 12 } }],
  },
  {
    id: 'DEL-06',
    what: 'the choice of folders outlives the question',
    as: { better: HELD },
    start: { ...TWELVE, 'Fotos/f': 'f' },
    isMassRemovalWatched: true,
    rounds: [
      { deselect: ['Fotos'], changeHere: { 'Fotos/': null }, kept: ['f'], requests: {} },
      ALL_DELETED_THERE,
      { answer: 'keep', changeThere: TWELVE, requests: { uploads: 12 } },
      ALL_DELETED_HERE,
      { answer: 'carry-out', changeThere: NOTHING_LEFT },
    ],
  },
  {
    id: 'DEL-07',
    what: 'everything deleted here is deleted on the server when a person says so, and nothing is asked twice',
    as: { better: HELD },
    start: TWELVE,
    isMassRemovalWatched: true,
    rounds: [ALL_DELETED_HERE, { answer: 'carry-out', changeThere: NOTHING_LEFT }, { requests: {} }],
  },
  {
    id: 'DEL-08',
    what: 'everything deleted on the server is deleted here when a person says so, and stays in the safety store',
    as: { better: HELD },
    start: TWELVE,
    isMassRemovalWatched: true,
    rounds: [ALL_DELETED_THERE, { answer: 'carry-out', changeHere: NOTHING_LEFT, kept: NAMES }, { requests: {} }],
  },
  {
    id: 'DEL-09',
    what: 'one deletion among files that all have new inodes is carried out without a question',
    as: 'official',
    isMassRemovalWatched: true,
    rounds: [
      {
        here: [
          ...Object.entries(USUAL_TREE).map(([path, text]) => ({ kind: 'save-anew', path, text }) as const),
          remove('A/a1'),
        ],
        change: { 'A/a1': null },
        requests: { removes: 1 },
      },
    ],
  },
  {
    id: 'DEL-10',
    what: 'one deletion among files that all have new ids on the server is carried out without a question',
    as: 'official',
    isMassRemovalWatched: true,
    rounds: [
      {
        there: [...Object.keys(USUAL_TREE).map((path) => ({ kind: 'renew-id', path }) as const), remove('B/b1')],
        change: { 'B/b1': null },
        kept: ['b1'],
      },
    ],
  },
];
