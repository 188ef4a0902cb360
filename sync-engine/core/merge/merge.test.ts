import { expect, test } from 'vitest';
import { base, foldingPolicy, plainPolicy, tree } from '#sync-engine/testing/builders/trees.ts';
import type { Item } from '#sync-engine/testing/builders/trees.ts';
import { EMPTY_CHECKSUM } from '../model/checksum.ts';
import { merge } from './merge.ts';
import type { MergePolicy, MergeResult } from './merge-types.ts';

interface Case {
  readonly agreed?: readonly Item[];
  readonly local?: readonly Item[];
  readonly remote?: readonly Item[];
  readonly policy?: MergePolicy;
}

function mergeCase({ agreed = [], local = [], remote = [], policy = plainPolicy }: Case): MergeResult {
  const there = tree(...remote);
  return merge({ base: base(...agreed), local: tree(...local), remote: there, remoteNames: there, policy });
}

/** Desired items as `parent/name content-kind`. */
function wanted(result: MergeResult): readonly string[] {
  return [...result.desired.values()]
    .map(({ parentId, name, content }) => {
      const detail = content.kind === 'from' ? content.side : content.kind;
      return `${parentId}/${name} ${detail}`;
    })
    .toSorted();
}

test('an edit on one side is wanted on both', () => {
  const result = mergeCase({ agreed: [[1, 0, 'a', 'x']], local: [[1, 0, 'a', 'y']], remote: [[1, 0, 'a', 'x']] });

  expect(wanted(result)).toEqual(['0/a local']);
});

test('different edits on both sides keep the server under the name and the local bytes under another', () => {
  const result = mergeCase({ agreed: [[1, 0, 'a', 'x']], local: [[1, 0, 'a', 'y']], remote: [[1, 0, 'a', 'z']] });

  expect([...result.desired.values()][0]?.content).toEqual({ kind: 'conflict', conflictName: 'a (v1)' });
});

test('equal edits on both sides are no conflict', () => {
  const result = mergeCase({ agreed: [[1, 0, 'a', 'x']], local: [[1, 0, 'a', 'y']], remote: [[1, 0, 'a', 'y']] });

  expect(wanted(result)).toEqual(['0/a same']);
});

test('what one side deleted and the other left alone is not wanted', () => {
  const result = mergeCase({ agreed: [[1, 0, 'a', 'x']], remote: [[1, 0, 'a', 'x']] });

  expect(wanted(result)).toEqual([]);
  expect(result.forget).toEqual([]);
});

test('of two files with the same bytes, each side deleted another one: the one that the server still has lives on', () => {
  const agreed: readonly Item[] = [
    [1, 0, 'a', 'x'],
    [2, 0, 'b', 'x'],
  ];
  const crossing = mergeCase({ agreed, local: [[1, 0, 'a', 'x']], remote: [[2, 0, 'b', 'x']] });

  expect(wanted(crossing)).toEqual(['0/b remote']);
  expect(crossing.forget).toEqual([{ id: 2, side: 'local' }]);
});

test('of two files with the same bytes, one was deleted on one side and the other replaced on the other: the deleted one lives on', () => {
  const agreed: readonly Item[] = [
    [1, 0, 'a', 'x'],
    [2, 0, 'b', 'x'],
  ];
  const replacedThere = mergeCase({
    agreed,
    local: [[1, 0, 'a', 'x']],
    remote: [
      [1, 0, 'a', 'y'],
      [2, 0, 'b', 'x'],
    ],
  });
  const replacedHere = mergeCase({
    agreed,
    local: [
      [1, 0, 'a', 'y'],
      [2, 0, 'b', 'x'],
    ],
    remote: [[1, 0, 'a', 'x']],
  });

  expect(wanted(replacedThere)).toEqual(['0/a remote', '0/b remote']);
  expect(replacedThere.forget).toEqual([{ id: 2, side: 'local' }]);
  expect(wanted(replacedHere)).toEqual(['0/a local', '0/b local']);
  expect(replacedHere.forget).toEqual([{ id: 2, side: 'remote' }]);
});

test('who deletes one of two files with the same bytes and replaces the other has let the bytes go', () => {
  const agreed: readonly Item[] = [
    [1, 0, 'a', 'x'],
    [2, 0, 'b', 'x'],
  ];

  expect(wanted(mergeCase({ agreed, local: [[1, 0, 'a', 'y']], remote: agreed }))).toEqual(['0/a local']);
});

test('two files with the same bytes may go, each deleted on another side, when a third one has the bytes', () => {
  const third: Item = [3, 0, 'c', 'x'];
  const agreed: readonly Item[] = [[1, 0, 'a', 'x'], [2, 0, 'b', 'x'], third];
  const result = mergeCase({ agreed, local: [[1, 0, 'a', 'x'], third], remote: [[2, 0, 'b', 'x'], third] });

  expect(wanted(result)).toEqual(['0/c same']);
});

test('two files of no bytes may go, each deleted on another side', () => {
  const nothing = EMPTY_CHECKSUM;
  const agreed: readonly Item[] = [
    [1, 0, 'a', nothing],
    [2, 0, 'b', nothing],
  ];

  expect(wanted(mergeCase({ agreed, local: [[1, 0, 'a', nothing]], remote: [[2, 0, 'b', nothing]] }))).toEqual([]);
});

test('an edit beats a delete, and the deletion is forgotten first', () => {
  const result = mergeCase({ agreed: [[1, 0, 'a', 'x']], local: [[1, 0, 'a', 'y']] });

  expect(wanted(result)).toEqual(['0/a local']);
  expect(result.forget).toEqual([{ id: 1, side: 'remote' }]);
});

test('a directory that was renamed here and deleted there lives on with everything in it', () => {
  const result = mergeCase({
    agreed: [
      [1, 0, 'd'],
      [2, 1, 'f', 'x'],
    ],
    local: [
      [1, 0, 'e'],
      [2, 1, 'f', 'x'],
    ],
  });

  expect(wanted(result)).toEqual(['0/e local', '1/f local']);
});

test('a deleted directory comes back for the one file that was changed in it, and for nothing else', () => {
  const result = mergeCase({
    agreed: [
      [1, 0, 'd'],
      [2, 1, 'f', 'x'],
      [3, 1, 'g', 'x'],
    ],
    remote: [
      [1, 0, 'd'],
      [2, 1, 'f', 'y'],
      [3, 1, 'g', 'x'],
    ],
  });

  expect(wanted(result)).toEqual(['0/d remote', '1/f remote']);
});

test('a move here and a rename there are both kept', () => {
  const result = mergeCase({
    agreed: [
      [1, 0, 'd'],
      [2, 0, 'a', 'x'],
    ],
    local: [
      [1, 0, 'd'],
      [2, 1, 'a', 'x'],
    ],
    remote: [
      [1, 0, 'd'],
      [2, 0, 'b', 'x'],
    ],
  });

  expect(wanted(result)).toEqual(['0/d same', '1/b same']);
});

test('when both sides renamed an item, the name of the server wins', () => {
  const result = mergeCase({ agreed: [[1, 0, 'a', 'x']], local: [[1, 0, 'b', 'x']], remote: [[1, 0, 'c', 'x']] });

  expect(wanted(result)).toEqual(['0/c same']);
});

test('two directories that were moved into each other: the local move is taken back', () => {
  const result = mergeCase({
    agreed: [
      [1, 0, 'a'],
      [2, 0, 'b'],
    ],
    local: [
      [1, 2, 'a'],
      [2, 0, 'b'],
    ],
    remote: [
      [1, 0, 'a'],
      [2, 1, 'b'],
    ],
  });

  expect(wanted(result)).toEqual(['0/a same', '1/b same']);
});

test('equal new files at one place are one file', () => {
  const result = mergeCase({ local: [[1, 0, 'a', 'x']], remote: [[2, 0, 'a', 'x']] });

  expect(wanted(result)).toEqual(['0/a same']);
  expect([...result.aliases]).toEqual([[1, 2]]);
});

test('new directories of one name are united, with what is in them', () => {
  const result = mergeCase({
    local: [
      [1, 0, 'd'],
      [2, 1, 'f', 'x'],
    ],
    remote: [
      [11, 0, 'd'],
      [12, 11, 'f', 'x'],
      [13, 11, 'g', 'y'],
    ],
  });

  expect(wanted(result)).toEqual(['0/d same', '11/f same', '11/g remote']);
});

test('a new file and a new directory of one name: the server keeps the name', () => {
  const result = mergeCase({ local: [[1, 0, 'a']], remote: [[2, 0, 'a', 'x']] });

  expect(wanted(result)).toEqual(['0/a (v1) local', '0/a remote']);
});

test('an item that has a conflict name from an earlier run keeps it, until the server has it too', () => {
  const mark = 'a (Fassung von Ana, 2026-01-01 00-00-00).txt';
  const agreed: readonly Item[] = [
    [1, 0, 'd'],
    [2, 1, 'c.txt', 'x'],
    [3, 0, 'a.txt', 'y'],
  ];
  const remote: readonly Item[] = [
    [1, 0, 'd'],
    [2, 1, 'a.txt', 'x'],
    [3, 0, 'a.txt', 'y'],
  ];
  const local: readonly Item[] = [
    [1, 0, 'd'],
    [2, 0, mark, 'x'],
    [3, 0, 'a.txt', 'y'],
  ];

  expect(wanted(mergeCase({ agreed, local, remote }))).toEqual([`0/${mark} same`, '0/a.txt same', '0/d same']);
  const taken: Item = [4, 0, mark, 'z'];
  expect(wanted(mergeCase({ agreed, local, remote: [...remote, taken] }))).toContain('0/a.txt (v1) same');
});

test('a conflict name avoids every name that is in use on either side', () => {
  const result = mergeCase({
    agreed: [[1, 0, 'a', 'x']],
    local: [
      [1, 0, 'a', 'y'],
      [2, 0, 'a (v1)', 'other'],
    ],
    remote: [
      [1, 0, 'a', 'z'],
      [3, 0, 'a (v2)', 'other'],
    ],
  });

  expect(result.desired.get([...result.desired.keys()][0] ?? expect.fail())?.content).toEqual({
    kind: 'conflict',
    conflictName: 'a (v3)',
  });
});

test('two names of the server that differ only in case are one too many for a system that ignores case', () => {
  const result = mergeCase({
    agreed: [[1, 0, 'Readme', 'x']],
    local: [[1, 0, 'Readme', 'x']],
    remote: [
      [1, 0, 'Readme', 'x'],
      [2, 0, 'README', 'y'],
    ],
    policy: foldingPolicy,
  });

  expect(result.clashes).toEqual([{ id: 2, heldBy: 1 }]);
});

test('a new local file whose name differs only in case from a new one of the server is the same item there', () => {
  const local: readonly Item[] = [[1, 0, 'readme', 'x']];
  const remote: readonly Item[] = [[2, 0, 'README', 'x']];

  expect(wanted(mergeCase({ local, remote, policy: foldingPolicy }))).toEqual(['0/README same']);
  expect(wanted(mergeCase({ local, remote }))).toEqual(['0/README remote', '0/readme local']);
});

test('a new local file is not the one of the server that an item on its way to the name keeps away from here', () => {
  const result = mergeCase({
    agreed: [[1, 0, 'old', 'x']],
    local: [
      [1, 0, 'old', 'x'],
      [3, 0, 'A', 'z'],
    ],
    remote: [
      [1, 0, 'A', 'x'],
      [2, 0, 'a', 'y'],
    ],
    policy: foldingPolicy,
  });

  expect(result.aliases.size).toBe(0);
  expect(result.clashes).toEqual([{ id: 2, heldBy: 1 }]);
  expect(wanted(result)).toEqual(['0/A (v1) local', '0/A same', '0/a remote']);
});

test('the order in which the trees are read does not matter', () => {
  const agreed: readonly Item[] = [
    [1, 0, 'a'],
    [2, 0, 'b'],
    [3, 1, 'f', 'x'],
  ];
  const local: readonly Item[] = [
    [1, 2, 'a'],
    [2, 0, 'b'],
    [3, 1, 'f', 'y'],
  ];
  const remote: readonly Item[] = [
    [1, 0, 'a'],
    [2, 1, 'b'],
    [3, 1, 'f', 'z'],
  ];

  const reversed = { agreed: agreed.toReversed(), local: local.toReversed(), remote: remote.toReversed() };

  expect(wanted(mergeCase(reversed))).toEqual(wanted(mergeCase({ agreed, local, remote })));
});

test('a new local file with the very bytes of the one that moved to its name is given up for it', () => {
  const result = mergeCase({
    agreed: [[1, 0, 'a', 'x']],
    local: [
      [1, 0, 'a', 'x'],
      [2, 0, 'b', 'x'],
    ],
    remote: [[1, 0, 'b', 'x']],
  });

  expect(wanted(result)).toEqual(['0/b same']);
});
