import { describe, expect, it } from 'vitest';
import { findByTyping, listRows, moveByKey } from './tree-rows.ts';
import type { Children, LoadedTree } from './use-remote-tree.ts';

function loaded(...paths: readonly string[]): Children {
  const directories = paths.map((path) => ({ path, name: path.slice(path.lastIndexOf('/') + 1) }));
  return { kind: 'loaded', directories, sizeBytes: undefined };
}

const TREE: LoadedTree = new Map([
  ['', loaded('Amt', 'Bau', 'Haushalt')],
  ['Amt', loaded('Amt/Akten', 'Amt/Briefe')],
  ['Amt/Akten', loaded()],
  ['Bau', { kind: 'failed', error: { code: 'server-unreachable' } }],
]);

const ROWS = listRows(TREE, new Set(['Amt', 'Bau']));

describe('the lines of the tree', () => {
  it('know their level, their place among their siblings, and whether they can be expanded', () => {
    const lines = ROWS.map(({ directory, level, position, setSize, isExpanded, isLeaf }) => [
      directory.path,
      `${level}: ${position}/${setSize}`,
      isLeaf ? 'leaf' : isExpanded ? 'open' : 'closed',
    ]);

    expect(lines).toEqual([
      ['Amt', '1: 1/3', 'open'],
      ['Amt/Akten', '2: 1/2', 'leaf'],
      ['Amt/Briefe', '2: 2/2', 'closed'],
      ['Bau', '1: 2/3', 'closed'],
      ['Haushalt', '1: 3/3', 'closed'],
    ]);
  });
});

describe('a key', () => {
  it.each([
    ['ArrowDown', 'Amt', { kind: 'focus', path: 'Amt/Akten' }],
    ['ArrowDown', 'Haushalt', { kind: 'focus', path: 'Haushalt' }],
    ['ArrowUp', 'Bau', { kind: 'focus', path: 'Amt/Briefe' }],
    ['Home', 'Bau', { kind: 'focus', path: 'Amt' }],
    ['End', 'Amt', { kind: 'focus', path: 'Haushalt' }],
    ['PageDown', 'Amt', { kind: 'focus', path: 'Haushalt' }],
    ['PageUp', 'Haushalt', { kind: 'focus', path: 'Amt' }],
    ['ArrowRight', 'Haushalt', { kind: 'expand', path: 'Haushalt' }],
    ['ArrowRight', 'Amt', { kind: 'focus', path: 'Amt/Akten' }],
    ['ArrowRight', 'Amt/Akten', undefined],
    ['ArrowLeft', 'Amt', { kind: 'collapse', path: 'Amt' }],
    ['ArrowLeft', 'Amt/Briefe', { kind: 'focus', path: 'Amt' }],
    ['ArrowLeft', 'Bau', undefined],
    [' ', 'Amt', { kind: 'toggle', path: 'Amt' }],
    ['x', 'Amt', undefined],
    ['ArrowDown', undefined, { kind: 'focus', path: 'Amt/Akten' }],
  ] as const)('%j at %s means %j', (key, path, move) => {
    expect(moveByKey(key, ROWS, path)).toEqual(move);
  });

  it('means nothing in an empty tree', () => {
    expect(moveByKey('End', [], undefined)).toBeUndefined();
  });
});

describe('letters', () => {
  it.each([
    ['h', 'Amt', 'Haushalt'],
    ['a', 'Amt', 'Amt/Akten'],
    ['aa', 'Amt/Akten', 'Amt'],
    ['br', 'Bau', 'Amt/Briefe'],
    ['ba', 'Bau', 'Bau'],
    ['z', 'Amt', undefined],
  ])('%s at %s lead to %s', (typed, path, found) => {
    expect(findByTyping(typed, ROWS, path)).toBe(found);
  });
});
