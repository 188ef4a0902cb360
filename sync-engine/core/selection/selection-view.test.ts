import { describe, expect, it } from 'vitest';
import { toFileId } from '../model/ids.ts';
import type { RelativePath } from '../model/relative-path.ts';
import type { Choice } from '../model/selection.ts';
import type { ListedDirectory } from './selection-view.ts';
import { viewSelection } from './selection-view.ts';

function directory(path: string, fileId = path): ListedDirectory {
  return { fileId: toFileId(fileId), path: path as RelativePath, sizeBytes: 1 };
}

function choice(path: string, kind: Choice['kind'] = 'deselected', fileId = path): Choice {
  return { fileId: toFileId(fileId), kind, path: path as RelativePath, atMs: 1 };
}

describe('viewSelection', () => {
  it.each([
    ['selected without any choice', 'A', [], 'selected'],
    ['deselected when it was', 'A', [choice('A')], 'deselected'],
    ['deselected below a directory that was', 'A/B/C', [choice('A')], 'deselected'],
    ['undecided when nobody has decided', 'A', [choice('A', 'undecided')], 'undecided'],
    ['undecided below one that is', 'A/B', [choice('A', 'undecided')], 'undecided'],
    ['partly selected when something below it is deselected, listed or not', 'A', [choice('A/B/C')], 'partly'],
    ['partly selected when something below it waits for a decision', 'A', [choice('A/B', 'undecided')], 'partly'],
    ['selected while what was taken is on its way', 'A', [choice('A', 'taken')], 'selected'],
    ['not touched by a choice for a name that only begins alike', 'A', [choice('AB')], 'selected'],
    [
      'selected when another directory took the place of one that was deselected',
      'A',
      [choice('A', 'deselected', 'old')],
      'selected',
    ],
    ['deselected by id when its path has changed since', 'A2', [choice('A', 'deselected', 'A2')], 'deselected'],
  ] as const)('is %s', (...row) => {
    const [, path, choices, state] = row;
    expect(viewSelection([directory(path)], choices)).toEqual([{ ...directory(path), state }]);
  });

  it('is sorted by path', () => {
    expect(viewSelection([directory('B'), directory('A')], []).map(({ path }) => path)).toEqual(['A', 'B']);
  });
});
