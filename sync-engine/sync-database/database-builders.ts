import type { FalseAlarm } from '../core/model/false-alarm.ts';
import type { Hold } from '../core/model/hold.ts';
import { EMPTY_CHECKSUM } from '../core/model/checksum.ts';
import type { ConflictId, ConflictRecord, Exchange } from '../core/model/conflict.ts';
import type { HistoryEntry } from '../core/model/history.ts';
import type { ETag } from '../core/model/ids.ts';
import { ROOT_ID, toFileId, toHistoryId, toNodeId } from '../core/model/ids.ts';
import type { LocalStamp, RemoteStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type {
  BaseRow,
  BegunMove,
  BegunUpload,
  FailureRow,
  FolderIdentity,
  KeptRow,
  OwnLock,
  ParkedNode,
} from './sync-database.ts';

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
export const begunUpload: BegunUpload = {
  kind: 'upload',
  path: 'Docs/a.odt' as RelativePath,
  checksum: EMPTY_CHECKSUM,
  local: localStamp,
  begunAtMs: 1_700_000_000_000,
};

/** A move under way. */
export const begunMove: BegunMove = {
  kind: 'move',
  side: 'remote',
  nodeId: toNodeId(7),
  path: 'Docs/b.odt' as RelativePath,
  parentId: toNodeId(8),
  begunAtMs: 1_700_000_000_001,
};

/** A lock on the server. */
export const ownLock: OwnLock = {
  fileId: toFileId('0001oc'),
  path: 'Docs/a.odt' as RelativePath,
  token: 'opaquelocktoken:1',
  takenAtMs: 1_699_999_100_000,
  expiresAtMs: 1_700_000_000_000,
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

/** A decision with every field set. */
export const exchange: Exchange = {
  how: 'both',
  atMs: 9,
  original: { before: EMPTY_CHECKSUM, after: EMPTY_CHECKSUM, keepId: 'k1' },
  second: { before: EMPTY_CHECKSUM, after: undefined, keepId: undefined },
  renamedTo: 'b.odt',
};

/** An open conflict with every field set. */
export const conflict: ConflictRecord = {
  id: 'c1' as ConflictId,
  origin: 'content',
  nodeId: toNodeId(4),
  path: 'Docs/a.odt' as RelativePath,
  secondName: 'a (Fassung von Ana, 2026-03-01 14-05-09).odt',
  base: { checksum: EMPTY_CHECKSUM, etag: 'old' as ETag, sizeBytes: 0, mtimeMs: 1 },
  server: { checksum: EMPTY_CHECKSUM, etag: 'abc' as ETag, sizeBytes: 12, mtimeMs: 2 },
  local: { checksum: undefined, etag: undefined, sizeBytes: 13, mtimeMs: 3 },
  serverAuthor: 'Bert',
  serverReceivedAtMs: 1_700_000_000_000,
  wasServerAsked: true,
  recordedAtMs: 4,
  state: { kind: 'open' },
};

/** A failure of a remote path. */
export const failure: FailureRow = {
  path: 'Docs/a.odt' as RelativePath,
  side: 'remote',
  what: 'upload v1',
  code: 'quota-exceeded',
  attempts: 2,
  lastAttemptAtMs: 4_500,
  nextAttemptAtMs: 5_000,
  detail: 'PUT 507',
  heldBy: { name: 'Bert', sinceMs: 4_000 },
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

/** A sign that a person has called meant. */
export const falseAlarm: FalseAlarm = { kind: 'renamed', extension: 'größe', rememberedAtMs: 7 };
