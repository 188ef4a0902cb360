import { expect, test } from 'vitest';
import type { KnownFolder, SeenFolder } from './folder-identity.ts';
import { isOldDatabase, judgeIdentity } from './folder-identity.ts';

const known: KnownFolder = {
  folderId: 'f1',
  rootDevice: 1n,
  rootInode: 2n,
  remoteIdentity: 'server/anna',
};

const seen: SeenFolder = {
  markerId: 'f1',
  rootDevice: 1n,
  rootInode: 2n,
  remoteIdentity: 'server/anna',
  isDiskProven: false,
};

test('the same folder and server are trusted', () => {
  expect(judgeIdentity(known, seen)).toEqual({ kind: 'trust' });
});

test('without a base both sides are united', () => {
  expect(judgeIdentity(undefined, seen)).toEqual({ kind: 'unite', why: 'first-run' });
});

test('an empty folder of another identity without the marker stops: a disk may not be mounted', () => {
  const empty = { ...seen, markerId: undefined, rootInode: 9n };

  expect(judgeIdentity(known, empty)).toEqual({ kind: 'stop', why: 'local-folder-replaced' });
});

test('another disk in the place of the folder stops, also one with files and a marker: they may be nobody else\u2019s business', () => {
  const other = { ...seen, markerId: 'of another folder', rootDevice: 9n };

  expect(judgeIdentity(known, other)).toEqual({ kind: 'stop', why: 'local-folder-replaced' });
});

test('a folder that lost its marker but holds files is united, so that nothing is deleted', () => {
  expect(judgeIdentity(known, { ...seen, markerId: undefined })).toEqual({ kind: 'unite', why: 'other-local-folder' });
});

test('a folder restored as a whole is united, because its inodes are new', () => {
  expect(judgeIdentity(known, { ...seen, rootInode: 7n })).toEqual({ kind: 'unite', why: 'other-local-folder' });
});

test.each([
  { title: 'proven to be the same is trusted', isDiskProven: true, rootInode: 2n, kind: 'renumber' },
  { title: 'not proven to be the same is united', isDiskProven: false, rootInode: 2n, kind: 'unite' },
  { title: 'with a root of another inode is united', isDiskProven: true, rootInode: 7n, kind: 'unite' },
])('a disk under another number that is $title', ({ isDiskProven, rootInode, kind }) => {
  expect(judgeIdentity(known, { ...seen, rootDevice: 9n, rootInode, isDiskProven }).kind).toBe(kind);
});

test('a disk under another number says nothing about another server', () => {
  const moved = { ...seen, rootDevice: 9n, isDiskProven: true, remoteIdentity: 'other' };

  expect(judgeIdentity(known, moved)).toEqual({ kind: 'unite', why: 'other-server' });
});

test('another server or account is united', () => {
  expect(judgeIdentity(known, { ...seen, remoteIdentity: 'other' })).toEqual({ kind: 'unite', why: 'other-server' });
});

test.each([
  { title: 'the mark of the last session', seen: 'b', isOld: false },
  { title: 'the mark before, after a crash between two writes', seen: 'a', isOld: false },
  { title: 'a mark that the database never saw', seen: 'c', isOld: true },
  { title: 'no mark', seen: undefined, isOld: false },
])('a database is old when the folder has $title: $isOld', ({ seen, isOld }) => {
  expect(isOldDatabase({ mark: 'b', previousMark: 'a' }, seen)).toBe(isOld);
  expect(isOldDatabase({ mark: undefined, previousMark: undefined }, seen)).toBe(false);
});
