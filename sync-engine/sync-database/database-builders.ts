import type { Hold } from '../core/model/hold.ts';
import { EMPTY_CHECKSUM } from '../core/model/checksum.ts';
import type { HistoryEntry } from '../core/model/history.ts';
import type { ETag } from '../core/model/ids.ts';
import { ROOT_ID, toFileId, toHistoryId, toNodeId } from '../core/model/ids.ts';
import type { LocalStamp, RemoteStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { BaseRow, FailureRow, FolderIdentity, KeptRow, ParkedNode, SentUpload } from './sync-database.ts';

/** Builders for tests of databases. */

/** The highest number that a file system can use. */
const DEVICE_AND_INODE_MAX = 2n ** 64n - 1n;

/** A stamp with the extremes of each field. */
export const localStamp: LocalStamp = {
  device: DEVICE_AND_INODE_MAX,
  inode: DEVICE_AND_INODE_MAX - 1n,
  birthNs: 0n,
  sizeBytes: Number.MAX_SAFE_INTEGER,
  mtimeNs: 1_700_000_000_123_456_789n,
  ctimeNs: -1n,
};

/** A stamp with every field set. */
export const remoteStamp: RemoteStamp = {
  fileId: toFileId('0001oc'),
  etag: 'abc' as ETag,
  sizeBytes: 12,
  mtimeMs: 1_700_000_000_000,
  checksum: EMPTY_CHECKSUM,
  permissions: 'RDNVW',
};

/** A row of the synced tree, present on both sides unless `changes` say otherwise. */
export function buildBaseRow(id: number, name: string, changes: Partial<BaseRow> = {}): BaseRow {
  const ids = { id: toNodeId(id), parentId: ROOT_ID };
  const row = { ...ids, name, kind: 'file', checksum: EMPTY_CHECKSUM, local: localStamp, remote: remoteStamp } as const;
  return { ...row, ...changes };
}

/** An identity with every field set. */
export const identity: FolderIdentity = {
  folderId: 'folder-1',
  localRootPath: '/home/ana/BayernBox',
  localRootDevice: DEVICE_AND_INODE_MAX,
  localRootInode: 7n,
  remoteRootIdentity: 'https://cloud.example/dav/files/ana',
  remoteRootFileId: '0001oc',
};

/** A local node parked away from the root. */
export const parked: ParkedNode = { nodeId: toNodeId(9), side: 'local', parkName: 'p-9', parentId: ROOT_ID, name: 'a' };

/** An upload under way. */
export const sent: SentUpload = {
  path: 'Docs/a.odt' as RelativePath,
  checksum: EMPTY_CHECKSUM,
  local: localStamp,
  sentAtMs: 1_700_000_000_000,
};

/** A kept version without checksum. */
export const kept: KeptRow = {
  keepId: 'k1',
  originalPath: 'Docs/a.odt' as RelativePath,
  sizeBytes: 3,
  checksum: undefined,
  keptAtMs: 2,
  reason: 'removed-on-server',
};

/** A failure of a remote path. */
export const failure: FailureRow = {
  path: 'Docs/a.odt' as RelativePath,
  side: 'remote',
  code: 'quota-exceeded',
  attempts: 2,
  nextAttemptAtMs: 5_000,
  detail: 'PUT 507',
};

/** An entry of the history with every field set. */
export function buildHistoryEntry(id: string, changes: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: toHistoryId(id),
    runId: 'run',
    atMs: 1_700_000_000_000,
    verb: 'move',
    side: 'local',
    nodeKind: 'file',
    path: 'Docs/a.odt' as RelativePath,
    target: 'b.odt' as RelativePath,
    reversal: { kind: 'move-back', inode: DEVICE_AND_INODE_MAX, checksum: EMPTY_CHECKSUM },
    undoes: toHistoryId('earlier-1'),
    ...changes,
  };
}

/** An open question with every field set. */
export const hold: Hold = {
  id: 'a1b2c3',
  revision: 2,
  kind: 'removals',
  side: 'remote',
  reason: 'many-in-a-while',
  firstSeenMs: 5,
  changedMs: 6,
  nodes: [toNodeId(3), toNodeId(4)],
  fileCount: 1,
  allFiles: 9,
  paths: ['Docs/Größe „1“.odt' as RelativePath],
  isApproved: false,
};
