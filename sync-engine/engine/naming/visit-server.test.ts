import { expect, it } from 'vitest';
import { CountingMap } from '../../core/selection/counting-map.ts';
import { toFileId } from '../../core/model/ids.ts';
import type { ETag, RemoteKey } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { RemoteRow } from '../../sync-database/sync-database.ts';
import { createVisitServer } from './visit-server.ts';

const FILES = 150_000;

function row(key: string, parentKey: string | undefined, name: string): RemoteRow {
  return {
    key: key as RemoteKey,
    parentKey: parentKey as RemoteKey | undefined,
    fileId: toFileId(key),
    name,
    kind: parentKey === 'dir' ? 'file' : 'directory',
    etag: 'e' as ETag,
    sizeBytes: 0,
    mtimeMs: 0,
    checksum: undefined,
    permissions: undefined,
    isProcessing: false,
    listedEtag: undefined,
  };
}

/** A folder that has shown a directory with so many files, and takes no part in more than looking. */
function open(rows: () => ReadonlyMap<RemoteKey, RemoteRow>) {
  return createVisitServer({
    records: { loadRemoteTree: rows },
    actBetweenRuns: () => Promise.reject(new Error('a look takes no turn')),
  });
}

it('goes over the server’s tree once for thousands of items that are renamed, and again when it is another one', () => {
  const files = Array.from({ length: FILES }, (_, index) => row(`f${index}`, 'dir', `Akte ${index}`));
  let rows = new CountingMap(
    [row('root', undefined, ''), row('dir', 'root', 'Amt'), ...files].map((one) => [one.key, one]),
  );
  const server = open(() => rows);

  for (let index = 0; index < 10_000; index += 1) server.find(`Amt/Akte ${index}` as RelativePath);
  expect(rows.handedOut).toBe(FILES + 2);
  expect(server.find('Amt/Akte 9' as RelativePath)).toEqual({ fileId: 'f9', nodeKind: 'file' });

  rows = new CountingMap([...rows].filter(([key]) => key !== 'f9'));
  expect(server.find('Amt/Akte 9' as RelativePath)).toBeUndefined();
  expect(server.find('Amt' as RelativePath)).toEqual({ fileId: 'dir', nodeKind: 'directory' });
});
