import type { Scenario } from './scenario.ts';
import { move, remove, write } from './scenario.ts';

const TREE = { 'dir/': '', 'dir/a.txt': 'a', 'dir/sub/': '', 'dir/sub/b.txt': 'b' };
const RENAMED = { 'here/': '', 'here/a.txt': 'a', 'here/sub/': '', 'here/sub/b.txt': 'b' };
const MOVED = { 'there/': '', 'there/a.txt': 'a', 'there/sub/': '', 'there/sub/b.txt': 'b' };
const PAIR = { 'alpha/': '', 'alpha/a.txt': 'a', 'beta/': '', 'beta/b.txt': 'b' };

/** Every row of the table of directories, but failed listings. */
export const DIRECTORY_ROWS: readonly Scenario[] = [
  {
    id: 'directory L=deleted R=unchanged',
    title: 'a directory deleted here is deleted on the server with all it holds',
    start: TREE,
    local: [remove('dir')],
    remote: [],
    expected: { tree: {}, counts: { deletedRemote: 4 } },
  },
  {
    id: 'directory L=deleted R=child new',
    title: 'a directory deleted here survives with exactly the file that is new in it',
    start: TREE,
    local: [remove('dir')],
    remote: [write('dir/new.txt', 'new there')],
    expected: {
      tree: { 'dir/': '', 'dir/new.txt': 'new there' },
      counts: { downloaded: 1, deletedRemote: 3 },
    },
  },
  {
    id: 'directory L=deleted R=child modified',
    title: 'a directory deleted here survives with exactly the file that was edited in it',
    start: TREE,
    local: [remove('dir')],
    remote: [write('dir/sub/b.txt', 'written there')],
    expected: {
      tree: { 'dir/': '', 'dir/sub/': '', 'dir/sub/b.txt': 'written there' },
      counts: { downloaded: 1, deletedRemote: 1 },
    },
  },
  {
    id: 'directory L=deleted R=child moved out',
    title: 'a file moved out of a directory deleted here is fetched at its new place',
    start: TREE,
    local: [remove('dir')],
    remote: [move('dir/a.txt', 'a.txt')],
    expected: { tree: { 'a.txt': 'a' }, counts: { downloaded: 1, deletedRemote: 3 } },
  },
  {
    id: 'directory L=deleted R=renamed',
    title: 'a directory deleted here and renamed on the server is fetched again with all it holds',
    start: TREE,
    local: [remove('dir')],
    remote: [move('dir', 'there')],
    expected: { tree: MOVED, counts: { downloaded: 2 } },
  },
  {
    id: 'directory L=renamed R=changes inside',
    title: 'a directory renamed here takes the changes of the server with it',
    start: TREE,
    local: [move('dir', 'here')],
    remote: [write('dir/a.txt', 'written there'), remove('dir/sub/b.txt'), write('dir/new.txt', 'new there')],
    expected: {
      tree: { 'here/': '', 'here/a.txt': 'written there', 'here/new.txt': 'new there', 'here/sub/': '' },
      counts: { movedRemote: 1, downloaded: 2, deletedLocal: 1 },
      kept: ['a', 'b'],
    },
  },
  {
    id: 'directory L=changes inside R=renamed',
    title: 'a directory renamed on the server takes the changes made here with it',
    start: TREE,
    local: [write('dir/a.txt', 'written here'), remove('dir/sub/b.txt'), write('dir/new.txt', 'new here')],
    remote: [move('dir', 'there')],
    expected: {
      tree: { 'there/': '', 'there/a.txt': 'written here', 'there/new.txt': 'new here', 'there/sub/': '' },
      counts: { movedLocal: 1, uploaded: 2, deletedRemote: 1 },
    },
  },
  {
    id: 'directory L=renamed R=renamed differently',
    title: 'a directory renamed differently on both sides gets the name of the server',
    start: TREE,
    local: [move('dir', 'here')],
    remote: [move('dir', 'there')],
    expected: { tree: MOVED, counts: { movedLocal: 1 } },
  },
  {
    id: 'directory L=renamed R=deleted',
    title: 'a directory renamed here and deleted on the server is uploaded as new',
    start: TREE,
    local: [move('dir', 'here')],
    remote: [remove('dir')],
    expected: { tree: RENAMED, counts: { uploaded: 2 } },
  },
  {
    id: 'directory L=file created inside R=deleted',
    title: 'a directory deleted on the server comes back with only the file that is new here',
    start: TREE,
    local: [write('dir/sub/new.txt', 'new here')],
    remote: [remove('dir')],
    expected: {
      tree: { 'dir/': '', 'dir/sub/': '', 'dir/sub/new.txt': 'new here' },
      counts: { uploaded: 1, deletedLocal: 2 },
      kept: ['a', 'b'],
    },
  },
  {
    id: 'directory L=file moved inside R=deleted',
    title: 'a directory deleted on the server comes back with only the file that was moved into it here',
    start: { ...TREE, 'f.txt': 'base' },
    local: [move('f.txt', 'dir/f.txt')],
    remote: [remove('dir')],
    expected: {
      tree: { 'dir/': '', 'dir/f.txt': 'base' },
      counts: { movedRemote: 1, deletedLocal: 3 },
      kept: ['a', 'b'],
    },
  },
  {
    id: 'directory L=alpha under beta R=beta under alpha',
    title: 'when two directories were moved into each other, the move made here is taken back',
    start: PAIR,
    local: [move('alpha', 'beta/alpha')],
    remote: [move('beta', 'alpha/beta')],
    expected: {
      tree: { 'alpha/': '', 'alpha/a.txt': 'a', 'alpha/beta/': '', 'alpha/beta/b.txt': 'b' },
      counts: { movedLocal: 2 },
    },
  },
  {
    id: 'directory L=alpha under beta R=beta deleted',
    title: 'a directory deleted on the server comes back as an empty shell for the one moved into it here',
    start: PAIR,
    local: [move('alpha', 'beta/alpha')],
    remote: [remove('beta')],
    expected: {
      tree: { 'beta/': '', 'beta/alpha/': '', 'beta/alpha/a.txt': 'a' },
      counts: { movedRemote: 1, deletedLocal: 1 },
      kept: ['b'],
    },
  },
  {
    id: 'directory L=beta deleted R=alpha under beta',
    title: 'a directory deleted here comes back as an empty shell for the one moved into it on the server',
    start: PAIR,
    local: [remove('beta')],
    remote: [move('alpha', 'beta/alpha')],
    expected: {
      tree: { 'beta/': '', 'beta/alpha/': '', 'beta/alpha/a.txt': 'a' },
      counts: { movedLocal: 1, deletedRemote: 1 },
    },
  },
  {
    id: 'directory L=holds ignored files R=deleted',
    title: 'a directory deleted on the server stays here for its ignored files and is not uploaded again',
    start: TREE,
    local: [write('dir/half.part', 'ignored')],
    remote: [remove('dir')],
    expected: {
      tree: {},
      here: { 'dir/': '', 'dir/half.part': 'ignored' },
      counts: { deletedLocal: 3 },
      kept: ['a', 'b'],
    },
  },
  {
    id: 'directory L=replaced by a link R=unchanged',
    title: 'a directory replaced by a symbolic link is not deleted on the server',
    start: TREE,
    local: [{ kind: 'replace-by-link', path: 'dir' }],
    remote: [],
    expected: { tree: TREE, here: {}, counts: {} },
  },
  {
    id: 'directory L=replaced by a link R=changes inside',
    title: 'changes below a directory that was replaced by a symbolic link here are not fetched',
    start: TREE,
    local: [{ kind: 'replace-by-link', path: 'dir' }],
    remote: [write('dir/a.txt', 'written there')],
    expected: { tree: { ...TREE, 'dir/a.txt': 'written there' }, here: {}, counts: {} },
  },
];
