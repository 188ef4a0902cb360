import { expect, test } from 'vitest';
import { toNodeId } from '../model/ids.ts';
import type { LocalItem, LocalStamp, NodeKind } from '../model/observation.ts';
import { parseRelativePath } from '../model/relative-path.ts';
import type { RelativePath } from '../model/relative-path.ts';
import type { KnownLocal, LocalIdentityInput } from './local-identity.ts';
import { identifyLocal } from './local-identity.ts';

function path(text: string): RelativePath {
  return parseRelativePath(text) ?? expect.fail(`not a path: ${text}`);
}

function stamp(inode: number, changes: Partial<LocalStamp> = {}): LocalStamp {
  return {
    device: 1n,
    inode: BigInt(inode),
    birthNs: BigInt(inode) * 10n,
    sizeBytes: 5,
    mtimeNs: 1n,
    ctimeNs: 1n,
    ...changes,
  };
}

function item(text: string, inode: number, kind: NodeKind = 'file'): LocalItem {
  return { path: path(text), kind, stamp: stamp(inode) };
}

function touched(text: string, inode: number, changes: Partial<LocalStamp>): LocalItem {
  return { path: path(text), kind: 'file', stamp: stamp(inode, changes) };
}

function known(
  id: number,
  parentId: number,
  [name, inode, kind = 'file']: readonly [string, number, NodeKind?],
): KnownLocal {
  return { id: toNodeId(id), parentId: toNodeId(parentId), name, kind, stamp: stamp(inode) };
}

/** Ids by path; new items get 100, 101 … */
function identify(
  items: readonly LocalItem[],
  base: readonly KnownLocal[],
  { hasStableInodes = true, expected = [] }: Partial<LocalIdentityInput> = {},
): Record<string, number> {
  let next = 100;
  const newId = (): ReturnType<typeof toNodeId> => toNodeId(next++);
  const ids = identifyLocal({ items, known: base, expected, hasStableInodes, newId });
  return Object.fromEntries([...ids].filter(([at]) => at !== ''));
}

test('a file that was renamed is recognised by its inode', () => {
  expect(identify([item('b', 7)], [known(1, 0, ['a', 7])])).toEqual({ b: 1 });
});

test('a file saved by writing a new one over its name stays the same file', () => {
  expect(identify([item('a', 8)], [known(1, 0, ['a', 7])])).toEqual({ a: 1 });
});

test('a file saved with a backup of the old version stays the same file; the backup is new', () => {
  expect(identify([item('a', 8), item('a.bak', 7)], [known(1, 0, ['a', 7])])).toEqual({ a: 1, 'a.bak': 100 });
});

test('two files that changed names are recognised as two moves', () => {
  expect(identify([item('a', 8), item('b', 7)], [known(1, 0, ['a', 7]), known(2, 0, ['b', 8])])).toEqual({
    a: 2,
    b: 1,
  });
});

test.each([
  { what: 'was noted before', places: [0, 1] },
  { what: 'was noted after', places: [1, 0] },
])('a file that was renamed is recognised though a deleted one had its inode, and $what', ({ places }) => {
  const renamed = { ...known(1, 0, ['a', 7]), stamp: stamp(7, { birthNs: 2n }) };
  const deleted = { ...known(2, 0, ['d', 7]), stamp: stamp(7, { birthNs: 1n }) };
  const base = places.flatMap((place) => [renamed, deleted][place] ?? []);

  expect(identify([touched('b', 7, { birthNs: 2n })], base)).toEqual({ b: 1 });
});

test('a file moved over another is the moved one; the other is gone', () => {
  expect(identify([item('a', 8)], [known(1, 0, ['a', 7]), known(2, 0, ['b', 8])])).toEqual({ a: 2 });
});

test('an inode that was given to a new file proves no move', () => {
  const reused = touched('b', 7, { birthNs: 999n });

  expect(identify([reused], [known(1, 0, ['a', 7])])).toEqual({ b: 100 });
});

test('without birth times, size and time must agree before an inode proves a move', () => {
  const base = [{ ...known(1, 0, ['a', 7]), stamp: stamp(7, { birthNs: 0n }) }];

  expect(identify([touched('b', 7, { birthNs: 0n })], base)).toEqual({ b: 1 });
  expect(identify([touched('b', 7, { birthNs: 0n, sizeBytes: 6 })], base)).toEqual({ b: 100 });
});

test('hard links share an inode: none of them is a move, and the one at its old place stays', () => {
  const base = [known(1, 0, ['a', 7])];

  expect(identify([item('b', 7), item('c', 7)], base)).toEqual({ b: 100, c: 101 });
  expect(identify([item('a', 7), item('b', 7)], base)).toEqual({ a: 1, b: 100 });
});

test('a renamed directory is recognised, and its content by its place in it', () => {
  const base = [known(1, 0, ['d', 5, 'directory']), known(2, 1, ['f', 7])];

  expect(identify([item('e', 5, 'directory'), item('e/f', 70)], base)).toEqual({ e: 1, 'e/f': 2 });
});

test('a new directory under the name of one that was moved away is new', () => {
  const items = [item('d', 6, 'directory'), item('old', 5, 'directory')];

  expect(identify(items, [known(1, 0, ['d', 5, 'directory'])])).toEqual({ d: 100, old: 1 });
});

test('a directory that was restored with new inodes is recognised by its place', () => {
  const base = [known(1, 0, ['d', 5, 'directory']), known(2, 1, ['f', 7])];

  expect(identify([item('d', 50, 'directory'), item('d/f', 70)], base)).toEqual({ d: 1, 'd/f': 2 });
});

test('a file where a directory was is a new item', () => {
  expect(identify([item('d', 8)], [known(1, 0, ['d', 5, 'directory'])])).toEqual({ d: 100 });
});

test('where inodes are made up, only places count', () => {
  expect(identify([item('b', 7)], [known(1, 0, ['a', 7])], { hasStableInodes: false })).toEqual({ b: 100 });
});

test('a file that got the number of one whose deletion is not agreed on yet is found where it moved, too', () => {
  const deleted = known(1, 0, ['b', 5]);
  const successor = { ...known(2, 0, ['c', 5]), stamp: stamp(5, { birthNs: 99n }) };
  const moved = touched('a', 5, { birthNs: 99n });

  for (const both of [
    [deleted, successor],
    [successor, deleted],
  ]) {
    const ids = identifyLocal({
      items: [moved],
      known: both,
      expected: [],
      hasStableInodes: true,
      newId: () => toNodeId(9),
    });
    expect(ids.get(path('a'))).toBe(2);
  }
});

test('of two known directories with one inode, what is here is the younger, wherever it is', () => {
  const base = [known(1, 0, ['old', 10, 'directory']), known(2, 0, ['new', 10, 'directory'])];

  expect(identify([item('new', 10, 'directory')], base)).toEqual({ new: 2 });
  expect(identify([item('elsewhere', 10, 'directory')], base)).toEqual({ elsewhere: 2 });
});

test('of two items that were agreed on at one place, what is there is the one that was born with it', () => {
  const left = { ...known(2, 0, ['a', 7]), stamp: stamp(7, { birthNs: 1n }) };
  const came = { ...known(1, 0, ['a', 7]), stamp: stamp(7, { birthNs: 2n }) };

  for (const base of [
    [left, came],
    [came, left],
  ]) {
    expect(identify([touched('a', 7, { birthNs: 2n })], base)).toEqual({ a: 1 });
  }
});

test('a file that we moved is the same file, whatever has its old name or had its new one', () => {
  const base = [known(1, 0, ['a', 7]), known(2, 0, ['b', 8])];
  const expected = [{ nodeId: toNodeId(1), path: path('b'), parentId: undefined }];

  expect(identify([item('a', 9), item('b', 7)], base)).toEqual({ a: 1, b: 2 });
  expect(identify([item('a', 9), item('b', 7)], base, { expected })).toEqual({ a: 100, b: 1 });
});

test('a file that has the place of a begun move and is another one was not moved there', () => {
  const expected = [{ nodeId: toNodeId(1), path: path('b'), parentId: undefined }];

  expect(identify([item('a', 7), item('b', 8)], [known(1, 0, ['a', 7])], { expected })).toEqual({ a: 1, b: 100 });
});

test('a file that we moved is the same file also when its directory got another name after that', () => {
  const base = [known(1, 0, ['a', 7]), known(2, 0, ['old', 8, 'directory'])];
  const items = [item('a', 9), item('new', 8, 'directory'), item('new/b', 7)];
  const expected = [{ nodeId: toNodeId(1), path: path('old/b'), parentId: toNodeId(2) }];

  expect(identify(items, base)).toEqual({ a: 1, new: 2, 'new/b': 100 });
  expect(identify(items, base, { expected })).toEqual({ a: 100, new: 2, 'new/b': 1 });
});
