import type { FileTree } from '#sync-engine/testing/scenarios/scenario.ts';
import { move, remove, write } from '#sync-engine/testing/scenarios/scenario.ts';
import { CHOICES } from './choices.ts';
import type { CatalogueEntry, Changes, Round } from './entry.ts';
import { writeKeepingTime } from './entry.ts';
import { TWINS } from './twins.ts';

const NESTED: FileTree = { 'folder/folderA/file.txt': 'old', 'folder/folderB/': '' };
const ID_KEPT =
  'one move and one upload keep id, shares and versions on the server; the official client deletes and sends anew';
const ONE_NAME =
  'one file with one name and nothing sent; the official client leaves the same bytes under both names on both sides';
const EDIT_FOLLOWS =
  'the edit is synced at the new place of the same file; the official client makes two files of it on both sides';

const MOVED_INTO_B: Changes = {
  'folder/folderA/file.txt': null,
  'folder/folderA/': '',
  'folder/folderB/': null,
  'folder/folderB/file.txt': 'old',
};
const REFUSED_MOVE: Round = {
  here: [move('folder/folderA/file.txt', 'folder/folderB/file.txt')],
  serverFaults: [{ kind: 'fail', call: 'move', path: 'folder/folderA', code: 'no-permission' }],
  changeHere: MOVED_INTO_B,
  requests: { moves: 1 },
  end: 'waiting',
  problems: { 'folder/folderA/file.txt': 'no-permission' },
};

/** Renames and moves, on one side and on both. */
export const MOVES: readonly CatalogueEntry[] = [
  {
    id: 'MOVE-01',
    what: 'a file edited in a directory that was moved on the server is there once, at its new place',
    as: 'official',
    start: NESTED,
    rounds: [
      {
        there: [write('folder/folderA/file.txt', 'new'), move('folder/folderA', 'folder/folderB/folderA')],
        change: { 'folder/folderA/': null, 'folder/folderB/': null, 'folder/folderB/folderA/file.txt': 'new' },
        kept: ['old'],
      },
      { requests: {} },
    ],
  },
  ...CHOICES,
  {
    id: 'MOVE-06',
    what: 'a file renamed here is one move on the server',
    as: 'official',
    rounds: [{ here: [move('A/a1', 'A/a1m')], change: { 'A/a1': null, 'A/a1m': 'a1' }, requests: { moves: 1 } }],
  },
  {
    id: 'MOVE-07',
    what: 'a file renamed and edited here, with another size, is moved and sent',
    as: { better: ID_KEPT },
    rounds: [
      {
        here: [move('A/a2', 'A/a2m'), write('A/a2m', 'longer')],
        change: { 'A/a2': null, 'A/a2m': 'longer' },
        requests: { moves: 1, uploads: 1 },
      },
    ],
  },
  {
    id: 'MOVE-08',
    what: 'a file renamed here and given other bytes of the same size is moved and sent',
    as: { better: ID_KEPT },
    rounds: [
      {
        here: [move('B/b1', 'B/b1m'), write('B/b1m', 'b?')],
        change: { 'B/b1': null, 'B/b1m': 'b?' },
        requests: { moves: 1, uploads: 1 },
      },
    ],
  },
  {
    id: 'MOVE-09',
    what: 'a file renamed and made longer under its old time is moved and sent',
    as: { better: ID_KEPT },
    rounds: [
      {
        here: [move('B/b2', 'B/b2m'), writeKeepingTime('B/b2m', 'b2+')],
        change: { 'B/b2': null, 'B/b2m': 'b2+' },
        requests: { moves: 1, uploads: 1 },
      },
    ],
  },
  {
    id: 'MOVE-10',
    what: 'other bytes of the same size under the old time are seen after a rename',
    as: { better: 'the time of the last change of the inode tells; the official client misses the edit (W-23)' },
    rounds: [
      {
        here: [move('C/c1', 'C/c1m'), writeKeepingTime('C/c1m', 'c?')],
        change: { 'C/c1': null, 'C/c1m': 'c?' },
        requests: { moves: 1, uploads: 1 },
      },
    ],
  },
  {
    id: 'MOVE-11',
    what: 'a file deleted after that is deleted on the server',
    as: 'official',
    rounds: [
      {
        here: [move('C/c1', 'C/c1m'), writeKeepingTime('C/c1m', 'c?')],
        change: { 'C/c1': null, 'C/c1m': 'c?' },
      },
      { here: [remove('C/c1m')], change: { 'C/c1m': null }, requests: { removes: 1 } },
    ],
  },
  {
    id: 'MOVE-12',
    what: 'a new file is sent once',
    as: 'official',
    rounds: [{ here: [write('C/c3', 'c3')], change: { 'C/c3': 'c3' }, requests: { uploads: 1 } }],
  },
  {
    id: 'MOVE-13',
    what: 'a file that was sent a moment ago, renamed and rewritten under its old time, is moved and sent',
    as: { better: ID_KEPT },
    rounds: [
      { here: [write('C/c3', 'c3')], change: { 'C/c3': 'c3' } },
      {
        here: [move('C/c3', 'C/c3m'), writeKeepingTime('C/c3m', 'c?')],
        change: { 'C/c3': null, 'C/c3m': 'c?' },
        requests: { moves: 1, uploads: 1 },
      },
    ],
  },
  ...TWINS,
  {
    id: 'MOVE-19',
    what: 'renames of different files on both sides are carried over, each with one move',
    as: 'official',
    rounds: [
      {
        here: [move('A/a1', 'A/a1m')],
        there: [move('B/b1', 'B/b1m')],
        change: { 'A/a1': null, 'A/a1m': 'a1', 'B/b1': null, 'B/b1m': 'b1' },
        requests: { moves: 1 },
      },
    ],
  },
  {
    id: 'MOVE-20',
    what: 'files renamed and edited, one here and one on the server, are moved and carried over',
    as: { better: ID_KEPT },
    rounds: [
      {
        here: [move('A/a2', 'A/a2m'), write('A/a2m', 'from here')],
        there: [move('B/b2', 'B/b2m'), write('B/b2m', 'from there')],
        change: { 'A/a2': null, 'A/a2m': 'from here', 'B/b2': null, 'B/b2m': 'from there' },
        requests: { moves: 1, uploads: 1, downloads: 1 },
        kept: ['b2'],
      },
    ],
  },
  {
    id: 'MOVE-21',
    what: 'a file renamed here and edited on the server has its new name and the new bytes on both sides',
    as: { better: EDIT_FOLLOWS },
    rounds: [
      {
        here: [move('A/a1', 'A/a1m')],
        there: [write('A/a1', 'edited there')],
        change: { 'A/a1': null, 'A/a1m': 'edited there' },
        requests: { moves: 1, downloads: 1 },
        kept: ['a1'],
      },
    ],
  },
  {
    id: 'MOVE-22',
    what: 'a file edited here and renamed on the server has its new name and the new bytes on both sides',
    as: { better: EDIT_FOLLOWS },
    rounds: [
      {
        here: [write('B/b1', 'edited here')],
        there: [move('B/b1', 'B/b1m')],
        change: { 'B/b1': null, 'B/b1m': 'edited here' },
        requests: { uploads: 1 },
      },
    ],
  },
  {
    id: 'MOVE-23',
    what: 'an edit here, and a new file here where the server moved that file to: all three texts live on',
    as: { better: 'the edit follows its file; the official client makes it a new file under the old name' },
    rounds: [
      {
        here: [write('A/a1', 'edited here'), write('A/a1mt', 'new here')],
        there: [move('A/a1', 'A/a1mt')],
        change: { 'A/a1': null, 'A/a1mt': 'edited here', 'A/a1mt (v1)': 'new here' },
        conflicts: 1,
      },
    ],
  },
  {
    id: 'MOVE-24',
    what: 'an edit on the server, and a new file there where the file was moved to here: all texts live on',
    as: { better: 'the edit follows its file; the official client makes it a new file under the old name' },
    rounds: [
      {
        here: [move('B/b1', 'B/b1mt')],
        there: [write('B/b1', 'edited there'), write('B/b1mt', 'new there')],
        change: { 'B/b1': null, 'B/b1mt': 'new there', 'B/b1mt (v1)': 'edited there' },
        kept: ['b1'],
        conflicts: 1,
      },
    ],
  },
  {
    id: 'MOVE-25',
    what: 'a new file here where the server moved another one to: the moved one has the name, the new one lives on',
    as: 'official',
    rounds: [
      {
        here: [write('A/a1N', 'new here')],
        there: [move('A/a1', 'A/a1N')],
        change: { 'A/a1': null, 'A/a1N': 'a1', 'A/a1N (v1)': 'new here' },
        conflicts: 1,
      },
    ],
  },
  {
    id: 'MOVE-26',
    what: 'a new file on the server where another one was moved to here: both live on',
    as: { better: 'the second version reaches the server too, so that colleagues see it (W-30)' },
    rounds: [
      {
        here: [move('B/b1', 'B/b1N')],
        there: [write('B/b1N', 'new there')],
        change: { 'B/b1': null, 'B/b1N': 'new there', 'B/b1N (v1)': 'b1' },
        conflicts: 1,
      },
    ],
  },
  {
    id: 'MOVE-27',
    what: 'a file renamed differently on both sides gets the name of the server',
    as: { better: ONE_NAME },
    rounds: [
      {
        here: [move('C/c1', 'C/c1mL')],
        there: [move('C/c1', 'C/c1mR')],
        change: { 'C/c1': null, 'C/c1mR': 'c1' },
        requests: {},
      },
    ],
  },
  {
    id: 'MOVE-28',
    what: 'a directory renamed differently on both sides gets the name of the server, with all its files',
    as: { better: ONE_NAME },
    rounds: [
      {
        here: [move('C', 'CML')],
        there: [move('C', 'CMR')],
        change: { 'C/': null, 'CMR/c1': 'c1', 'CMR/c2': 'c2' },
        requests: {},
      },
    ],
  },
  {
    id: 'MOVE-50',
    what: 'a move that the server refuses leaves the file at the old place there and at the new one here',
    as: 'official',
    start: NESTED,
    rounds: [REFUSED_MOVE],
  },
  {
    id: 'MOVE-51',
    what: 'a refused move is not tried again at once, and goes through when it is allowed',
    as: 'official',
    start: NESTED,
    rounds: [
      REFUSED_MOVE,
      { requests: {}, end: 'waiting', problems: { 'folder/folderA/file.txt': 'no-permission' } },
      { serverFaults: [], waitMs: 600_000, changeThere: MOVED_INTO_B, requests: { moves: 1 } },
    ],
  },
];
