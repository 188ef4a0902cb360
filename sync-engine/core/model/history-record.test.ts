import { expect, it } from 'vitest';
import { EMPTY_CHECKSUM } from './checksum.ts';
import type { HistoryEntry } from './history.ts';
import { parseHistoryEntry, parseReversal, toHistoryJson } from './history-record.ts';
import { toFileId, toHistoryId } from './ids.ts';
import type { RelativePath } from './relative-path.ts';

const ENTRY: HistoryEntry = {
  id: toHistoryId('run-1'),
  runId: 'run',
  atMs: 5,
  verb: 'restore',
  side: 'local',
  nodeKind: 'file',
  path: 'Docs/a.odt' as RelativePath,
  target: undefined,
  reversal: { kind: 'move-back', inode: 2n ** 64n - 1n, checksum: EMPTY_CHECKSUM },
  undoes: undefined,
};

it('reads back every field of what was written', () => {
  expect(parseHistoryEntry(JSON.parse(toHistoryJson(ENTRY)))).toEqual(ENTRY);
});

it('reads back how an item is renamed back on the server', () => {
  const reversal = { kind: 'move-back-on-server', fileId: toFileId('00000042oc') } as const;

  expect(parseReversal(JSON.parse(toHistoryJson(reversal)))).toEqual(reversal);
});

it.each([
  ['nothing', undefined],
  ['a text', 'run-1'],
  ['a foreign id', { id: '../x' }],
  ['a path out of the root', { path: '../x' }],
  ['an unknown verb', { verb: 'explode' }],
  ['an unknown side', { side: 'above' }],
  ['a time in words', { atMs: 'now' }],
])('takes %s for no entry', (_, changes) => {
  const value: unknown = JSON.parse(toHistoryJson(ENTRY));
  const changed = typeof changes === 'object' ? { ...(value as object), ...changes } : changes;

  expect(parseHistoryEntry(changed)).toBeUndefined();
});

it.each([
  undefined,
  { kind: 'restore', keepId: '../../etc' },
  { kind: 'keep-file', checksum: 'abc' },
  { kind: 'put-back', keepId: 'k1' },
  { kind: 'move-back-on-server', fileId: '' },
  { kind: 'of a later version' },
])('does not try to turn round what it cannot read: %j', (value) => {
  expect(parseReversal(value)).toEqual({ kind: 'none', why: 'not-recorded' });
});
