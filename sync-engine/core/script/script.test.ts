import { finish } from '#sync-engine/core/model/steps.ts';
import { expect, test } from 'vitest';
import { tree } from '#sync-engine/testing/builders/trees.ts';
import type { Item } from '#sync-engine/testing/builders/trees.ts';
import type { DesiredContent, DesiredNode } from '../model/desired.ts';
import type { NodeId } from '../model/ids.ts';
import type { Operation, OperationId } from '../model/operation.ts';
import type { Side } from '../model/side.ts';
import { script } from './script.ts';
import type { ScriptInput, ScriptResult } from './script-types.ts';

const SAME: DesiredContent = { kind: 'same' };

function desired(...items: readonly (readonly [Item, DesiredContent?])[]): ReadonlyMap<NodeId, DesiredNode> {
  const nodes = new Map<NodeId, DesiredNode>();
  for (const [item, content = SAME] of items) {
    for (const { id, parentId, name, kind } of tree(item).values())
      nodes.set(id, { id, parentId, name, kind, content });
  }
  return nodes;
}

function write(input: Partial<ScriptInput> & Pick<ScriptInput, 'tree' | 'desired'>): ScriptResult {
  const steps = script({
    side: 'local',
    kept: new Set(),
    isOccupied: () => false,
    nameKey: (name) => name,
    parkName: (id) => `park-${id}`,
    removesCollections: input.side === 'remote',
    firstId: 0 as OperationId,
    ...input,
  });
  return finish(steps);
}

function show(operations: readonly Operation[]): readonly string[] {
  return operations.map((operation) => {
    const { kind, node } = operation;
    if (kind === 'remove') return `remove ${operation.covers.join('+')}`;
    const what = kind === 'transfer' ? operation.mode.kind : kind === 'move' ? `move ${operation.role}` : kind;
    return `${what} ${node} → ${operation.place.parentId}/${operation.place.name}`;
  });
}

const from = (side: Side): DesiredContent => ({ kind: 'from', side });

test('directories come before what is in them', () => {
  const result = write({
    tree: tree(),
    desired: desired([[2, 1, 'f', 'x'], from('remote')], [[1, 0, 'd'], from('remote')]),
  });

  expect(show(result.operations)).toEqual(['make-directory 1 → 0/d', 'create 2 → 1/f']);
  expect(result.operations[1]?.after).toEqual([0]);
});

test('a chain of renames starts at its free end', () => {
  const result = write({
    tree: tree([1, 0, 'a', 'x'], [2, 0, 'b', 'y'], [3, 0, 'c', 'z']),
    desired: desired([[1, 0, 'b', 'x']], [[2, 0, 'c', 'y']], [[3, 0, 'd', 'z']]),
  });

  expect(show(result.operations)).toEqual(['move final 3 → 0/d', 'move final 2 → 0/c', 'move final 1 → 0/b']);
});

test('two items that change names: one is parked, and goes on at the end', () => {
  const result = write({
    tree: tree([1, 0, 'a', 'x'], [2, 0, 'b', 'y']),
    desired: desired([[1, 0, 'b', 'x']], [[2, 0, 'a', 'y']]),
  });

  expect(show(result.operations)).toEqual(['move park 2 → 0/park-2', 'move final 1 → 0/b', 'move final 2 → 0/a']);
});

test('a directory and its child change places with one detour', () => {
  const result = write({
    tree: tree([1, 0, 'a'], [2, 1, 'b']),
    desired: desired([[2, 0, 'a']], [[1, 2, 'b']]),
  });

  expect(show(result.operations)).toEqual(['move park 1 → 0/park-1', 'move final 2 → 0/a', 'move final 1 → 2/b']);
});

test('what is in the way and not wanted is removed first', () => {
  const result = write({
    tree: tree([1, 0, 'a', 'x'], [2, 0, 'b', 'y']),
    desired: desired([[2, 0, 'a', 'y']]),
  });

  expect(show(result.operations)).toEqual(['remove 1', 'move final 2 → 0/a']);
});

test('a move out of a directory comes before the removal of the directory', () => {
  const result = write({ tree: tree([1, 0, 'd'], [2, 1, 'f', 'x']), desired: desired([[2, 0, 'f', 'x']]) });

  expect(show(result.operations)).toEqual(['move final 2 → 0/f', 'remove 1']);
  expect(result.operations[1]?.after).toEqual([0]);
});

test('here a directory is removed item by item, on the server as a whole', () => {
  const whole = tree([1, 0, 'd'], [2, 1, 'e'], [3, 2, 'f', 'x']);

  expect(show(write({ tree: whole, desired: desired() }).operations)).toEqual(['remove 3', 'remove 2', 'remove 1']);
  expect(show(write({ side: 'remote', tree: whole, desired: desired() }).operations)).toEqual(['remove 1+2+3']);
});

test('a directory that holds something unsynced stays, and only its synced content goes', () => {
  const result = write({
    side: 'remote',
    tree: tree([1, 0, 'd'], [2, 1, 'f', 'x']),
    desired: desired(),
    kept: new Set(tree([1, 0, 'd']).keys()),
  });

  expect(show(result.operations)).toEqual(['remove 2']);
  expect(result.held).toEqual([1]);
});

test('nothing is put where something unsynced is', () => {
  const result = write({
    tree: tree(),
    desired: desired([[1, 0, 'a', 'x'], from('remote')]),
    isOccupied: ({ name }) => name === 'a',
  });

  expect(result.operations).toEqual([]);
  expect(result.blocked).toMatchObject([{ node: 1, side: 'local', place: { name: 'a' } }]);
});

test('the other side’s newer bytes replace the present ones; in a conflict they live on under another name', () => {
  const present = tree([1, 0, 'a', 'x'], [2, 0, 'b', 'y']);
  const result = write({
    tree: present,
    desired: desired(
      [[1, 0, 'a', 'x'], from('remote')],
      [[2, 0, 'b', 'y'], { kind: 'conflict', conflictName: 'b (v1)' }],
    ),
  });

  expect(show(result.operations)).toEqual(['replace 1 → 0/a', 'replace-in-conflict 2 → 0/b']);
});

test('in a conflict nothing is sent to the server: its version has the name', () => {
  const result = write({
    side: 'remote',
    tree: tree([1, 0, 'a', 'x']),
    desired: desired([[1, 0, 'a', 'x'], { kind: 'conflict', conflictName: 'a (v1)' }]),
  });

  expect(result.operations).toEqual([]);
});

test('what waits for a place that nobody leaves is not parked for those that wait for it', () => {
  const result = write({
    tree: tree([1, 0, 'a', 'x'], [2, 0, 'b', 'y'], [3, 0, 'c', 'z']),
    desired: desired([[1, 0, 'b', 'x']], [[2, 0, 'c', 'y']], [[3, 0, 'c', 'z']]),
  });

  expect(show(result.operations)).toEqual([]);
  expect(result.blocked.map(({ node }) => node)).toEqual([1, 2]);
});

test('a directory that goes is not parked with something in it that cannot leave', () => {
  const result = write({
    tree: tree([1, 0, 'd'], [2, 1, 'in', 'x'], [3, 0, 'c', 'y'], [4, 0, 'n', 'z']),
    desired: desired([[2, 0, 'c', 'x']], [[3, 0, 'c', 'y']], [[4, 0, 'd', 'z']]),
  });

  expect(show(result.operations)).toEqual([]);
});

test('a directory that would come to lie in itself stays where it is', () => {
  const result = write({
    tree: tree([1, 0, 'd'], [2, 1, 'e']),
    desired: desired([[1, 2, 'd']], [[2, 1, 'e']]),
  });

  expect(show(result.operations)).toEqual([]);
  expect(result.blocked.map(({ node }) => node)).toEqual([1]);
});
