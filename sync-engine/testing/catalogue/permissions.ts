import type { FileTree } from '#sync-engine/testing/scenarios/scenario.ts';
import { move, remove, write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { FakeCall } from '#sync-engine/transport/fake-remote-faults.ts';
import type { CatalogueEntry, Changes, ServerFault } from './entry.ts';

const NOT_RESTORED =
  'the server refuses, the reason is told and nothing is lost, but the server’s state does not come back here; issue 4';
const NOT_ANEW = 'the move is refused and told; sending the file anew under its new name is what is missing; issue 4';

const DIRECTORIES: FileTree = {
  'normal/file': 'file',
  'normal/subdir/inner': 'inner',
  'readonly/file': 'fixed',
  'readonly/subdir/inner': 'fixed inner',
  'allowed/other': 'other',
};

/** The server refuses a call at or below a path, as it does without the letter for it. */
function refuse(call: FakeCall, path: string): readonly ServerFault[] {
  return [{ kind: 'fail', call, path: path, code: 'no-permission' }];
}

interface RefusedMove {
  readonly id: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly as?: CatalogueEntry['as'];
  /** What the local side looks like afterwards. */
  readonly changeHere: Changes;
}

/** A move that the server refuses: the item stays at its old place there and at its new one here. */
function refusedMove({ id, what, from, to, changeHere, as }: RefusedMove): CatalogueEntry {
  const start = DIRECTORIES;
  return {
    id,
    what,
    as: as ?? { notYet: NOT_ANEW },
    start,
    rounds: [
      {
        here: [move(from, to)],
        serverFaults: refuse('move', from),
        changeHere,
        end: 'waiting',
        problems: { [from]: 'no-permission' },
      },
      { restart: 'crash', end: 'waiting', problems: { [from]: 'no-permission' } },
    ],
  };
}

/** An edit that the server refuses: both texts stay where they are. */
function refusedEdit(id: string, what: string, texts: readonly string[]): CatalogueEntry {
  return {
    id,
    what,
    as: { notYet: NOT_RESTORED },
    start: DIRECTORIES,
    rounds: texts.map((text) => ({
      here: [write('readonly/file', text)],
      serverFaults: refuse('upload', 'readonly/file'),
      changeHere: { 'readonly/file': text },
      end: 'waiting',
      problems: { 'readonly/file': 'no-permission' },
    })),
  };
}

/** What a person may not do on the server. */
export const PERMISSIONS: readonly CatalogueEntry[] = [
  {
    id: 'PERM-01',
    what: 'files come whatever is allowed with them',
    as: { notYet: 'what may not be written is not marked so on the disk; issue 4' },
    rounds: [
      {
        there: [
          write('D/fixed', 'fixed'),
          { kind: 'permit', path: 'D/fixed', letters: 'DVN' },
          { kind: 'permit', path: 'D', letters: 'M' },
        ],
        change: { 'D/fixed': 'fixed' },
      },
    ],
  },
  {
    id: 'PERM-02',
    what: 'a file that may not be deleted stays on the server',
    as: { notYet: NOT_RESTORED },
    start: DIRECTORIES,
    rounds: [
      {
        here: [remove('readonly/file')],
        serverFaults: refuse('remove', 'readonly/file'),
        changeHere: { 'readonly/file': null },
        end: 'waiting',
        problems: { 'readonly/file': 'no-permission' },
      },
    ],
  },
  {
    id: 'PERM-03',
    what: 'a file that may be deleted is deleted on the server',
    as: 'official',
    start: DIRECTORIES,
    rounds: [{ here: [remove('normal/file')], change: { 'normal/file': null }, requests: { removes: 1 } }],
  },
  refusedEdit('PERM-04', 'an edit of a file that may not be written stays here, and the server keeps its version', [
    'edited',
  ]),
  {
    id: 'PERM-05',
    what: 'an edit of a file that may be written is sent',
    as: 'official',
    start: DIRECTORIES,
    rounds: [{ here: [write('normal/file', 'edited')], change: { 'normal/file': 'edited' } }],
  },
  {
    id: 'PERM-06',
    what: 'a new file in a directory that takes it is sent',
    as: 'official',
    start: DIRECTORIES,
    rounds: [{ here: [write('normal/new', 'new')], change: { 'normal/new': 'new' } }],
  },
  {
    id: 'PERM-07',
    what: 'a new file in a directory that takes none stays here, and is told',
    as: 'official',
    start: DIRECTORIES,
    rounds: [
      {
        here: [write('readonly/new', 'new')],
        serverFaults: refuse('upload', 'readonly'),
        changeHere: { 'readonly/new': 'new' },
        end: 'waiting',
        problems: { 'readonly/new': 'no-permission' },
      },
    ],
  },
  {
    id: 'PERM-08',
    what: 'a directory that may not be deleted stays on the server with all it holds',
    as: { notYet: NOT_RESTORED },
    start: DIRECTORIES,
    rounds: [
      {
        here: [remove('readonly')],
        serverFaults: refuse('remove', 'readonly'),
        changeHere: { 'readonly/': null },
        end: 'waiting',
        problems: { readonly: 'no-permission' },
      },
    ],
  },
  refusedMove({
    id: 'PERM-09',
    what: 'a directory that may not leave its place stays there on the server',
    as: { notYet: NOT_RESTORED },
    from: 'readonly/subdir',
    to: 'normal/taken',
    changeHere: { 'readonly/subdir/': null, 'normal/taken/inner': 'fixed inner' },
  }),
  refusedMove({
    id: 'PERM-10',
    what: 'a directory that may not be renamed keeps its name on the server',
    as: { notYet: NOT_RESTORED },
    from: 'readonly/subdir',
    to: 'readonly/renamed',
    changeHere: { 'readonly/subdir/': null, 'readonly/renamed/inner': 'fixed inner' },
  }),
  refusedMove({
    id: 'PERM-11',
    what: 'a directory moved into one that takes none stays at its old place on the server',
    as: 'official',
    from: 'normal/subdir',
    to: 'readonly/moved',
    changeHere: { 'normal/subdir/': null, 'readonly/moved/inner': 'inner' },
  }),
  refusedEdit('PERM-12', 'a second edit of a file that may not be written stays here too', ['edited', 'edited twice']),
  refusedMove({
    id: 'PERM-13',
    what: 'a file that may not be renamed keeps its name on the server',
    from: 'normal/file',
    to: 'normal/renamed',
    changeHere: { 'normal/file': null, 'normal/renamed': 'file' },
  }),
  refusedMove({
    id: 'PERM-14',
    what: 'a directory that may not be renamed keeps its name on the server, though it may be deleted',
    from: 'normal/subdir',
    to: 'normal/renamed',
    changeHere: { 'normal/subdir/': null, 'normal/renamed/inner': 'inner' },
  }),
  refusedMove({
    id: 'PERM-15',
    what: 'a file that may not be moved stays at its place on the server',
    from: 'normal/file',
    to: 'allowed/file',
    changeHere: { 'normal/file': null, 'allowed/file': 'file' },
  }),
  refusedMove({
    id: 'PERM-16',
    what: 'a directory that may not be moved stays at its place on the server',
    from: 'normal/subdir',
    to: 'allowed/subdir',
    changeHere: { 'normal/subdir/': null, 'allowed/subdir/inner': 'inner' },
  }),
  refusedMove({
    id: 'PERM-17',
    what: 'a file moved into a directory that takes none stays at its place on the server',
    as: { notYet: NOT_RESTORED },
    from: 'allowed/other',
    to: 'normal/other',
    changeHere: { 'allowed/other': null, 'allowed/': '', 'normal/other': 'other' },
  }),
  refusedMove({
    id: 'PERM-18',
    what: 'a file moved from a directory that is looked at later stays at its place on the server',
    as: { notYet: NOT_RESTORED },
    from: 'readonly/file',
    to: 'normal/moved',
    changeHere: { 'readonly/file': null, 'normal/moved': 'fixed' },
  }),
  {
    id: 'PERM-19',
    what: 'a directory moved into one that takes directories only is moved',
    as: 'official',
    start: DIRECTORIES,
    rounds: [
      {
        here: [move('normal/subdir', 'allowed/subdir')],
        serverFaults: refuse('upload', 'allowed'),
        change: { 'normal/subdir/': null, 'allowed/subdir/inner': 'inner' },
        requests: { moves: 1 },
      },
    ],
  },
  refusedMove({
    id: 'PERM-20',
    what: 'a directory moved into one that takes no directories stays at its place on the server',
    as: { notYet: NOT_RESTORED },
    from: 'readonly/subdir',
    to: 'allowed/subdir',
    changeHere: { 'readonly/subdir/': null, 'allowed/subdir/inner': 'fixed inner' },
  }),
  {
    id: 'PERM-21',
    what: 'files and their directories that may be renamed and nothing else are renamed',
    as: 'official',
    start: DIRECTORIES,
    rounds: [
      {
        here: [move('normal/subdir/inner', 'normal/subdir/renamed'), move('normal/subdir', 'normal/other')],
        serverFaults: [...refuse('upload', ''), ...refuse('remove', ''), ...refuse('make-directory', '')],
        change: { 'normal/subdir/': null, 'normal/other/renamed': 'inner' },
        requests: { moves: 2 },
      },
    ],
  },
];
