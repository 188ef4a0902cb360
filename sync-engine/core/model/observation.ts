import type { ChecksumSet } from './checksum.ts';
import type { ETag, FileId, RemoteKey } from './ids.ts';
import type { RelativePath } from './relative-path.ts';

/** What kinds of items are synced. Everything else is a problem or ignored. */
export type NodeKind = 'file' | 'directory';

/**
 * What `lstat` showed of a local item at one moment. Two equal stamps of a path mean: not touched in between, down to
 * the clock tick of the file system. All times in ns since the epoch.
 */
export interface LocalStamp {
  readonly device: bigint;
  readonly inode: bigint;
  /** 0 when the file system has no birth time. */
  readonly birthNs: bigint;
  readonly sizeBytes: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** True when both stamps show the very same, untouched item. For directories only the identity is compared. */
export function isSameStamp(kind: NodeKind, a: LocalStamp, b: LocalStamp): boolean {
  if (a.device !== b.device || a.inode !== b.inode) return false;
  if (kind === 'directory') return true;
  return a.sizeBytes === b.sizeBytes && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}

/** What a listing of the server showed of one item. */
export interface RemoteStamp {
  readonly fileId: FileId;
  readonly etag: ETag;
  /** Size of a file; for a directory whatever the server says of its subtree, or 0. */
  readonly sizeBytes: number;
  /** Whole seconds on most servers; 0 when unknown. */
  readonly mtimeMs: number;
  /** What the server offers; undefined when it has none that we know (directories, some uploads by web). */
  readonly checksum: ChecksumSet | undefined;
  /** `oc:permissions` letters; undefined when the server sent none: then everything is tried. */
  readonly permissions: string | undefined;
}

/** One item of a local scan that takes part in syncing. */
export interface LocalItem {
  readonly path: RelativePath;
  readonly kind: NodeKind;
  readonly stamp: LocalStamp;
}

/** One item of the server's tree that takes part in syncing. */
export interface RemoteItem {
  readonly key: RemoteKey;
  readonly parentKey: RemoteKey;
  readonly fileId: FileId;
  readonly name: string;
  readonly kind: NodeKind;
  readonly stamp: RemoteStamp;
}
