import type { Readable } from 'node:stream';
import type { Checksum, ChecksumSet } from '../core/model/checksum.ts';
import type { Holder } from '../core/model/holder.ts';
import type { ETag, FileId } from '../core/model/ids.ts';
import type { NodeKind, RemoteStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome, Result, SyncError } from '../core/model/sync-error.ts';

/** What sign-in and capabilities told of the server behind a sync folder. */
export interface ServerDescription {
  readonly kind: 'owncloud10' | 'infinite-scale';
  readonly productName: string;
  readonly version: string;
  readonly userId: string;
  readonly displayName: string;
  /** Tells two servers, users or spaces apart, whatever address they are reached by; the base is only good for one. */
  readonly rootIdentity: string;
  readonly uploads: 'put-only' | 'chunking-ng' | 'tus';
  /** True where conditions are known to be ignored: then the transport looks right before it writes or removes. */
  readonly ignoresConditions: boolean;
  /** Names that the server takes under no circumstances, as it tells itself; compared in any case of letters. */
  readonly refusedNames: readonly string[];
  /** Where server-sent events can be read, if the server has them. */
  readonly pushUrl: string | undefined;
}

/** One item of a listing. */
export interface RemoteEntry extends RemoteStamp {
  readonly name: string;
  readonly kind: NodeKind;
  /** 425: the server still processes the bytes; all values are valid, a GET is not answered yet. */
  readonly isProcessing: boolean;
}

/** An item that is there but whose answer lacks what is needed (id, etag): unknown, never absent. */
export interface DamagedEntry {
  readonly name: string;
  readonly detail: string;
}

/** A directory as the server showed it in one complete, well-formed answer. */
export interface Listing {
  readonly self: RemoteEntry;
  /** Complete for depth 1, empty for depth 0. Order means nothing. */
  readonly children: readonly RemoteEntry[];
  readonly damaged: readonly DamagedEntry[];
  /** RFC 6578 token of the collection, where the server has one and it was asked for (only at the root). */
  readonly syncToken: string | undefined;
  /** `oc:data-fingerprint` of the root: another value than before means that the server was restored from a backup. */
  readonly dataFingerprint?: string;
}

/** Looking at one place. Only a 404 for this very place is `absent`; everything else that is no listing is `failed`. */
export type ListOutcome =
  | { readonly kind: 'listed'; readonly listing: Listing }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** All directories of a tree at once. */
export type TreeOutcome =
  /** Each as `list` with depth 1 would show it; those that did not come complete are missing. */
  | { readonly kind: 'listed'; readonly listings: ReadonlyMap<RelativePath, Listing> }
  | { readonly kind: 'not-offered' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** What must be at a place for a write to be allowed. */
export type RemoteExpectation =
  | { readonly kind: 'absent' }
  | { readonly kind: 'version'; readonly fileId: FileId; readonly etag: ETag };

/** State of a large upload that can go on after an interruption. Opaque to all but the transport. */
export interface UploadResume {
  readonly protocol: 'chunking-ng' | 'tus';
  /** Address or id of the session on the server. May hold a token: kept in the sync database, never logged. */
  readonly session: string;
  readonly sizeBytes: number;
  readonly checksum: Checksum;
  /** When the server throws the session away, where it says so. */
  readonly expiresAtMs?: number;
}

/** The bytes are not those any more that were to be sent. */
export class SourceChangedError extends Error {
  override readonly name = 'SourceChangedError';
}

/** A lock of ours on a file of the server, until somebody unlocks it or its time runs out. */
export interface RemoteLock {
  readonly fileId: FileId;
  /** Whoever has it may write: kept in the sync database, never logged. */
  readonly token: string;
}

export interface LockRequest {
  readonly path: RelativePath;
  /** When the lock ends by itself; a server may give less. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Where a lock of ours was taken. */
export interface LockPlace {
  readonly path: RelativePath;
  readonly token: string;
  readonly signal: AbortSignal;
}

export type LockOutcome =
  | { readonly kind: 'locked'; readonly lock: RemoteLock }
  /** Nothing is there that this person may write to. */
  | { readonly kind: 'not-lockable' }
  /** The server knows no locks, or does not tell how to let go of one. */
  | { readonly kind: 'not-offered' }
  /** `locked-on-server`: somebody else was first, named where the server tells. */
  | { readonly kind: 'failed'; readonly error: SyncError }
  /** Nobody held it right before, and the answer is lost: it may be locked for us by now. */
  | { readonly kind: 'unknown'; readonly error: SyncError };

/** Who may write to an item, as far as locks decide that. */
export type LockLook =
  /** Also where nothing is, and on a server without locks. */
  | { readonly kind: 'free' }
  | {
      readonly kind: 'locked';
      /** Undefined where the server names nobody. */
      readonly holder: Holder | undefined;
      /** Taken by whoever is signed in here, perhaps on another computer: with the token, where the server shows it. */
      readonly own: RemoteLock | undefined;
      /** Until it ends by itself, where the server tells; some tell how long that was when it was taken. */
      readonly leftMs?: number;
    }
  | { readonly kind: 'failed'; readonly error: SyncError };

export type RefreshOutcome =
  | { readonly kind: 'refreshed' }
  /** There is no such lock any more, also where the server cannot let one run on: it has to be taken anew. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly error: SyncError };

export interface UploadRequest {
  readonly path: RelativePath;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly checksum: Checksum;
  readonly expect: RemoteExpectation;
  /** Token of our own lock on the file. Not every kind of upload can show it: then it ends as `locked-on-server`. */
  readonly lockToken?: string;
  /**
   * Opens the bytes from an offset; called once per attempt or chunk; the transport destroys what it opened. A stream
   * that ends with `SourceChangedError` ends the upload as `still-changing`.
   */
  readonly open: (startByte: number, endByteExclusive: number) => Readable;
  /** The session that an earlier attempt left, if size and checksum are still the same. */
  readonly resume: UploadResume | undefined;
  /** Called when a session begins (to be stored before bytes are sent) and with `undefined` when it is over. */
  readonly onSession: (session: UploadResume | undefined) => void;
  /** Bytes handed to the network since the last call. */
  readonly onProgress: (bytes: number) => void;
  /** How many bytes of a resumable upload the server is known to have: they are not sent again. */
  readonly onStored: (bytes: number) => void;
  readonly signal: AbortSignal;
}

export interface DownloadRequest {
  readonly path: RelativePath;
  /** Bytes of the same version that are already here; 0 for all. Ranges are only joined when the etag matches. */
  readonly startByte: number;
  /** The version wanted. An answer with another etag is `refused: changed-meanwhile`. */
  readonly etag: ETag;
  readonly signal: AbortSignal;
}

export interface Download {
  readonly etag: ETag;
  /** Length of the whole file, not of the rest. */
  readonly sizeBytes: number;
  /** What the answer's header promised, else undefined. The caller verifies. */
  readonly checksum: ChecksumSet | undefined;
  /** 0 when the server ignored the range and sends all. */
  readonly startByte: number;
  /**
   * Errors out when the connection ends before the announced length. The caller must consume or destroy it, and owns its
   * pieces: nobody else looks at them.
   */
  readonly body: Readable;
}

/** How much the server puts into one archive. */
export interface ArchiveLimits {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

/** One file of an archive: whatever an archive calls it, it is this one when size and checksum are the same. */
export interface ArchiveItem {
  readonly fileId: FileId;
  /** Above 0: of an empty file there is nothing to tell it by. */
  readonly sizeBytes: number;
  /** Must hold a SHA-1 or stronger. */
  readonly checksum: ChecksumSet;
}

/** Files that are wanted in one archive. */
export interface ArchiveRequest<Item extends ArchiveItem> {
  /** Within the limits. */
  readonly items: readonly Item[];
  /**
   * Called for each file that came whole and with the right checksum: at most once each, one after the other. The bytes
   * are those that the checksum of the item stands for; nothing is told of the version that the server has by now.
   */
  readonly onFile: (item: Item, bytes: Uint8Array) => Promise<void>;
  /** Bytes of files, also of such as turn out to be of no use. */
  readonly onProgress: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Above so many items the etags are followed instead. A directory that was moved is told with all that it holds, of
 * which nothing has to be looked at; and what was really written in many places costs a listing of each either way.
 */
export const MAX_REPORTED_ITEMS = 100;

/** Changes since a sync-token: places to look at again. */
export type ChangeReport =
  | { readonly kind: 'changes'; readonly directories: readonly RelativePath[]; readonly syncToken: string }
  /** More than `MAX_REPORTED_ITEMS`. */
  | { readonly kind: 'too-many' }
  | { readonly kind: 'token-expired' }
  | { readonly kind: 'not-supported' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** How a file came to be what it is on the server, as far as the server tells. */
export interface FileOrigin {
  /** Name of whoever wrote it last. */
  readonly person: string | undefined;
  /** How long ago the server received it, by the server's own clock, in ms. */
  readonly receivedAgoMs: number | undefined;
}

/** An earlier content of a file that is looked for among the server's versions. */
export interface FormerVersion {
  readonly fileId: FileId;
  readonly etag: ETag | undefined;
  /** Bounds what is read. */
  readonly sizeBytes: number;
  readonly mtimeMs: number | undefined;
  readonly isWanted: (bytes: Uint8Array) => boolean;
}

/**
 * One remote root on one server, for one signed-in user. Paths are relative to that root. All methods may be called
 * concurrently; a pool of keep-alive connections bounds what is in flight. Nothing is retried inside, except a request
 * that provably never left this machine. No redirect is followed.
 */
export interface Transport {
  /** Requests sent so far, for summaries and tests. */
  readonly requestCount: number;
  /** Signs in, finds server kind and the remote root. Must be called, and succeed, before anything else. */
  connect(signal: AbortSignal): Promise<Result<ServerDescription>>;
  /** PROPFIND of one place. */
  list(path: RelativePath, depth: 0 | 1, signal: AbortSignal): Promise<ListOutcome>;
  /**
   * PROPFIND of the root with depth infinity, where the server is known to allow it. A failure says nothing of the
   * items: `list` still tells.
   */
  listTree?(signal: AbortSignal): Promise<TreeOutcome>;
  /**
   * A text that is another one whenever something below the root has changed, and sometimes else: the cheapest question
   * there is. It may be some seconds old. Absent: only `list` tells.
   */
  readRootVersion?(signal: AbortSignal): Promise<Result<string>>;
  /** RFC 6578 sync-collection below the root, as far as it tells of few items. */
  readChanges(syncToken: string, signal: AbortSignal): Promise<ChangeReport>;
  /**
   * Where directories with a text in their names may be, as the server's own search has it: it may lack some and name
   * others that are gone. Empty where the server has no search; absent where it is never asked. Only `list` tells.
   */
  searchDirectories?(text: string, signal: AbortSignal): Promise<Result<readonly RelativePath[]>>;
  /**
   * Who wrote a file, and when it came. It is a little late: what it tells may be of the version before. Absent where
   * it is never asked; a failure says nothing of the file.
   */
  readOrigin?(fileId: FileId, signal: AbortSignal): Promise<Result<FileOrigin>>;
  /** The bytes of an earlier content, undefined when the server has none like it. Absent where it is never asked. */
  readFormerVersion?(wanted: FormerVersion, signal: AbortSignal): Promise<Result<Uint8Array | undefined>>;
  /** GET. `done` means that headers are here and right; the body streams. */
  download(request: DownloadRequest): Promise<Outcome<Download>>;
  /** Of `downloadArchive`, once connected; absent or undefined where the server has no such service. */
  readonly archiveLimits?: ArchiveLimits | undefined;
  /**
   * Many files in one stream. Some or all may be missing afterwards, whatever the end: `download` still tells. Returns
   * why the archive ended before its time, or undefined. Never holds more in memory than the largest wanted file.
   */
  downloadArchive?<Item extends ArchiveItem>(request: ArchiveRequest<Item>): Promise<SyncError | undefined>;
  /** PUT, or the server's resumable upload for large files. Done = the server's stamp of exactly the sent bytes. */
  upload(request: UploadRequest): Promise<Outcome<RemoteEntry>>;
  /**
   * Throws the pieces of an unfinished upload away. Undefined when nothing is left that could be thrown away; an error
   * when the server has to be asked again.
   */
  abandonUpload(session: UploadResume, signal: AbortSignal): Promise<SyncError | undefined>;
  /** MKCOL. A place that is taken is `refused: exists`. */
  makeDirectory(path: RelativePath, signal: AbortSignal): Promise<Outcome<RemoteEntry>>;
  /** MOVE that never replaces anything and is never sent onto itself. */
  move(request: MoveRequest): Promise<Outcome<RemoteEntry>>;
  /** DELETE of exactly the version that was observed. Absent already is `done`. */
  remove(request: RemoveRequest): Promise<Outcome<void>>;
  /** Who holds the lock of an item, in one small question. */
  readLock(path: RelativePath, signal: AbortSignal): Promise<LockLook>;
  /** Locks a file for writing, exclusively. Never makes a file. */
  lock(request: LockRequest): Promise<LockOutcome>;
  /** Lets a lock of ours run from now on. */
  refreshLock(place: LockPlace, timeoutMs: number): Promise<RefreshOutcome>;
  /** Undefined when the lock is gone, also where it was before; an error when the server has to be asked again. */
  unlock(place: LockPlace): Promise<SyncError | undefined>;
  /**
   * Reads server-sent events until the signal aborts; calls back once per event that is not our own echo, and when the
   * stream opens: there is no replay. Ends with the reason when the stream breaks; the caller decides when to connect
   * again. Sync folders of one account share a stream; `renewal` aborts when it may be dead, and ends it for all of them.
   */
  readPushEvents(
    onEvent: (news: PushNews) => void,
    signal: AbortSignal,
    renewal?: AbortSignal,
  ): Promise<SyncError | undefined>;
  /** Closes all connections. */
  close(): Promise<void>;
}

/** What an event is about: the stream has been opened, a lock is gone, or something has changed. */
export type PushNews = 'opened' | 'unlocked' | 'changed';

export interface MoveRequest {
  readonly from: RelativePath;
  readonly to: RelativePath;
  readonly fileId: FileId;
  readonly signal: AbortSignal;
}

export interface RemoveRequest {
  readonly path: RelativePath;
  readonly kind: NodeKind;
  readonly fileId: FileId;
  /** For a directory this covers everything below it, because etags propagate upwards. */
  readonly etag: ETag;
  /** Nothing is removed unless this file has this version: it has the bytes for whose sake the other one may go. */
  readonly onlyWhile?: FileVersion;
  readonly signal: AbortSignal;
}

/** One version of the file at a place. */
export interface FileVersion {
  readonly path: RelativePath;
  readonly fileId: FileId;
  readonly etag: ETag;
}
