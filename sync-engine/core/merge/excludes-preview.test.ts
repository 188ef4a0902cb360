import { expect, it } from 'vitest';
import type { NodeId } from '../model/ids.ts';
import { toNodeId } from '../model/ids.ts';
import { createExcluder, parseExcludes } from './excludes.ts';
import type { SyncedItem } from './excludes-preview.ts';
import { findExcluded } from './excludes-preview.ts';

const ITEMS = [
  [1, 0, 'Amt', 'directory'],
  [2, 1, 'Akte.docx', 'file'],
  [3, 1, 'Filme', 'directory'],
  [4, 3, 'a.mp4', 'file'],
  [5, 3, 'b.mp4', 'file'],
  [6, 3, 'tief', 'directory'],
  [7, 6, 'c.mp4', 'file'],
  [8, 0, 'd.mp4', 'file'],
] as const;

const SYNCED: ReadonlyMap<NodeId, SyncedItem> = new Map(
  ITEMS.map(([id, parentId, name, kind]) => [
    toNodeId(id),
    { id: toNodeId(id), parentId: toNodeId(parentId), name, kind },
  ]),
);

function find(excludes: string, limit = 20) {
  const excluder = createExcluder(parseExcludes(excludes).patterns, { isCaseSensitive: true });
  return findExcluded(SYNCED, (path, kind) => excluder(path, kind).kind === 'excluded', limit);
}

it('names a directory that a pattern hits once, and counts the files in it', () => {
  expect(find('Filme/\n*.mp4')).toEqual({
    fileCount: 4,
    items: [
      { path: 'Amt/Filme', kind: 'directory' },
      { path: 'd.mp4', kind: 'file' },
    ],
  });
});

it('names the first by path, and counts all', () => {
  expect(find('*.mp4', 1)).toEqual({ fileCount: 4, items: [{ path: 'Amt/Filme/a.mp4', kind: 'file' }] });
});

it('finds nothing where no pattern hits', () => {
  expect(find('*.iso')).toEqual({ fileCount: 0, items: [] });
});
