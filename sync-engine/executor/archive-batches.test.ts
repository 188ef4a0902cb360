import { expect, test } from 'vitest';
import type { ChecksumSet } from '../core/model/checksum.ts';
import { parseChecksumSet } from '../core/model/checksum.ts';
import { toNodeId, toRemoteKey } from '../core/model/ids.ts';
import type { Operation, OperationId } from '../core/model/operation.ts';
import { remoteStamp } from '../sync-database/database-builders.ts';
import type { RemoteRow } from '../sync-database/sync-database.ts';
import { planArchiveBatches } from './archive-batches.ts';

const UNLIMITED = { maxFiles: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY };
const KIBIBYTE = 1024;

function checksum(text: string): ChecksumSet | undefined {
  return parseChecksumSet(text);
}

const SHA1 = checksum(`SHA1:${'a'.repeat(40)}`);

const remoteRow: RemoteRow = {
  ...remoteStamp,
  key: toRemoteKey(remoteStamp.fileId, () => false),
  parentKey: undefined,
  name: 'a',
  kind: 'file',
  isProcessing: false,
  listedEtag: undefined,
};

function download(id: number, side: 'local' | 'remote' = 'local'): Operation {
  const place = { parentId: toNodeId(0), name: `${id}` };
  const core = { id: id as OperationId, node: toNodeId(id + 1), side, after: [], place };
  return { ...core, kind: 'transfer', mode: { kind: 'create' } };
}

/** How many operations each batch has, for files like this. */
function plan(
  rows: readonly Partial<RemoteRow>[],
  { limits = UNLIMITED, leastFiles = 2 }: { readonly limits?: typeof UNLIMITED; readonly leastFiles?: number } = {},
): readonly number[] {
  const operations = rows.map((_, id) => download(id));
  const batchOf = planArchiveBatches({
    operations,
    findRow: ({ id }) => ({ ...remoteRow, sizeBytes: 10, checksum: SHA1, isProcessing: false, ...rows[id] }),
    limits,
    leastFiles,
  });
  return [...new Set(batchOf.values())].map((batch) => batch.operations.length);
}

function files(count: number, row: Partial<RemoteRow> = {}): readonly Partial<RemoteRow>[] {
  return Array.from({ length: count }, () => row);
}

test('many small files come in archives of 64, in the order of the plan', () => {
  expect(plan(files(150))).toEqual([64, 64, 22]);
});

test('an archive holds at most 8 MiB', () => {
  expect(plan(files(20, { sizeBytes: KIBIBYTE * KIBIBYTE }))).toEqual([8, 8, 4]);
});

test('limits of the server are kept', () => {
  expect(plan(files(10), { limits: { maxFiles: 4, maxBytes: 1_000 } })).toEqual([4, 4, 2]);
  expect(plan(files(10), { limits: { maxFiles: 100, maxBytes: 25 } })).toEqual([2, 2, 2, 2, 2]);
});

test('few files are asked for one by one', () => {
  expect(plan(files(15), { leastFiles: 16 })).toEqual([]);
  expect(plan(files(16), { leastFiles: 16 })).toEqual([16]);
});

test('a server without archives gets no batches', () => {
  const operations = [download(0), download(1)];

  expect(planArchiveBatches({ operations, findRow: () => remoteRow, limits: undefined, leastFiles: 1 }).size).toBe(0);
});

test.each<readonly [string, Partial<RemoteRow>]>([
  ['a large file', { sizeBytes: KIBIBYTE * KIBIBYTE + 1 }],
  ['an empty file', { sizeBytes: 0 }],
  ['a file that the server still processes', { isProcessing: true }],
  ['a file without a checksum', { checksum: undefined }],
  ['a file with a checksum that is too weak', { checksum: checksum('MD5:d41d8cd98f00b204e9800998ecf8427e') }],
])('%s comes by itself', (_what, row) => {
  expect(plan([...files(3), row, ...files(3)])).toEqual([6]);
});

test('uploads and items that the server does not show are left alone', () => {
  const operations = [download(0, 'remote'), download(1), download(2)];
  const row = { ...remoteRow, sizeBytes: 10, checksum: SHA1 };
  const findRow = ({ id }: Operation): RemoteRow | undefined => (id === 2 ? undefined : row);

  const batchOf = planArchiveBatches({ operations, findRow, limits: UNLIMITED, leastFiles: 1 });

  expect([...batchOf.keys()]).toEqual([1]);
});
