import { beforeEach, expect, test } from 'vitest';
import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { parentPath } from '../core/model/relative-path.ts';
import { finish } from '../core/model/steps.ts';
import type { DirectoryReading, LocalEntry } from '../filesystem/filesystem.ts';
import { LocalDiscovery } from './local-discovery.ts';

const { signal } = new AbortController();

/** Inodes of all that is on the disk, by path; directories have a name without an ending. */
let disk: Map<string, number>;
let discovery: LocalDiscovery;

beforeEach(async () => {
  disk = new Map(Object.entries({ '': 1, Akten: 2, 'Akten/a.odt': 3, 'Akten/Alt': 4, 'Akten/Alt/b.odt': 5, Post: 6 }));
  discovery = new LocalDiscovery(
    { readDirectory: async (path) => readDirectory(path), stat: async () => ({ kind: 'absent' }) },
    { isExcluded: (path) => path.endsWith('~'), checkName: () => undefined },
    { nowMs: () => 0 },
  );
  await lookEverywhere();
  discovery.remember();
});

async function lookEverywhere(): Promise<void> {
  await discovery.read({ kind: 'everything' }, signal);
}

async function look(...paths: readonly string[]): Promise<void> {
  await discovery.read({ kind: 'directories', paths: paths as RelativePath[] }, signal);
}

function readDirectory(directory: RelativePath): DirectoryReading {
  const inode = disk.get(directory);
  if (inode === undefined) return { kind: 'absent' };
  const entries = [...disk].flatMap(([path, each]): readonly LocalEntry[] => {
    if (path === '' || parentPath(path as RelativePath) !== directory) return [];
    const name = path.slice(path.lastIndexOf('/') + 1);
    return [{ name, kind: name.includes('.') ? 'file' : 'directory', stamp: toStamp(each) }];
  });
  return { kind: 'read', stamp: toStamp(inode), entries, unreadable: [] };
}

function toStamp(inode: number): LocalStamp {
  return { device: 1n, inode: BigInt(inode), birthNs: 1n, sizeBytes: 1, mtimeNs: 1n, ctimeNs: 1n };
}

function fingerprint(): string {
  return finish(discovery.fingerprint()) ?? 'none';
}

function listUnchanged(known: string): readonly string[] {
  return [...finish(discovery.listUnchanged(known))].toSorted();
}

test('directories that show what was remembered are unchanged, after hints as after a look at everything', async () => {
  const known = fingerprint();
  disk.set('Akten/Alt/b.odt', 9);

  await look('Akten/Alt');
  expect(listUnchanged(known)).toEqual(['', 'Akten', 'Post']);
  await lookEverywhere();
  expect(listUnchanged(known)).toEqual(['', 'Akten', 'Post']);
});

test('one that is new, or has another name, is not', async () => {
  const known = fingerprint();
  disk.delete('Post');
  disk.set('Eingang', 6);

  await lookEverywhere();

  expect(listUnchanged(known)).toEqual(['Akten', 'Akten/Alt']);
});

test('one that is what it was before is unchanged again', async () => {
  const known = fingerprint();
  disk.set('Akten/a.odt', 9);
  await look('Akten');
  disk.set('Akten/a.odt', 3);
  await look('Akten');

  expect(listUnchanged(known)).toEqual(['', 'Akten', 'Akten/Alt', 'Post']);
});

test('one that holds a directory which takes no part does not count', async () => {
  disk.set('Akten/Alt~', 7);
  await lookEverywhere();
  discovery.remember();

  expect(listUnchanged(fingerprint())).toEqual(['', 'Akten/Alt', 'Post']);
});

test('nothing is unchanged since a time that was not remembered', async () => {
  const known = fingerprint();
  disk.set('Akten/Alt/b.odt', 9);
  await lookEverywhere();
  const next = fingerprint();

  expect([listUnchanged(next), listUnchanged('another')]).toEqual([[], []]);
  discovery.remember();
  expect([listUnchanged(known), listUnchanged(next)]).toEqual([[], ['', 'Akten', 'Akten/Alt', 'Post']]);
});

test('nothing is remembered while not everything has been read', () => {
  const known = fingerprint();
  discovery.forget();

  discovery.remember();

  expect(listUnchanged(known)).toEqual([]);
});

test('a directory can be shown without its files, and without being judged', () => {
  const views = finish(discovery.directories(new Set(['', 'Akten'] as RelativePath[])));

  const shown = [...(views ?? [])].map(([path, { items }]) => [path, items.map((item) => item.path)]);
  expect(Object.fromEntries(shown)).toEqual({
    '': ['Akten', 'Post'],
    Akten: ['Akten/Alt'],
    'Akten/Alt': ['Akten/Alt/b.odt'],
    Post: [],
  });
  expect(views?.get('Akten' as RelativePath)?.items[0]?.stamp).toEqual(toStamp(4));
});

test.each([
  ['a file', { inode: 3n, directories: ['Akten'], isThere: true }],
  ['a directory', { inode: 4n, directories: ['Akten'], isThere: true }],
  ['nothing', { inode: 99n, directories: ['Akten', 'Post', ''], isThere: false }],
  ['what lies in another directory', { inode: 5n, directories: ['Akten', 'Post', ''], isThere: false }],
  ['a directory itself', { inode: 6n, directories: ['Post'], isThere: false }],
])('of %s a directory knows by its inode whether it is in it', (_what, { inode, directories, isThere }) => {
  const steps = discovery.hasInode(directories as RelativePath[], new Set([inode, 77n]));

  expect(finish(steps)).toBe(isThere);
});

test('what takes no part is found by its inode, too', async () => {
  disk.set('Akten/Entwurf.odt~', 8);
  await lookEverywhere();

  expect(finish(discovery.hasInode(['Akten' as RelativePath], new Set([8n])))).toBe(true);
});
