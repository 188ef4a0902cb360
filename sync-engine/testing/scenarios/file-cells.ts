import type { Counts, Scenario, Step } from './scenario.ts';
import { move, remove, write } from './scenario.ts';

const FILE = 'f.txt';
const START = { [FILE]: 'base', 'other.txt': 'other' };

/** What a person does to the file, by the letter of the decision table. */
const LOCAL: Readonly<Record<string, readonly Step[]>> = {
  U: [],
  M: [write(FILE, 'written here')],
  D: [remove(FILE)],
  V: [move(FILE, 'here.txt')],
  VM: [move(FILE, 'here.txt'), write('here.txt', 'written here')],
  T: [remove(FILE), write(`${FILE}/inner-here.txt`, 'inner here')],
};
const REMOTE: Readonly<Record<string, readonly Step[]>> = {
  U: [],
  M: [write(FILE, 'written there')],
  D: [remove(FILE)],
  V: [move(FILE, 'there.txt')],
  VM: [move(FILE, 'there.txt'), write('there.txt', 'written there')],
  T: [remove(FILE), write(`${FILE}/inner-there.txt`, 'inner there')],
};

const HERE = 'written here';
const THERE = 'written there';
const OWN_DIRECTORY = { 'f.txt/': '', 'f.txt/inner-here.txt': 'inner here' };
const THEIR_DIRECTORY = { 'f.txt/': '', 'f.txt/inner-there.txt': 'inner there' };
const SECOND_DIRECTORY = { 'f.txt (Fassung)/': '', 'f.txt (Fassung)/inner-here.txt': 'inner here' };

type CellName = `${string}/${string}`;
type Outcome = readonly [title: string, tree: Readonly<Record<string, string>>, counts: Counts, kept?: string];

const CELLS: Readonly<Record<CellName, Outcome>> = {
  'U/U': ['a file that nobody changed is left alone', { 'f.txt': 'base' }, {}],
  'U/M': ['a file edited on the server is downloaded', { 'f.txt': THERE }, { downloaded: 1 }, 'base'],
  'U/D': ['a file deleted on the server goes to the safety store', {}, { deletedLocal: 1 }, 'base'],
  'U/V': ['a file moved on the server is moved here', { 'there.txt': 'base' }, { movedLocal: 1 }],
  'U/VM': [
    'a file moved and edited on the server is moved here, then downloaded',
    { 'there.txt': THERE },
    { movedLocal: 1, downloaded: 1 },
    'base',
  ],
  'U/T': [
    'a file that became a directory on the server becomes one here',
    THEIR_DIRECTORY,
    { deletedLocal: 1, downloaded: 1 },
    'base',
  ],
  'M/U': ['a file edited here is uploaded', { 'f.txt': HERE }, { uploaded: 1 }],
  'M/M': [
    'a file edited differently on both sides exists in two versions, and the server keeps the name',
    { 'f.txt': THERE, 'f (Fassung).txt': HERE },
    { downloaded: 1, uploaded: 1, conflicts: 1 },
  ],
  'M/D': ['a file edited here and deleted on the server is uploaded again', { 'f.txt': HERE }, { uploaded: 1 }],
  'M/V': [
    'a file edited here and moved on the server is uploaded at its new place',
    { 'there.txt': HERE },
    { movedLocal: 1, uploaded: 1 },
  ],
  'M/VM': [
    'a file edited on both sides and moved on the server exists in two versions at its new place',
    { 'there.txt': THERE, 'there (Fassung).txt': HERE },
    { movedLocal: 1, downloaded: 1, uploaded: 1, conflicts: 1 },
  ],
  'M/T': [
    'a file edited here lives on beside the directory that took its name on the server',
    { ...THEIR_DIRECTORY, 'f (Fassung).txt': HERE },
    { conflicts: 1, movedLocal: 1, downloaded: 1, uploaded: 1 },
  ],
  'D/U': ['a file deleted here is deleted on the server', {}, { deletedRemote: 1 }],
  'D/M': ['a file deleted here and edited on the server comes back', { 'f.txt': THERE }, { downloaded: 1 }],
  'D/D': ['a file deleted on both sides is forgotten', {}, {}],
  'D/V': [
    'a file deleted here and moved on the server comes back at its new place',
    { 'there.txt': 'base' },
    { downloaded: 1 },
  ],
  'D/VM': [
    'a file deleted here, moved and edited on the server comes back at its new place',
    { 'there.txt': THERE },
    { downloaded: 1 },
  ],
  'D/T': ['a directory that took the name of a file deleted here is fetched', THEIR_DIRECTORY, { downloaded: 1 }],
  'V/U': ['a file moved here is moved on the server', { 'here.txt': 'base' }, { movedRemote: 1 }],
  'V/M': [
    'a file moved here and edited on the server is moved there, then downloaded',
    { 'here.txt': THERE },
    { movedRemote: 1, downloaded: 1 },
    'base',
  ],
  'V/D': [
    'a file moved here and deleted on the server is uploaded at its new place',
    { 'here.txt': 'base' },
    { uploaded: 1 },
  ],
  'V/V': [
    'a file renamed differently on both sides gets the name of the server',
    { 'there.txt': 'base' },
    { movedLocal: 1 },
  ],
  'V/VM': [
    'a file moved on both sides and edited on the server gets its place and its bytes',
    { 'there.txt': THERE },
    { movedLocal: 1, downloaded: 1 },
    'base',
  ],
  'V/T': [
    'a file moved here lives on beside the directory that took its old name on the server',
    { ...THEIR_DIRECTORY, 'here.txt': 'base' },
    { uploaded: 1, downloaded: 1 },
  ],
  'VM/U': [
    'a file moved and edited here is moved on the server, then uploaded',
    { 'here.txt': HERE },
    { movedRemote: 1, uploaded: 1 },
  ],
  'VM/M': [
    'a file moved here and edited on both sides exists in two versions at its new place',
    { 'here.txt': THERE, 'here (Fassung).txt': HERE },
    { movedRemote: 1, downloaded: 1, uploaded: 1, conflicts: 1 },
  ],
  'VM/D': ['a file moved and edited here and deleted on the server is uploaded', { 'here.txt': HERE }, { uploaded: 1 }],
  'VM/V': [
    'a file moved on both sides and edited here gets the place of the server and the bytes from here',
    { 'there.txt': HERE },
    { movedLocal: 1, uploaded: 1 },
  ],
  'VM/VM': [
    'a file moved and edited on both sides exists in two versions at the place of the server',
    { 'there.txt': THERE, 'there (Fassung).txt': HERE },
    { movedLocal: 1, downloaded: 1, uploaded: 1, conflicts: 1 },
  ],
  'VM/T': [
    'a file moved and edited here lives on beside the directory that took its old name on the server',
    { ...THEIR_DIRECTORY, 'here.txt': HERE },
    { uploaded: 1, downloaded: 1 },
  ],
  'T/U': [
    'a file that became a directory here becomes one on the server',
    OWN_DIRECTORY,
    { deletedRemote: 1, uploaded: 1 },
  ],
  'T/M': [
    'a file edited on the server keeps its name, and the directory made here in its place is renamed',
    { ...SECOND_DIRECTORY, 'f.txt': THERE },
    { conflicts: 1, movedLocal: 1, downloaded: 1, uploaded: 1 },
  ],
  'T/D': ['a directory made here in place of a file deleted on the server is uploaded', OWN_DIRECTORY, { uploaded: 1 }],
  'T/V': [
    'a file moved on the server is fetched there, and the directory made here in its place is uploaded',
    { ...OWN_DIRECTORY, 'there.txt': 'base' },
    { downloaded: 1, uploaded: 1 },
  ],
  'T/VM': [
    'a file moved and edited on the server is fetched, and the directory made here in its place is uploaded',
    { ...OWN_DIRECTORY, 'there.txt': THERE },
    { downloaded: 1, uploaded: 1 },
  ],
  'T/T': [
    'a file that became a directory on both sides becomes one directory with what both hold',
    { ...OWN_DIRECTORY, ...THEIR_DIRECTORY },
    { downloaded: 1, uploaded: 1 },
  ],
};

const VARIANTS: readonly Scenario[] = [
  {
    id: 'file L=M R=M, equal bytes',
    title: 'a file edited to the same bytes on both sides is not transferred',
    start: START,
    local: [write(FILE, 'same bytes')],
    remote: [write(FILE, 'same bytes')],
    expected: { tree: { ...START, [FILE]: 'same bytes' }, counts: {} },
  },
  {
    id: 'file L=M R=M, equal sizes',
    title: 'edits that leave the size as it was are noticed on both sides',
    start: START,
    local: [write(FILE, 'mine')],
    remote: [write(FILE, 'your')],
    expected: {
      tree: { ...START, [FILE]: 'your', 'f (Fassung).txt': 'mine' },
      counts: { downloaded: 1, uploaded: 1, conflicts: 1 },
    },
  },
  {
    id: 'file L=V R=V, same target',
    title: 'a file moved to the same place on both sides is left alone',
    start: START,
    local: [move(FILE, 'new/place.txt')],
    remote: [move(FILE, 'new/place.txt')],
    expected: { tree: { 'new/': '', 'new/place.txt': 'base', 'other.txt': 'other' }, counts: {} },
  },
  {
    id: 'file L=V R=V, name and directory',
    title: 'a file renamed here and moved to a directory on the server gets both',
    start: { ...START, 'there/': '' },
    local: [move(FILE, 'here.txt')],
    remote: [move(FILE, 'there/f.txt')],
    expected: {
      tree: { 'there/': '', 'there/here.txt': 'base', 'other.txt': 'other' },
      counts: { movedLocal: 1, movedRemote: 1 },
    },
  },
];

/** Every cell of the table of files: what was done here × what was done on the other computer. */
export const FILE_CELLS: readonly Scenario[] = [...Object.entries(CELLS).map(toScenario), ...VARIANTS];

function toScenario([cell, [title, tree, counts, kept]]: [string, Outcome]): Scenario {
  const [local = '', remote = ''] = cell.split('/');
  return {
    id: `file L=${local} R=${remote}`,
    title,
    start: START,
    local: LOCAL[local] ?? [],
    remote: REMOTE[remote] ?? [],
    expected: { tree: { ...tree, 'other.txt': 'other' }, counts, ...(kept === undefined ? {} : { kept: [kept] }) },
  };
}
