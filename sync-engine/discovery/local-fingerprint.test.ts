import { expect, test } from 'vitest';
import type { LocalStamp } from '../core/model/observation.ts';
import type { DirectoryReading, LocalEntry } from '../filesystem/filesystem.ts';
import { digestReading } from './local-fingerprint.ts';

const stamp: LocalStamp = { device: 1n, inode: 2n, birthNs: 3n, sizeBytes: 4, mtimeNs: 5n, ctimeNs: 6n };
const entry: LocalEntry = { name: 'Bescheid.odt', kind: 'file', stamp };

function read(entries: readonly LocalEntry[], unreadable: readonly string[] = []): DirectoryReading {
  return {
    kind: 'read',
    stamp,
    entries,
    unreadable: unreadable.map((name) => ({ name, reason: 'unreadable' })),
  };
}

const touched = (change: Partial<LocalStamp>): DirectoryReading => read([{ ...entry, stamp: { ...stamp, ...change } }]);

test('two readings that show the very same have one digest', () => {
  expect(digestReading(read([{ ...entry, stamp: { ...stamp } }]))).toBe(digestReading(read([entry])));
});

test.each([
  ['another device', touched({ device: 9n })],
  ['another inode', touched({ inode: 9n })],
  ['another birth', touched({ birthNs: 9n })],
  ['another size', touched({ sizeBytes: 9 })],
  ['another time of its bytes', touched({ mtimeNs: 9n })],
  ['another time of change, as after bytes were replaced and the time put back', touched({ ctimeNs: 9n })],
  ['another name', read([{ ...entry, name: 'bescheid.odt' }])],
  ['another form of its name', read([{ ...entry, name: 'Bescheid.odt'.normalize('NFD').replace('B', 'B\u0308') }])],
  ['another kind', read([{ ...entry, kind: 'symbolic-link' }])],
  ['a neighbour', read([entry, { ...entry, name: 'b' }])],
  ['no item at all', read([])],
  ['an item that cannot be read', read([entry], ['b'])],
  ['the same name, now unreadable', read([], ['Bescheid.odt'])],
])('%s gives another digest', (_what, reading) => {
  expect(digestReading(reading)).not.toBe(digestReading(read([entry])));
});

test('names that run into each other differently give another digest', () => {
  const of = (...names: readonly string[]) => digestReading(read(names.map((name) => ({ ...entry, name }))));

  expect(of('ab', 'c')).not.toBe(of('a', 'bc'));
});

test('the same items in another directory give another digest', () => {
  const elsewhere = { ...read([entry]), stamp: { ...stamp, inode: 9n } } as const;

  expect(digestReading(elsewhere as DirectoryReading)).not.toBe(digestReading(read([entry])));
});

test('a directory that could not be read has no digest', () => {
  expect(digestReading({ kind: 'absent' })).toBeUndefined();
});
