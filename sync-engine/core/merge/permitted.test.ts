import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from '#sync-engine/testing/builders/trees.ts';
import { base, tree } from '#sync-engine/testing/builders/trees.ts';
import type { NodeId } from '../model/ids.ts';
import { toNodeId } from '../model/ids.ts';
import type { Tree } from '../model/tree.ts';
import { respectPermissions } from './permitted.ts';

/** Directories 1 `from` and 2 `to`; in `from` the directory 3 `d` with the file 4 `f`, and the file 5 `g`. */
const START: readonly Item[] = [
  [1, 0, 'from'],
  [2, 0, 'to'],
  [3, 1, 'd'],
  [4, 3, 'f', 'f'],
  [5, 1, 'g', 'g'],
];

/** The start with some items at other places; an item without a place is gone. */
function changed(places: Readonly<Record<number, readonly [parentId: number, name: string] | undefined>>): Item[] {
  return START.flatMap((item): Item[] => {
    const [id, parentId, name, content] = item;
    if (!(id in places)) return [item];
    const place = places[id];
    if (place === undefined) return [];
    return [content === undefined ? [id, ...place] : [id, place[0] ?? parentId, place[1] ?? name, content]];
  });
}

function withLetters(letters: Readonly<Record<number, string>>, items = START): Tree {
  return new Map([...tree(...items)].map(([id, node]) => [id, { ...node, permissions: letters[id] }]));
}

/** New ids are 100, 101 …; items that are new here have ids from 50 on. */
function respect(
  local: readonly Item[],
  letters: Readonly<Record<number, string>>,
  rootPermissions?: string,
): { readonly replaced: Readonly<Record<number, number>>; readonly back: readonly number[] } {
  let next = 100;
  const { replaced, broughtBack } = respectPermissions({
    base: base(...START),
    local: tree(...local),
    remote: withLetters(letters),
    rootPermissions,
    newId: () => toNodeId(next++),
  });
  return { replaced: Object.fromEntries(replaced), back: broughtBack.map(({ id }) => id) };
}

test('what may be moved is moved', () => {
  expect(respect(changed({ 5: [2, 'g'] }), { 5: 'V', 2: 'C' })).toEqual({ replaced: {}, back: [] });
});

test('what may be renamed needs no other letter', () => {
  expect(respect(changed({ 5: [1, 'h'] }), { 5: 'N', 1: '' })).toEqual({ replaced: {}, back: [] });
});

test('what may not be moved, but removed, is made anew where that is allowed', () => {
  expect(respect(changed({ 5: [2, 'g'] }), { 5: 'D', 2: 'C' })).toEqual({ replaced: { 5: 100 }, back: [] });
});

test('what may neither be moved nor removed comes back beside what was made anew', () => {
  expect(respect(changed({ 5: [2, 'g'] }), { 5: 'W', 2: 'C' })).toEqual({ replaced: { 5: 100 }, back: [5] });
});

test('what was moved where nothing is taken comes back, whatever else is allowed with it', () => {
  expect(respect(changed({ 5: [2, 'g'] }), { 5: 'DNVW', 2: 'K' })).toEqual({ replaced: { 5: 100 }, back: [5] });
});

test('the letters of the sync root count for what is moved into it', () => {
  expect(respect(changed({ 5: [0, 'g'] }), { 5: 'DNV' }, 'K')).toEqual({ replaced: { 5: 100 }, back: [5] });
});

test('what a directory held goes on to the new one, when it may be moved', () => {
  expect(respect(changed({ 3: [2, 'd'] }), { 3: 'D', 4: 'V' })).toEqual({ replaced: { 3: 100 }, back: [] });
});

test('all that was moved into a directory that cannot be made comes back', () => {
  const { replaced, back } = respect(changed({ 3: [2, 'd'] }), { 3: 'D', 4: 'DV', 2: 'C' });

  expect(Object.keys(replaced)).toEqual(['3', '4']);
  expect(back).toEqual([3, 4]);
});

test('so does what was moved into a new directory that cannot be made', () => {
  const local: readonly Item[] = [...changed({ 5: [50, 'g'] }), [50, 2, 'new']];

  expect(respect(local, { 2: 'C' })).toEqual({ replaced: { 5: 100 }, back: [5] });
});

test('of a directory that was deleted, what may not be deleted comes back', () => {
  const local = changed({ 1: undefined, 3: undefined, 4: undefined, 5: undefined });

  expect(respect(local, { 4: 'W' })).toEqual({ replaced: {}, back: [4] });
});

test('a place that the server gave an item is not asked for', () => {
  const moved = withLetters({ 5: '' }, changed({ 5: [2, 'g'] }));
  const { replaced, broughtBack } = respectPermissions({
    base: base(...START),
    local: tree(...changed({ 5: [1, 'g'] })),
    remote: moved,
    rootPermissions: undefined,
    newId: () => expect.fail('nothing is replaced'),
  });

  expect([replaced.size, broughtBack]).toEqual([0, []]);
});

test('as long as the server sends no letters, nothing is understood differently', () => {
  const place = fc.option(fc.tuple(fc.constantFrom(0, 1, 2), fc.constantFrom('d', 'f', 'g', 'h')), {
    nil: undefined,
  });
  fc.assert(
    fc.property(place, place, (four, five) => {
      expect(respect(changed({ 4: four, 5: five }), {})).toEqual({ replaced: {}, back: [] });
    }),
  );
});

test('nothing is brought back that may be removed and is gone, and everything that may not', () => {
  const letters = fc.subarray(['D', 'N', 'V', 'W', 'C', 'K']).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.tuple(letters, letters, letters), fc.boolean(), ([three, four, five], isFileGone) => {
      const local = isFileGone ? changed({ 5: undefined }) : changed({ 3: undefined, 4: undefined });
      const gone: readonly (readonly [NodeId, string])[] = isFileGone
        ? [[toNodeId(5), five]]
        : [
            [toNodeId(3), three],
            [toNodeId(4), four],
          ];
      const { back } = respect(local, { 3: three, 4: four, 5: five });

      expect(back).toEqual(gone.filter(([, allowed]) => !allowed.includes('D')).map(([id]) => id));
    }),
  );
});
