import { expect, test } from 'vitest';
import type { ETag, FileId, NodeId, RemoteKey } from '../../core/model/ids.ts';
import { ROOT_ID, toNodeId } from '../../core/model/ids.ts';
import type { NodeKind } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { BaseRow, BegunMove, RemoteRow } from '../../sync-database/sync-database.ts';
import { listExpectedPlaces } from './expected-places.ts';

const ROOT_KEY = 'root' as RemoteKey;
const [DIRECTORY, FILE] = [toNodeId(1), toNodeId(2)];

function row(
  id: NodeId,
  parentId: NodeId,
  [name, fileId, kind = 'file']: readonly [string, string, NodeKind?],
): BaseRow {
  const remote = {
    fileId: fileId as FileId,
    etag: 'e' as ETag,
    sizeBytes: 5,
    mtimeMs: 0,
    checksum: undefined,
    permissions: undefined,
  };
  return { id, parentId, name, kind, checksum: undefined, local: undefined, remote };
}

function remoteRow(fileId: string, parentKey: string | undefined, name: string): RemoteRow {
  return {
    key: fileId as RemoteKey,
    parentKey: parentKey as RemoteKey | undefined,
    name,
    kind: fileId === 'f' ? 'file' : 'directory',
    fileId: fileId as FileId,
    etag: 'e' as ETag,
    sizeBytes: 5,
    mtimeMs: 0,
    checksum: undefined,
    permissions: undefined,
    isProcessing: false,
    listedEtag: undefined,
  };
}

/** A directory `d` with the file `f` in it was agreed on. */
function listFor(directory: string, file: readonly [string, string], begun: readonly BegunMove[] = []): unknown {
  const rows = [remoteRow('root', undefined, ''), remoteRow('d', 'root', directory), remoteRow('f', ...file)];
  const base = [row(DIRECTORY, ROOT_ID, ['d', 'd', 'directory']), row(FILE, DIRECTORY, ['f', 'f'])];
  return listExpectedPlaces({
    base: new Map(base.map((each) => [each.id, each])),
    begun,
    parked: [],
    local: { items: [] },
    remote: { rootKey: ROOT_KEY, rows: new Map(rows.map((each) => [each.key, each])) },
  });
}

test('a file may be here where the server has moved it', () => {
  expect(listFor('d', ['root', 'f'])).toEqual([{ nodeId: FILE, path: 'f', parentId: undefined }]);
  expect(listFor('d', ['d', 'g'])).toEqual([{ nodeId: FILE, path: 'd/g', parentId: undefined }]);
});

test('a file that goes with its directory is expected nowhere else: its directory is what moved', () => {
  expect(listFor('new', ['d', 'f'])).toEqual([]);
});

test('a file below a name that no path can have is expected nowhere', () => {
  expect(listFor('..', ['d', 'g'])).toEqual([]);
});

test('of two that are expected at one place, a move of ours that is written down comes last and counts', () => {
  const act = { nodeId: DIRECTORY, path: 'f' as RelativePath, parentId: ROOT_ID, begunAtMs: 0 };
  const here: BegunMove = { kind: 'move', side: 'local', ...act };

  expect(listFor('d', ['root', 'f'], [{ ...here, side: 'remote' }, here])).toEqual([
    { nodeId: FILE, path: 'f', parentId: undefined },
    here,
  ]);
});

test('what carries a private name that we gave it is what we gave it to, whatever is at its place by now', () => {
  const stamp = { device: 1n, inode: 2n, sizeBytes: 5, mtimeNs: 0n, ctimeNs: 0n, birthNs: 0n };
  const items = ['f', 'd/.park-1', 'd/.park-2'].map((path) => ({
    path: path as RelativePath,
    kind: 'file' as const,
    stamp,
  }));
  const parked = (['local', 'remote'] as const).map((side, index) => {
    return { nodeId: FILE, side, parkName: `.park-${index + 1}`, parentId: ROOT_ID, name: 'f' };
  });
  const remote = { rootKey: ROOT_KEY, rows: new Map([[ROOT_KEY, remoteRow('root', undefined, '')]]) };

  expect(listExpectedPlaces({ base: new Map(), begun: [], parked, local: { items }, remote })).toEqual([
    { nodeId: FILE, path: 'd/.park-1', parentId: undefined },
  ]);
});
