import { describe, expect, it } from 'vitest';
import { toFileId } from '../model/ids.ts';
import type { RelativePath } from '../model/relative-path.ts';
import type { Choice } from '../model/selection.ts';
import { compareAway } from './compare-away.ts';

function choice(path: string, kind: Choice['kind'] = 'deselected', fileId = path): Choice {
  return { fileId: toFileId(fileId), kind, path: path as RelativePath, atMs: 1 };
}

function compare(before: readonly Choice[], after: readonly Choice[]) {
  const { came, left } = compareAway(before, after);
  return { came: came.map(({ path }) => path), left: left.map(({ path }) => path) };
}

describe('the difference between two choices', () => {
  it('is what people brought here and what they sent away, by path', () => {
    expect(compare([choice('b'), choice('a')], [choice('d'), choice('c')])).toEqual({
      came: ['a', 'b'],
      left: ['c', 'd'],
    });
  });

  it('is nothing when a choice was taken back, or its directory was renamed', () => {
    expect(compare([choice('a')], [choice('a')])).toEqual({ came: [], left: [] });
    expect(compare([choice('a', 'deselected', 'id')], [choice('b', 'deselected', 'id')])).toEqual({
      came: [],
      left: [],
    });
  });

  it('counts a directory once of which only a part comes or leaves', () => {
    expect(compare([choice('a')], [choice('a/x'), choice('a/y')])).toEqual({ came: ['a'], left: [] });
    expect(compare([choice('a/x')], [choice('a')])).toEqual({ came: [], left: ['a'] });
  });

  it('does not call something removed that has never been here', () => {
    expect(compare([choice('new', 'undecided')], [choice('new')])).toEqual({ came: [], left: [] });
    expect(compare([], [choice('new', 'undecided')])).toEqual({ came: [], left: [] });
  });

  it('is what came when a directory that waited was taken', () => {
    expect(compare([choice('new', 'undecided')], [choice('new', 'taken')])).toEqual({ came: ['new'], left: [] });
  });
});
