import { describe, expect, it } from 'vitest';
import type { RemoteKey } from '../model/ids.ts';
import type { CountedRow } from './choosable.ts';
import { countFiles, describeLetters } from './choosable.ts';

describe('what the letters of a directory tell', () => {
  it.each([
    ['RDNVCK', undefined, { sharing: 'none', isReadOnly: false }],
    ['SRDNVCK', 'RDNVCK', { sharing: 'shared', isReadOnly: false }],
    ['SRMG', 'RDNVCK', { sharing: 'shared', isReadOnly: true }],
    ['MRDNVCK', 'RDNVCK', { sharing: 'external', isReadOnly: false }],
    ['SRDNVCK', 'SRDNVCK', { sharing: 'none', isReadOnly: false }],
    [undefined, undefined, { sharing: 'none', isReadOnly: false }],
  ] as const)('%s in %s', (letters, parent, told) => {
    expect(describeLetters(letters, parent)).toEqual(told);
  });
});

describe('the number of files in a directory', () => {
  const rows = new Map(
    (
      [
        ['root', undefined, 'directory', true],
        ['a', 'root', 'directory', true],
        ['a1', 'a', 'file', true],
        ['deep', 'a', 'directory', true],
        ['a2', 'deep', 'file', true],
        ['b', 'root', 'directory', true],
        ['b1', 'b', 'file', true],
        ['new', 'b', 'directory', false],
        ['empty', 'root', 'directory', true],
        ['r1', 'root', 'file', true],
      ] as const
    ).map(([key, parentKey, kind, isListed]): readonly [RemoteKey, CountedRow] => [
      key as RemoteKey,
      {
        key: key as RemoteKey,
        parentKey: parentKey as RemoteKey | undefined,
        kind,
        listedEtag: isListed ? 'etag' : undefined,
      },
    ]),
  );

  it('is that of all levels, and unknown where a part was never listed', () => {
    const counts = countFiles(rows, new Set(['a', 'b', 'empty'] as readonly string[] as readonly RemoteKey[]));

    expect([...counts]).toEqual([
      ['a', 2],
      ['b', undefined],
      ['empty', 0],
    ]);
  });
});
