import { expect, test } from 'vitest';
import type { LocalStamp } from '../core/model/observation.ts';
import type { DirectoryReading, LocalEntry } from '../filesystem/filesystem.ts';
import { packReading } from './packed-reading.ts';

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

test.each<readonly [string, LocalEntry]>([
  ['a file', entry],
  ['a directory', { ...entry, name: 'Akten 5 €', kind: 'directory' }],
  ['a link', { ...entry, name: 'Straße', kind: 'symbolic-link' }],
  ['something else', { ...entry, name: '🇩🇪', kind: 'special' }],
  ['half a surrogate pair', { ...entry, name: 'a\ud800b' }],
  ['a name of 255 bytes', { ...entry, name: 'x'.repeat(255) }],
  ['a name without text', { ...entry, name: '' }],
  ['times before 1970', { ...entry, stamp: { ...stamp, mtimeNs: -1n, ctimeNs: -(10n ** 18n) } }],
  ['times that nobody lives to see', { ...entry, stamp: { ...stamp, mtimeNs: 10n ** 30n, birthNs: -(10n ** 30n) } }],
  [
    'the largest and the smallest number of 64 bits',
    { ...entry, stamp: { ...stamp, inode: 2n ** 64n - 1n, mtimeNs: -(2n ** 63n) } },
  ],
  ['another device', { ...entry, stamp: { ...stamp, device: 2n ** 63n } }],
  ['9 PB', { ...entry, stamp: { ...stamp, sizeBytes: Number.MAX_SAFE_INTEGER } }],
])('shows %s as it was read, among others', (_what, odd) => {
  const reading = read([entry, odd, { ...entry, name: 'z' }], ['b']);

  expect(pick(packReading(reading))).toEqual(pick(reading));
});

test('shows a directory of very many names as it was read, and a small one after it', () => {
  const many = read(Array.from({ length: 50_000 }, (_, index) => ({ ...entry, name: `${index} ä`.padEnd(60, 'ö') })));

  expect(pick(packReading(many))).toEqual(pick(many));
  expect(pick(packReading(read([entry])))).toEqual(pick(read([entry])));
});

test('remembers of a directory that could not be read just that', () => {
  expect(packReading({ kind: 'absent' })).toEqual({ kind: 'absent' });
});

function digestReading(reading: DirectoryReading): string {
  const packed = packReading(reading);
  return packed.kind === 'read' ? packed.digest : expect.unreachable();
}

function pick(reading: DirectoryReading): Omit<Extract<DirectoryReading, { kind: 'read' }>, 'kind'> {
  if (reading.kind !== 'read') return expect.unreachable();
  const { stamp: own, entries, unreadable } = reading;
  return { stamp: own, entries, unreadable };
}
