import { expect, test } from 'vitest';
import type { LocalStamp } from '../core/model/observation.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import { finish } from '../core/model/steps.ts';
import type { DirectoryReading, LocalEntry, UnreadableEntry } from '../filesystem/filesystem.ts';
import { LocalDiscovery } from './local-discovery.ts';
import { isSameReading as areSame, packReading } from './packed-reading.ts';

const stamp: LocalStamp = { device: 1n, inode: 2n, birthNs: 3n, sizeBytes: 4, mtimeNs: 5n, ctimeNs: 6n };
const entry: LocalEntry = { name: 'Bescheid.odt', kind: 'file', stamp };

function read(
  entries: readonly LocalEntry[] = [entry],
  unreadable: readonly UnreadableEntry['reason'][] = [],
  own: LocalStamp = stamp,
): DirectoryReading {
  return { kind: 'read', stamp: own, entries, unreadable: unreadable.map((reason) => ({ name: 'b', reason })) };
}

const CHANGES: readonly Partial<LocalStamp>[] = [
  { device: 9n },
  { inode: 9n },
  { birthNs: 9n },
  { sizeBytes: 9 },
  { mtimeNs: 9n },
  { ctimeNs: 9n },
];

test('two readings that show the very same are the same', () => {
  const one = read([{ ...entry, stamp: { ...stamp } }], ['unreadable'], { ...stamp });

  expect(isSameReading(one, read([entry], ['unreadable']))).toBe(true);
});

test.each(CHANGES)('%o of an item, or of the directory, makes another reading', (change) => {
  const touched = { ...stamp, ...change };

  expect(isSameReading(read([{ ...entry, stamp: touched }]), read())).toBe(false);
  expect(isSameReading(read([entry], [], touched), read())).toBe(false);
});

test.each<readonly [string, DirectoryReading]>([
  ['another name', read([{ ...entry, name: 'bescheid.odt' }])],
  ['another kind', read([{ ...entry, kind: 'directory' }])],
  ['a neighbour', read([entry, { ...entry, name: 'b' }])],
  ['no item at all', read([])],
  ['an item that cannot be read', read([entry], ['unreadable'])],
  ['no directory any more', { kind: 'absent' }],
])('%s makes another reading', (_what, other) => {
  expect(isSameReading(read(), other)).toBe(false);
  expect(isSameReading(other, read())).toBe(false);
});

test('an item that cannot be read for another reason makes another reading', () => {
  expect(isSameReading(read([], ['unreadable']), read([], ['other-file-system']))).toBe(false);
});

test('a directory that shows the very same when all is read anew is not judged again, one that shows more is', async () => {
  let entries: readonly LocalEntry[] = [entry];
  const judged: string[] = [];
  const discovery = new LocalDiscovery(
    { readDirectory: async () => read(entries), stat: async () => ({ kind: 'absent' }) },
    { isExcluded: () => false, checkName: (name) => void judged.push(name) },
    { nowMs: () => 0 },
  );
  const look = async (): Promise<readonly string[] | undefined> => {
    await discovery.read({ kind: 'everything' }, new AbortController().signal);
    return finish(discovery.directories())
      ?.get(ROOT_PATH)
      ?.items.map(({ path }) => path);
  };

  expect([await look(), await look()]).toEqual([['Bescheid.odt'], ['Bescheid.odt']]);
  expect(judged).toEqual(['Bescheid.odt']);
  entries = [entry, { ...entry, name: 'Anlage.pdf' }];
  expect(await look()).toEqual(['Bescheid.odt', 'Anlage.pdf']);
});

test('which directories take part is asked anew, however little has changed', async () => {
  const directory: LocalEntry = { ...entry, name: 'Akten', kind: 'directory' };
  let isExcluded = true;
  const discovery = new LocalDiscovery(
    {
      readDirectory: async (path) => (path === ROOT_PATH ? read([directory]) : read()),
      stat: async () => ({ kind: 'absent' }),
    },
    { isExcluded: () => isExcluded, checkName: () => undefined },
    { nowMs: () => 0 },
  );
  const countDirectories = async (): Promise<number | undefined> => {
    await discovery.read({ kind: 'everything' }, new AbortController().signal);
    return finish(discovery.directories())?.size;
  };

  expect(await countDirectories()).toBe(1);
  isExcluded = false;
  expect(await countDirectories()).toBe(2);
});

function isSameReading(one: DirectoryReading, other: DirectoryReading): boolean {
  return areSame(packReading(one), packReading(other));
}
