import type { Scenario } from './scenario.ts';
import { move, write } from './scenario.ts';

const START = { 'f.txt': 'base', 'other.txt': 'other' };

/** New items that meet at one name, and changes of nothing but metadata. */
export const NEW_ITEMS: readonly Scenario[] = [
  {
    id: 'file L=N R=N, same bytes',
    title: 'a new file with the same bytes on both sides is not transferred',
    start: START,
    local: [write('new.txt', 'same bytes')],
    remote: [write('new.txt', 'same bytes')],
    expected: { tree: { ...START, 'new.txt': 'same bytes' }, counts: {} },
  },
  {
    id: 'file L=N R=N, different bytes',
    title: 'new files with different bytes at one name become two versions, and the server keeps the name',
    start: START,
    local: [write('new.txt', 'new here')],
    remote: [write('new.txt', 'new there')],
    expected: {
      tree: { ...START, 'new.txt': 'new there', 'new (Fassung).txt': 'new here' },
      counts: { downloaded: 1, uploaded: 1, conflicts: 1 },
    },
  },
  {
    id: 'directory L=N R=N',
    title: 'new directories of one name become one with what both hold',
    start: START,
    local: [write('new/here.txt', 'new here'), write('new/deep/both.txt', 'both')],
    remote: [write('new/there.txt', 'new there'), write('new/deep/both.txt', 'both')],
    expected: {
      tree: {
        ...START,
        'new/': '',
        'new/here.txt': 'new here',
        'new/there.txt': 'new there',
        'new/deep/': '',
        'new/deep/both.txt': 'both',
      },
      counts: { downloaded: 1, uploaded: 1 },
    },
  },
  {
    id: 'L=N file R=N directory',
    title: 'a new file gives its name to the new directory on the server',
    start: START,
    local: [write('new.txt', 'new here')],
    remote: [write('new.txt/inner.txt', 'inner there')],
    expected: {
      tree: { ...START, 'new.txt/': '', 'new.txt/inner.txt': 'inner there', 'new (Fassung).txt': 'new here' },
      counts: { conflicts: 1, movedLocal: 1, downloaded: 1, uploaded: 1 },
    },
  },
  {
    id: 'L=N directory R=N file',
    title: 'a new directory gives its name to the new file on the server',
    start: START,
    local: [write('new.txt/inner.txt', 'inner here')],
    remote: [write('new.txt', 'new there')],
    expected: {
      tree: { ...START, 'new.txt': 'new there', 'new.txt (Fassung)/': '', 'new.txt (Fassung)/inner.txt': 'inner here' },
      counts: { conflicts: 1, movedLocal: 1, downloaded: 1, uploaded: 1 },
    },
  },
  {
    id: 'file L=N R=V',
    title: 'a new file gives its name to the file that was moved there on the server',
    start: START,
    local: [write('there.txt', 'new here')],
    remote: [move('f.txt', 'there.txt')],
    expected: {
      tree: { 'other.txt': 'other', 'there.txt': 'base', 'there (Fassung).txt': 'new here' },
      counts: { conflicts: 1, movedLocal: 2, uploaded: 1 },
    },
  },
  {
    id: 'file L=V R=N',
    title: 'a file moved here gives its name to the new file on the server',
    start: START,
    local: [move('f.txt', 'here.txt')],
    remote: [write('here.txt', 'new there')],
    expected: {
      tree: { 'other.txt': 'other', 'here.txt': 'new there', 'here (Fassung).txt': 'base' },
      counts: { conflicts: 1, movedLocal: 1, movedRemote: 1, downloaded: 1 },
    },
  },
  {
    id: 'metadata L=touched R=U',
    title: 'a file that was only touched here is not transferred',
    start: START,
    local: [{ kind: 'touch', path: 'f.txt' }],
    remote: [],
    expected: { tree: START, counts: {} },
  },
  {
    id: 'metadata L=U R=touched',
    title: 'a file that was only touched on another computer is not transferred',
    start: START,
    local: [],
    remote: [{ kind: 'touch', path: 'f.txt' }],
    expected: { tree: START, counts: {} },
  },
  {
    id: 'metadata L=touched R=M',
    title: 'a file that was only touched here takes the edit of the server without a second version',
    start: START,
    local: [{ kind: 'touch', path: 'f.txt' }],
    remote: [write('f.txt', 'written there')],
    expected: { tree: { ...START, 'f.txt': 'written there' }, counts: { downloaded: 1 }, kept: ['base'] },
  },
  {
    id: 'file L=N R=V, same bytes',
    title: 'a new file with the bytes of the file that was moved to its name is adopted',
    start: START,
    local: [write('there.txt', 'base')],
    remote: [move('f.txt', 'there.txt')],
    expected: {
      tree: { 'other.txt': 'other', 'there.txt': 'base' },
      counts: { movedLocal: 1, deletedLocal: 1 },
      kept: ['base'],
    },
  },
  {
    id: 'file L=V R=N, same bytes',
    title: 'a file moved here adopts the new file of the server with the same bytes',
    start: START,
    local: [move('f.txt', 'here.txt')],
    remote: [write('here.txt', 'base')],
    // One version, as the table wants; that it costs a transfer of bytes that are here already is known.
    expected: {
      tree: { 'other.txt': 'other', 'here.txt': 'base' },
      counts: { deletedLocal: 1, downloaded: 1, deletedRemote: 1 },
      kept: ['base'],
    },
  },
];
