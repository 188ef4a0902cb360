import { finish } from '../../core/model/steps.ts';
import { expect, test } from 'vitest';
import type { Item } from '#sync-engine/testing/builders/trees.ts';
import { base, foldingPolicy, plainPolicy, tree } from '#sync-engine/testing/builders/trees.ts';
import { toNodeId } from '../../core/model/ids.ts';
import type { Operation } from '../../core/model/operation.ts';
import type { Tree } from '../../core/model/tree.ts';
import { withoutDependents } from './dependents.ts';
import type { Plan, SideSnapshot, Snapshot } from './plan.ts';
import { makePlan } from './plan.ts';

/** A side on which items may carry private names: `[id, private name]`. */
function side(items: readonly Item[], parked: readonly (readonly [number, string])[] = []): SideSnapshot {
  const logical = tree(...items);
  const names = new Map(parked);
  const actual = new Map([...logical].map(([id, node]) => [id, { ...node, name: names.get(id) ?? node.name }]));
  return { logical, actual: parked.length === 0 ? logical : actual, kept: new Set(), isOccupied: () => false };
}

/** What is at a place that nobody syncs. */
function withLinkAt(seen: SideSnapshot, parentId: number, name: string): SideSnapshot {
  return {
    ...seen,
    kept: new Set(parentId === 0 ? [] : [toNodeId(parentId)]),
    isOccupied: (place) => place.parentId === parentId && place.name === name,
  };
}

function plan(snapshot: Partial<Snapshot> & Pick<Snapshot, 'base' | 'local' | 'remote'>): Plan {
  return finish(makePlan({ policy: plainPolicy, parkName: (id) => `park-${id}`, ...snapshot }));
}

function show(operations: readonly Operation[]): readonly string[] {
  return operations.map(({ side: at, node, ...operation }) => {
    if (operation.kind === 'remove') return `${at}: remove ${node}`;
    const what = operation.kind === 'move' ? operation.role : operation.kind;
    return `${at}: ${what} ${node} → ${operation.place.parentId}/${operation.place.name}`;
  });
}

function forbidRenaming(id: number, items: Tree): Tree {
  return new Map([...items].map(([each, node]) => [each, each === id ? { ...node, permissions: 'DWVCK' } : node]));
}

test('nothing steps aside for a move that the server does not allow, and its bytes go on being sent', () => {
  const there = side([
    [1, 0, 'a', 'x'],
    [2, 0, 'b', 'y'],
  ]);
  const remote = { ...there, logical: forbidRenaming(1, there.logical), actual: forbidRenaming(1, there.actual) };
  const { operations, refusals, blocked } = plan({
    base: base([1, 0, 'a', 'x'], [2, 0, 'b', 'y']),
    local: side([
      [1, 0, 'b', 'x'],
      [2, 0, 'a', 'edited'],
    ]),
    remote,
  });

  expect(show(operations)).toEqual(['remote: transfer 2 → 0/b']);
  expect(refusals.forbidden).toEqual([1]);
  expect(blocked).toMatchObject([{ node: 2, side: 'remote' }]);
});

test('nothing steps aside when what comes after it has to wait', () => {
  const { operations } = plan({
    base: base([1, 0, 'a', 'x'], [2, 0, 'b', 'y']),
    local: side([
      [1, 0, 'a', 'x'],
      [2, 0, 'b', 'y'],
    ]),
    remote: side([
      [1, 0, 'b', 'x'],
      [2, 0, 'a', 'y'],
    ]),
  });

  expect(show(operations)).toEqual(['local: park 2 → 0/park-2', 'local: final 1 → 0/b', 'local: final 2 → 0/a']);
  expect(withoutDependents(operations, ({ node }) => node === 1)).toEqual([]);
});

test('what had stepped aside goes back to its name when something unsynced is where it should go', () => {
  const { operations, blocked } = plan({
    base: base([1, 0, 'a', 'x']),
    local: withLinkAt(side([[1, 0, 'a', 'x']], [[1, 'park-1']]), 0, 'b'),
    remote: side([[1, 0, 'b', 'x']]),
  });

  expect(show(operations)).toEqual(['local: final 1 → 0/a']);
  expect(blocked).toMatchObject([{ node: 1, side: 'local', place: { name: 'b' } }]);
});

test('when another has that name and cannot leave, it gets a conflict name', () => {
  const { operations, blocked } = plan({
    base: base([1, 0, 'b', 'x'], [2, 0, 'b', 'y']),
    local: withLinkAt(
      side(
        [
          [1, 0, 'b', 'x'],
          [2, 0, 'b', 'y'],
        ],
        [[2, 'park-2']],
      ),
      0,
      'a',
    ),
    remote: side([
      [1, 0, 'a', 'x'],
      [2, 0, 'b', 'y'],
    ]),
  });

  expect(show(operations)).toContain('local: final 2 → 0/b (v1)');
  expect(new Set(blocked.map(({ node }) => node))).toEqual(new Set([1, 2]));
});

test('a conflict name that is a way out is not the one under which a second version of the same item will live on', () => {
  const { operations } = plan({
    base: base([1, 0, 'b', 'x'], [2, 0, 'b', 'y']),
    local: withLinkAt(
      side(
        [
          [1, 0, 'b', 'x'],
          [2, 0, 'b', 'here'],
        ],
        [[2, 'park-2']],
      ),
      0,
      'a',
    ),
    remote: side([
      [1, 0, 'a', 'x'],
      [2, 0, 'b', 'there'],
    ]),
  });

  expect(operations).toMatchObject([
    { kind: 'move', node: 2, place: { name: 'b (v2)' } },
    { kind: 'transfer', node: 2, place: { name: 'b (v2)' }, mode: { conflictName: 'b (v1)' } },
  ]);
});

test('a directory that had stepped aside and was deleted on the server since gets its name back for what stays in it', () => {
  const { operations, held } = plan({
    base: base([1, 0, 'd'], [2, 1, 'f', 'x']),
    local: withLinkAt(
      side(
        [
          [1, 0, 'd'],
          [2, 1, 'f', 'x'],
        ],
        [[1, 'park-1']],
      ),
      1,
      'link',
    ),
    remote: side([]),
  });

  expect(show(operations)).toEqual(['local: final 1 → 0/d', 'local: remove 2']);
  expect(held.local).toEqual([1]);
});

test('of two names that are one here, the item that had stepped aside does not wait for the other', () => {
  const { operations } = plan({
    policy: foldingPolicy,
    base: base([1, 0, 'a', 'x'], [2, 0, 'b', 'y']),
    local: side(
      [
        [1, 0, 'a', 'x'],
        [2, 0, 'b', 'y'],
      ],
      [[2, 'park-2']],
    ),
    remote: side([
      [1, 0, 'a', 'x'],
      [2, 0, 'A', 'y'],
    ]),
  });

  expect(show(operations)).toEqual(['local: final 2 → 0/b']);
});

test('what gets a conflict name here is not made on the server under the name that it should have', () => {
  const { operations, blocked } = plan({
    base: base([1, 0, 'a', 'x']),
    local: withLinkAt(side([[1, 0, 'a', 'edited']], [[1, 'park-1']]), 0, 'a'),
    remote: side([]),
  });

  expect(show(operations)).toEqual(['local: final 1 → 0/a (v1)']);
  expect(blocked).toMatchObject([{ node: 1, side: 'local' }]);
});

test('an item that clashes and had stepped aside is told once', () => {
  const { blocked, clashes } = plan({
    policy: foldingPolicy,
    base: base([1, 0, 'a', 'x'], [2, 0, 'b', 'y']),
    local: withLinkAt(
      side(
        [
          [1, 0, 'a', 'x'],
          [2, 0, 'b', 'y'],
        ],
        [[2, 'park-2']],
      ),
      0,
      'b',
    ),
    remote: side([
      [1, 0, 'a', 'x'],
      [2, 0, 'A', 'y'],
    ]),
  });

  expect(clashes).toMatchObject([{ id: 2 }]);
  expect(blocked).toEqual([]);
});
