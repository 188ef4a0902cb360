import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NodeId, RemoteKey } from '../model/ids.ts';
import { ROOT_ID, toFileId, toNodeId } from '../model/ids.ts';
import type { NodeKind, RemoteItem } from '../model/observation.ts';
import type { KnownRemote } from './remote-identity.ts';
import { identifyRemote } from './remote-identity.ts';

const ROOT_KEY = 'root' as RemoteKey;

/** `[key, key of its directory, name, file id, kind]`; a key is only there to tell places apart. */
type ItemRow = readonly [key: string, parentKey: string, name: string, fileId: string, kind?: NodeKind];

function item([key, parentKey, name, id, kind = 'file']: ItemRow): RemoteItem {
  const fileId = toFileId(id);
  const stamp = { fileId, etag: '' as never, sizeBytes: 0, mtimeMs: 0, checksum: undefined, permissions: undefined };
  return { key: key as RemoteKey, parentKey: parentKey as RemoteKey, fileId, name, kind, stamp };
}

type KnownRow = readonly [id: number, parentId: number, name: string, fileId: string, kind?: NodeKind];

function known([id, parentId, name, fileId, kind = 'file']: KnownRow): KnownRemote {
  return { id: toNodeId(id), parentId: toNodeId(parentId), name, fileId: toFileId(fileId), kind };
}

/** Ids by key; new items get 100, 101 … */
function identify(
  items: readonly ItemRow[],
  base: readonly KnownRow[],
  aside: readonly number[] = [],
): Record<string, number> {
  const ids = identifyAll(items.map(item), base.map(known), aside);
  return Object.fromEntries([...ids].filter(([key]) => key !== ROOT_KEY));
}

function identifyAll(
  items: readonly RemoteItem[],
  base: readonly KnownRemote[],
  asideIds: readonly number[] = [],
): ReadonlyMap<RemoteKey, NodeId> {
  let next = 100;
  const root = { key: ROOT_KEY, id: ROOT_ID };
  const aside = new Set(asideIds.map(toNodeId));
  return identifyRemote({ items, known: base, aside, root, newId: () => toNodeId(next++) });
}

const TWICE: readonly KnownRow[] = [
  [1, 0, 'A', 'share', 'directory'],
  [2, 0, 'B', 'share', 'directory'],
  [3, 1, 'f', 'F'],
  [4, 2, 'f', 'F'],
];
const A: ItemRow = ['A', 'root', 'A', 'share', 'directory'];
const B: ItemRow = ['B', 'root', 'B', 'share', 'directory'];

test('an item is recognised by its file id, wherever it was moved', () => {
  expect(identify([['k', 'root', 'new', 'F']], [[7, 0, 'old', 'F']])).toEqual({ k: 7 });
});

test('an item under another file id at the same place is the same item', () => {
  expect(identify([['k', 'root', 'f', 'G']], [[7, 0, 'f', 'F']])).toEqual({ k: 7 });
});

test('an item that has stepped aside is not what is at its old place now, but is recognised by its file id', () => {
  expect(identify([['k', 'root', 'f', 'G']], [[7, 0, 'f', 'F']], [7])).toEqual({ k: 100 });
  expect(identify([['k', 'root', 'f', 'F']], [[7, 0, 'f', 'F']], [7])).toEqual({ k: 7 });
});

test('both places of a share that is mounted twice are themselves', () => {
  const ids = identify([B, A, ['b', 'B', 'f', 'F'], ['a', 'A', 'f', 'F']], TWICE);

  expect(ids).toEqual({ A: 1, B: 2, a: 3, b: 4 });
});

test('a second place that is new does not take the first one’s identity', () => {
  const base = TWICE.filter(([id]) => id === 1 || id === 3);

  expect(identify([B, A, ['b', 'B', 'f', 'F'], ['a', 'A', 'f', 'F']], base)).toEqual({ A: 1, a: 3, B: 100, b: 101 });
});

test('a place that went leaves the other one alone', () => {
  expect(identify([B, ['b', 'B', 'f', 'F']], TWICE)).toEqual({ B: 2, b: 4 });
});

test('a place that was renamed is the one that is missing at its old place', () => {
  const renamed: ItemRow = ['C', 'root', 'C', 'share', 'directory'];

  expect(identify([renamed, B, ['c', 'C', 'f', 'F'], ['b', 'B', 'f', 'F']], TWICE)).toEqual({ C: 1, B: 2, c: 3, b: 4 });
});

test('a file renamed within a share that is mounted twice is renamed at both places', () => {
  const ids = identify([A, B, ['b', 'B', 'g', 'F'], ['a', 'A', 'g', 'F']], TWICE);

  expect(ids).toEqual({ A: 1, B: 2, a: 3, b: 4 });
});

describe('whatever moves, comes and goes', () => {
  const FILE_IDS = ['F', 'G', 'H'];
  /** Places are directories 1 to 3 below the root, and names in them; several may show one file id. */
  const places = fc.uniqueArray(
    fc.record({
      parent: fc.integer({ min: 0, max: 3 }),
      name: fc.constantFrom('x', 'y', 'z'),
      fileId: fc.constantFrom(...FILE_IDS),
    }),
    { selector: ({ parent, name }) => `${parent}/${name}`, maxLength: 9 },
  );
  type Place = { readonly parent: number; readonly name: string; readonly fileId: string };
  const directories = [1, 2, 3].map((id): KnownRow => [id, 0, `d${id}`, `dir-${id}`, 'directory']);
  const directoryItems = [1, 2, 3].map((id): ItemRow => [`d${id}`, 'root', `d${id}`, `dir-${id}`, 'directory']);
  const keyOf = ({ parent, name }: Place): string => `${parent}/${name}`;
  const toItem = (place: Place): ItemRow => [
    keyOf(place),
    place.parent === 0 ? 'root' : `d${place.parent}`,
    place.name,
    place.fileId,
  ];
  const toKnown = (place: Place, index: number): KnownRow => [10 + index, place.parent, place.name, place.fileId];
  const identifyPlaces = (now: readonly Place[], before: readonly Place[]): Record<string, number> =>
    identify([...directoryItems, ...now.map(toItem)], [...directories, ...before.map(toKnown)]);

  test('every item has an id, and no two have the same', () => {
    fc.assert(
      fc.property(places, places, (now, before) => {
        const ids = identifyPlaces(now, before);

        expect(Object.keys(ids)).toHaveLength(now.length + directories.length);
        expect(new Set(Object.values(ids)).size).toBe(now.length + directories.length);
      }),
    );
  });

  test('what stands where it stood is itself, whatever its twins did', () => {
    fc.assert(
      fc.property(places, places, (now, before) => {
        const ids = identifyPlaces(now, before);

        for (const [index, place] of before.entries()) {
          const isHere = now.some((other) => keyOf(other) === keyOf(place) && other.fileId === place.fileId);
          // Two items that changed places are each where the other was.
          const isUnique = [now, before].every((all) => all.filter((one) => one.fileId === place.fileId).length === 1);
          if (isHere) expect(ids[keyOf(place)]).toBe(10 + index);
          else if (isUnique) expect(Object.values(ids)).toContain(10 + index);
        }
      }),
    );
  });

  test('as many of one file id live on as there are on both sides', () => {
    fc.assert(
      fc.property(places, places, (now, before) => {
        const ids = identifyPlaces(now, before);

        for (const fileId of FILE_IDS) {
          const keys = now.filter((place) => place.fileId === fileId).map(keyOf);
          const known = before.flatMap((place, index) => (place.fileId === fileId ? [10 + index] : []));
          const living = keys.filter((key) => known.includes(ids[key] ?? 0));
          expect(living).toHaveLength(Math.min(keys.length, known.length));
        }
      }),
    );
  });
});
