import type { FileTree } from '#sync-engine/testing/scenarios/scenario.ts';
import { move, remove, write } from '#sync-engine/testing/scenarios/scenario.ts';
import type { CatalogueEntry, CatalogueStep, Round } from './entry.ts';

const BACK_AT_ONCE =
  'what the server keeps comes back here at once, beside what stays at the new place; the official client leaves the old place empty here';

const FILES: FileTree = {
  normal: 'normal',
  cannotBeRemoved: 'fixed',
  canBeRemoved: 'loose',
  cannotBeModified: 'original',
  canBeModified: 'open',
};
const START: FileTree = {
  ...inDirectory('normal', FILES),
  'normal/subdir/inner': 'inner',
  ...inDirectory('readonly', FILES),
  'readonly/subdir/subsubdir/file': 'file',
  'allowed/other': 'other',
};
const LETTERS: Readonly<Record<string, string>> = {
  normal: 'CKDNV',
  'normal/subdir': 'CKDNV',
  readonly: 'M',
  ...inDirectory('normal', lettersOfFiles()),
  ...inDirectory('readonly', lettersOfFiles()),
  'readonly/subdir': 'CK',
  'readonly/subdir/subsubdir': 'CKDNV',
};

function lettersOfFiles(): Readonly<Record<string, string>> {
  return { normal: 'WVND', cannotBeRemoved: 'WVN', canBeRemoved: 'D', cannotBeModified: 'DVN', canBeModified: 'W' };
}

function inDirectory(directory: string, values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${directory}/${name}`, value]));
}

/** The server begins to show these letters, and to refuse everything else. Nothing is sent or fetched for that. */
function permit(letters: Readonly<Record<string, string>> = LETTERS): Round {
  const steps = Object.entries(letters).map(([path, allowed]): CatalogueStep => ({
    kind: 'permit',
    path,
    letters: allowed,
  }));
  return { there: steps, requests: {} };
}

interface Act {
  readonly id: string;
  readonly what: string;
  readonly as?: CatalogueEntry['as'];
  readonly letters?: Readonly<Record<string, string>>;
  readonly rounds: readonly Round[];
}

/** Both sides are equal and the letters are known; then somebody does something here. */
function act({ id, what, as, letters, rounds }: Act): CatalogueEntry {
  return { id, what, as: as ?? 'official', start: START, rounds: [permit(letters), ...rounds] };
}

/** What a person may not do on the server. Nothing of it is sent. */
export const PERMISSIONS: readonly CatalogueEntry[] = [
  {
    id: 'PERM-01',
    what: 'files come whatever is allowed with them',
    as: {
      better:
        'they stay writable here: programs save by rename past a mark on the disk, a stale mark would lock people out, and an edit that is not allowed lives on as a second version',
    },
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
  act({
    id: 'PERM-02',
    what: 'a file that may not be deleted comes back',
    rounds: [
      { here: [remove('normal/cannotBeRemoved'), remove('readonly/cannotBeRemoved')], requests: { downloads: 2 } },
      { requests: {} },
    ],
  }),
  act({
    id: 'PERM-03',
    what: 'a file that may be deleted is deleted on the server',
    rounds: [
      {
        here: [remove('normal/canBeRemoved'), remove('readonly/canBeRemoved')],
        change: { 'normal/canBeRemoved': null, 'readonly/canBeRemoved': null },
        requests: { removes: 2 },
      },
    ],
  }),
  act({
    id: 'PERM-04',
    what: 'an edit of a file that may not be written lives on beside the server’s version, where new files are taken there too',
    rounds: [
      {
        here: [write('normal/cannotBeModified', 'edited'), write('readonly/cannotBeModified', 'edited too')],
        change: { 'normal/cannotBeModified (v1)': 'edited' },
        changeHere: { 'readonly/cannotBeModified (v1)': 'edited too' },
        requests: { uploads: 1, downloads: 2 },
        conflicts: 2,
        problems: { 'readonly/cannotBeModified (v1)': 'change-not-permitted' },
      },
    ],
  }),
  act({
    id: 'PERM-05',
    what: 'an edit of a file that may be written is sent',
    rounds: [
      {
        here: [write('normal/canBeModified', 'edited'), write('readonly/canBeModified', 'edited too')],
        change: { 'normal/canBeModified': 'edited', 'readonly/canBeModified': 'edited too' },
        requests: { uploads: 2 },
      },
    ],
  }),
  act({
    id: 'PERM-06',
    what: 'a new file in a directory that takes it is sent',
    rounds: [{ here: [write('normal/new', 'new')], change: { 'normal/new': 'new' } }],
  }),
  act({
    id: 'PERM-07',
    what: 'a new file in a directory that takes none stays here, is told, and is sent when the directory takes it',
    rounds: [
      {
        here: [write('readonly/new', 'new')],
        changeHere: { 'readonly/new': 'new' },
        requests: {},
        problems: { 'readonly/new': 'change-not-permitted' },
      },
      {
        restart: 'crash',
        there: [{ kind: 'permit', path: 'readonly', letters: 'CK' }],
        changeThere: { 'readonly/new': 'new' },
        requests: { uploads: 1 },
      },
    ],
  }),
  act({
    id: 'PERM-08',
    what: 'of a directory that may not be deleted, what may be deleted goes and the rest comes back',
    rounds: [
      {
        here: [remove('readonly')],
        change: {
          'readonly/normal': null,
          'readonly/canBeRemoved': null,
          'readonly/cannotBeModified': null,
          'readonly/subdir/subsubdir/file': null,
          'readonly/subdir/': '',
        },
        requests: { downloads: 2, removes: 4 },
      },
    ],
  }),
  act({
    id: 'PERM-09',
    what: 'a directory that may not leave its place comes back there, and what it held goes on at the new place',
    rounds: [
      {
        here: [move('readonly/subdir', 'normal/taken')],
        change: {
          'readonly/subdir/subsubdir/file': null,
          'readonly/subdir/': '',
          'normal/taken/subsubdir/file': 'file',
        },
        requests: { moves: 1 },
      },
    ],
  }),
  act({
    id: 'PERM-10',
    what: 'a directory that may not be renamed, where no other can be made, comes back; the renamed one stays here',
    rounds: [
      {
        here: [move('readonly/subdir', 'readonly/renamed')],
        changeHere: { 'readonly/renamed/subsubdir/file': 'file' },
        requests: { downloads: 1 },
        problems: { 'readonly/renamed': 'change-not-permitted' },
      },
    ],
  }),
  act({
    id: 'PERM-11',
    what: 'a directory moved into one that takes none stays there here, and comes back at its old place',
    as: { better: BACK_AT_ONCE },
    rounds: [
      {
        here: [move('normal/subdir', 'readonly/moved')],
        changeHere: { 'readonly/moved/inner': 'inner' },
        requests: { downloads: 1 },
        problems: { 'readonly/moved': 'change-not-permitted' },
      },
    ],
  }),
  act({
    id: 'PERM-12',
    what: 'a second edit of a file that may not be written lives on as another version',
    rounds: [
      {
        here: [write('normal/cannotBeModified', 'edited')],
        change: { 'normal/cannotBeModified (v1)': 'edited' },
        conflicts: 1,
      },
      {
        here: [write('normal/cannotBeModified', 'edited twice')],
        change: { 'normal/cannotBeModified (v2)': 'edited twice' },
        conflicts: 2,
      },
    ],
  }),
  act({
    id: 'PERM-13',
    what: 'a file that may not be renamed is made anew under its new name',
    letters: { normal: 'WDVCK', 'normal/normal': 'WDV' },
    rounds: [
      {
        here: [move('normal/normal', 'normal/renamed')],
        change: { 'normal/normal': null, 'normal/renamed': 'normal' },
        requests: { uploads: 1, removes: 1 },
      },
    ],
  }),
  act({
    id: 'PERM-14',
    what: 'a directory that may not be renamed is made anew, and what it holds is moved there',
    letters: { normal: 'WDVCK', 'normal/subdir': 'WDVCK', 'normal/subdir/inner': 'WDV' },
    rounds: [
      {
        here: [move('normal/subdir', 'normal/renamed')],
        change: { 'normal/subdir/': null, 'normal/renamed/inner': 'inner' },
        requests: { moves: 1, removes: 1 },
      },
    ],
  }),
  act({
    id: 'PERM-15',
    what: 'a file that may not be moved is made anew at its new place',
    letters: { normal: 'WDNCK', 'normal/normal': 'WDN' },
    rounds: [
      {
        here: [move('normal/normal', 'allowed/normal')],
        change: { 'normal/normal': null, 'allowed/normal': 'normal' },
        requests: { uploads: 1, removes: 1 },
      },
    ],
  }),
  act({
    id: 'PERM-16',
    what: 'a directory that may not be moved is made anew at its new place, with all it holds',
    letters: { normal: 'WDNCK', 'normal/subdir': 'WDNCK', 'normal/subdir/inner': 'WDN' },
    rounds: [
      {
        here: [move('normal/subdir', 'allowed/subdir')],
        change: { 'normal/subdir/': null, 'allowed/subdir/inner': 'inner' },
        requests: { uploads: 1, removes: 1 },
      },
    ],
  }),
  act({
    id: 'PERM-17',
    what: 'a file moved into a directory that takes none stays there here, and comes back at its old place',
    as: { better: BACK_AT_ONCE },
    letters: { normal: 'WDNVK' },
    rounds: [
      {
        here: [move('allowed/other', 'normal/other')],
        changeHere: { 'normal/other': 'other' },
        requests: { downloads: 1 },
        problems: { 'normal/other': 'change-not-permitted' },
      },
    ],
  }),
  act({
    id: 'PERM-18',
    what: 'so does a file from a directory that is looked at later',
    letters: { normal: 'WDNVK' },
    rounds: [
      {
        here: [move('readonly/normal', 'normal/moved')],
        changeHere: { 'normal/moved': 'normal' },
        requests: { downloads: 1 },
        problems: { 'normal/moved': 'change-not-permitted' },
      },
    ],
  }),
  act({
    id: 'PERM-19',
    what: 'a directory moved into one that takes directories only is moved',
    letters: { allowed: 'WDNVK' },
    rounds: [
      {
        here: [move('normal/subdir', 'allowed/subdir')],
        change: { 'normal/subdir/': null, 'allowed/subdir/inner': 'inner' },
        requests: { moves: 1 },
      },
    ],
  }),
  act({
    id: 'PERM-20',
    what: 'a directory moved into one that takes no directories stays there here, and comes back at its old place',
    as: { better: BACK_AT_ONCE },
    letters: { allowed: 'WDNVC' },
    rounds: [
      {
        here: [move('normal/subdir', 'allowed/subdir')],
        changeHere: { 'allowed/subdir/inner': 'inner' },
        requests: { downloads: 1 },
        problems: { 'allowed/subdir': 'change-not-permitted' },
      },
    ],
  }),
  act({
    id: 'PERM-21',
    what: 'files and their directories that may be renamed and nothing else are renamed',
    letters: { normal: 'NSV', 'normal/subdir': 'NSV', 'normal/subdir/inner': 'NSV' },
    rounds: [
      {
        here: [move('normal/subdir/inner', 'normal/subdir/renamed'), move('normal/subdir', 'normal/other')],
        change: { 'normal/subdir/': null, 'normal/other/renamed': 'inner' },
        requests: { moves: 2 },
      },
    ],
  }),
];
