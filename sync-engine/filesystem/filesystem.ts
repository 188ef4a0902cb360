import type { Readable } from 'node:stream';
import type { Checksum, ChecksumAlgorithm } from '../core/model/checksum.ts';
import type { LocalStamp, NodeKind } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome, Result, SyncError } from '../core/model/sync-error.ts';
import type { Digests } from './digester.ts';

/** What a name in a directory turned out to be. Links are never followed. */
export type LocalEntryKind = NodeKind | 'symbolic-link' | 'special';

export interface LocalEntry {
  readonly name: string;
  readonly kind: LocalEntryKind;
  readonly stamp: LocalStamp;
}

/** A name that is there but could not be looked at: unknown, never absent. */
export interface UnreadableEntry {
  /** With U+FFFD for bytes that are no UTF-8. */
  readonly name: string;
  readonly reason: 'name-not-utf8' | 'unreadable' | 'other-file-system';
}

/** Looking into one directory. Only ENOENT (or a parent that is no directory) is `absent`. */
export type DirectoryReading =
  | {
      readonly kind: 'read';
      readonly stamp: LocalStamp;
      readonly entries: readonly LocalEntry[];
      readonly unreadable: readonly UnreadableEntry[];
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** Looking at one place. */
export type StatReading =
  | { readonly kind: 'present'; readonly entry: LocalEntry }
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** A file opened for reading, at the moment of its stamp. */
export interface OpenFile {
  readonly stamp: LocalStamp;
  /** A stream over a range of the open file (not of the path). */
  read(startByte: number, endByteExclusive: number): Readable;
  /** All bytes at once, for small files; `refused: changed-meanwhile` when they were not the stamp's to the end. */
  readWhole(): Promise<Outcome<Uint8Array>>;
  /** SHA-1 of all bytes; `refused: changed-meanwhile` when they were not the stamp's to the end. */
  hash(signal: AbortSignal): Promise<Outcome<Checksum>>;
  /**
   * True while the open file has the size and time of its stamp, wherever it may lie by now: what was read so far is of
   * one version.
   */
  isUnmodified(): Promise<boolean>;
  /** Makes the bytes durable: no row may tell of bytes that a power cut could still take. */
  sync(): Promise<Result<void>>;
  close(): Promise<void>;
}

/** What reading a whole file told of it. */
export interface HashedFile extends Digests {
  readonly stamp: LocalStamp;
}

/** Room on a disk. */
export interface DiskSpace {
  /** Space that a user may still fill. */
  readonly freeBytes: number;
  /** Size of the whole disk. */
  readonly totalBytes: number;
}

/** What must be at a place, right before the act. */
export type LocalExpectation =
  | { readonly kind: 'absent' }
  | { readonly kind: 'stamp'; readonly nodeKind: NodeKind; readonly stamp: LocalStamp };

/** A private file that becomes visible only by `place`. */
export interface StagingFile {
  readonly id: string;
  /** Bytes that are already in it, from an earlier attempt. */
  readonly sizeBytes: number;
  /**
   * Appends all of `body`, or bytes that are here; returns how many were written. Back-pressure is kept. The pieces of a
   * stream are taken over: their memory is given back when they are written, and nobody may look at them again.
   */
  append(
    body: Readable | Uint8Array,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Result<number>>;
  /** SHA-1 over the whole content, and other kinds of checksums beside it. Bytes of an earlier attempt are read from disk. */
  checksum(signal: AbortSignal, also?: readonly ChecksumAlgorithm[]): Promise<Result<Digests>>;
  /** Throws the content away but keeps the file. */
  truncate(): Promise<Result<void>>;
  /** Removes it. */
  discard(): Promise<void>;
  close(): Promise<void>;
}

export interface PlaceRequest {
  readonly staging: StagingFile;
  readonly target: RelativePath;
  readonly mtimeMs: number;
  readonly expect: LocalExpectation;
  /**
   * Where the present item goes when one is expected: into the safety store, or (conflict) under another name in the
   * same directory. Ignored when nothing is expected.
   */
  readonly displaced:
    | { readonly kind: 'keep'; readonly keepId: string }
    | { readonly kind: 'rename'; readonly name: string };
}

/** What the safety store holds of one displaced item. */
export interface KeptItem {
  readonly keepId: string;
  readonly originalPath: RelativePath;
  readonly keptAtMs: number;
  readonly sizeBytes: number;
}

/** One file of the safety store, as it lies on the disk. */
export interface KeptFile {
  readonly keepId: string;
  readonly name: string;
  readonly stamp: LocalStamp;
}

export interface RestoreRequest {
  readonly keepId: string;
  /** The name that it had. */
  readonly name: string;
  readonly target: RelativePath;
  /** What must be at the target. A file that is expected there goes into the safety store under `displacedKeepId`. */
  readonly expect: LocalExpectation;
  readonly displacedKeepId: string;
}

/** What `keepFile` and `place` have put aside. Only `drop` ever takes bytes away. */
export interface KeptStore {
  /** Every file in the store; fails when it cannot be read as a whole. */
  list(): Promise<Result<readonly KeptFile[]>>;
  find(keepId: string, name: string): Promise<StatReading>;
  /** SHA-1 of the bytes between two equal stamps, as `hashFile`. */
  hash(keepId: string, name: string, signal: AbortSignal): Promise<Outcome<{ checksum: Checksum; stamp: LocalStamp }>>;
  /** Renames a kept file to its target without ever replacing. Refused `missing` when it is not in the store any more. */
  restore(request: RestoreRequest): Promise<Outcome<LocalStamp>>;
  /** Removes a kept file for ever, if it is as it was listed. Only for whoever holds the lock. */
  drop(file: KeptFile): Promise<Outcome<void>>;
}

/** How a file system is opened. */
export interface OpenOptions {
  /** Makes nothing, takes no lock, and guesses the traits from the operating system; only looking is allowed. */
  readonly isReadOnly: boolean;
  /**
   * As read-only, but may act as any program of the user may: everything except staging and `drop`. Whoever holds the
   * lock at the same time sees it as the user's changes.
   */
  readonly isVisitor?: boolean;
}

/** What names and times this file system can hold; found by trying, in the private folder. */
export interface FilesystemTraits {
  readonly isCaseSensitive: boolean;
  readonly keepsUnicodeForm: boolean;
  readonly hasStableInodes: boolean;
  /** True where a directory shows another time as soon as a name has come to it or left it. */
  readonly hasDirectoryTimes: boolean;
  /** Smallest step of mtime, in ns: 2 s on FAT. */
  readonly timeStepNs: bigint;
  /** Rules for names of the operating system. */
  readonly nameRules: 'posix' | 'macos' | 'windows';
}

/**
 * One local root. No method follows a link or leaves the root: every directory on the way is checked to be a real one.
 * No method ever overwrites or unlinks a user's bytes: what must go is renamed into the safety store. Acts check their
 * expectation right before. The private folder, too, is that of the root that was opened: once another folder is in its
 * place, as when a disk goes away, nothing is read, made or removed there, and nothing counts as absent because of it.
 * All methods may be called concurrently for different paths.
 */
export interface Filesystem {
  readonly kept: KeptStore;
  /**
   * Checks the root, makes the private `.bayernbox` folder, takes the lock against a second instance. Read-only and
   * visiting are less: see `OpenOptions`.
   */
  open(options?: OpenOptions): Promise<Result<FilesystemTraits>>;
  /** Identity of the root itself, to notice an unmounted disk or a replaced folder. */
  readRoot(): Promise<StatReading>;
  readDirectory(path: RelativePath): Promise<DirectoryReading>;
  stat(path: RelativePath): Promise<StatReading>;
  openFile(path: RelativePath): Promise<Outcome<OpenFile>>;
  /**
   * SHA-1 of the bytes between two equal stamps, and other kinds of checksums from the same reading; a file that changes
   * meanwhile is `refused: changed-meanwhile`.
   */
  hashFile(path: RelativePath, signal: AbortSignal, also?: readonly ChecksumAlgorithm[]): Promise<Outcome<HashedFile>>;
  makeDirectory(path: RelativePath): Promise<Outcome<LocalStamp>>;
  /** Renames without ever replacing. Also for names that differ only in case. */
  move(from: RelativePath, to: RelativePath, expect: LocalExpectation): Promise<Outcome<LocalStamp>>;
  /** Moves one file into the safety store. */
  keepFile(path: RelativePath, expect: LocalExpectation, keepId: string): Promise<Outcome<KeptItem>>;
  /** Opens what `keepFile` or `place` put into the safety store under this id and path; `missing` when it is gone. */
  openKept(keepId: string, originalPath: RelativePath): Promise<Outcome<OpenFile>>;
  /** Removes one empty directory; one that is not empty is `refused: changed-meanwhile`. */
  removeDirectory(path: RelativePath, expect: LocalExpectation): Promise<Outcome<void>>;
  /** Opens (or creates) a staging file by an id that the caller chose; survives a restart. One user at a time per id. */
  openStaging(id: string): Promise<Result<StagingFile>>;
  /** Ids of the staging files that are there; none when they cannot be read now. */
  listStaging(): Promise<readonly string[]>;
  /**
   * Makes a verified staging file visible: fsync, set mtime, displace what is expected there, rename, never replace.
   * Refused `missing` when its name in the private folder is not that of the very file that was filled any more.
   */
  place(request: PlaceRequest): Promise<Outcome<LocalStamp>>;
  /** Sets the time of a file that is still as expected. */
  setModificationTime(path: RelativePath, mtimeMs: number, expect: LocalExpectation): Promise<Outcome<LocalStamp>>;
  /**
   * Makes names of a directory durable. Called before the base rows that rely on them are written; when it fails, they
   * must not be written. A directory that is gone has no names to make durable.
   */
  syncDirectory(path: RelativePath): Promise<Result<void>>;
  /** Room on the disk of the root. */
  readSpace(): Promise<Result<DiskSpace>>;
  /**
   * Small private files beside staging and kept, such as the marker of the root's identity. Undefined when there is
   * none that can be read: writing it tells why.
   */
  readPrivate(name: string): Promise<string | undefined>;
  writePrivate(name: string, text: string): Promise<Result<void>>;
  /** Names of private texts that begin like this, sorted; none when they cannot be read now. */
  listPrivate(prefix: string): Promise<readonly string[]>;
  /** Removes a private text, if it is there. */
  removePrivate(name: string): Promise<Result<void>>;
  /** Gives the lock back. */
  close(): Promise<void>;
}

/** Name of the private folder in every sync folder; never synced. */
export const PRIVATE_FOLDER = '.bayernbox';

/** Names that parked items carry for a moment; never synced. */
export const PARK_PREFIX = '.bayernbox-park-';
