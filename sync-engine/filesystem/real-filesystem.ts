import { open, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ChecksumAlgorithm } from '../core/model/checksum.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName, ROOT_PATH } from '../core/model/relative-path.ts';
import type { Outcome, Result } from '../core/model/sync-error.ts';
import { readDirectory } from './directory-reading.ts';
import { findErrno, parseOutcome, parseSyncError, refuse, rootError } from './errno-outcome.ts';
import { EventLoopShare } from './event-loop-share.ts';
import { findRefusal } from './expectation.ts';
import type { FileCalls } from './file-calls.ts';
import { nodeFileCalls } from './file-calls.ts';
import type {
  DirectoryReading,
  DiskSpace,
  Filesystem,
  FilesystemTraits,
  HashedFile,
  KeptItem,
  KeptStore,
  LocalExpectation,
  OpenFile,
  OpenOptions,
  PlaceRequest,
  StagingFile,
  StatReading,
} from './filesystem.ts';
import type { FilesystemClock } from './filesystem-clock.ts';
import { flush } from './flushing.ts';
import type { FolderLock } from './folder-lock.ts';
import { takeFolderLock } from './folder-lock.ts';
import { keepFile } from './kept-store.ts';
import { LocalRoot, toOutcome } from './local-root.ts';
import { toLocalEntry, toLocalStamp } from './local-stamp.ts';
import { isSaneTime, setModificationTime } from './modification-time.ts';
import { moveWithoutReplacing } from './moving.ts';
import { hashFile, openFile, openKept } from './opening-file.ts';
import { placeStaging } from './placing.ts';
import { makePrivateFolder, recoverPrivateFolder } from './private-folder.ts';
import { listPrivateFiles, readPrivateFile, removePrivateFile, writePrivateFile } from './private-files.ts';
import { RealKeptStore } from './real-kept-store.ts';
import { retryWhileHeld } from './retrying.ts';
import { listStaging, openStaging } from './staging-file.ts';
import { guessTraits, probeTraits } from './traits.ts';

/** What a real file system needs. The last two are for tests. */
export interface RealFilesystemOptions {
  /** Absolute path of the local root. It may lead through links; nothing below it does. */
  readonly rootPath: string;
  readonly clock: FilesystemClock;
  readonly calls?: FileCalls;
  readonly platform?: NodeJS.Platform;
}

const SYNCED: Result<void> = { ok: true, value: undefined };

/** Codes with which Windows answers an attempt to open or flush a directory. */
const NO_DIRECTORY_FLUSH: ReadonlySet<string | undefined> = new Set(['EISDIR', 'EPERM', 'EACCES']);

/** The file system of this machine, below one root. Every method but `open` throws before `open` has succeeded. */
export class RealFilesystem implements Filesystem {
  readonly kept: KeptStore;
  readonly #root: LocalRoot;
  readonly #share: EventLoopShare;
  readonly #clock: FilesystemClock;
  readonly #platform: NodeJS.Platform;
  #lock: FolderLock | undefined;

  constructor(options: RealFilesystemOptions) {
    this.#platform = options.platform ?? process.platform;
    this.#root = new LocalRoot(resolve(options.rootPath), options.calls ?? nodeFileCalls, this.#platform);
    this.#share = new EventLoopShare(options.clock);
    this.#clock = options.clock;
    this.kept = new RealKeptStore({
      root: this.#root,
      share: this.#share,
      nowMs: () => options.clock.nowMs(),
      retry: (attempt) => this.#retry(attempt),
    });
  }

  async open(options: OpenOptions = { isReadOnly: false }): Promise<Result<FilesystemTraits>> {
    try {
      const stats = this.#root.calls.stat(this.#root.rootPath);
      if (stats === undefined || !stats.isDirectory()) {
        return { ok: false, error: rootError('local-folder-missing', 'open') };
      }
      if (options.isReadOnly || options.isVisitor === true) {
        this.#root.remember(toLocalStamp(stats));
        return { ok: true, value: guessTraits(this.#platform) };
      }
      const privateFailure = makePrivateFolder(this.#root);
      if (privateFailure !== undefined) return { ok: false, error: privateFailure };
      const lock = takeFolderLock(this.#root.privatePath('lock'));
      if (!lock.ok) return lock;
      this.#lock = lock.value;
      this.#root.remember(toLocalStamp(stats));
      recoverPrivateFolder(this.#root);
      const traits = probeTraits(this.#root.privatePath(), this.#platform);
      return { ok: true, value: traits };
    } catch (error) {
      await this.close();
      return { ok: false, error: { ...parseSyncError(error, 'open'), scope: 'sync-folder' } };
    }
  }

  async readRoot(): Promise<StatReading> {
    try {
      const stats = this.#root.calls.stat(this.#root.rootPath);
      return stats === undefined ? { kind: 'absent' } : { kind: 'present', entry: toLocalEntry('', stats) };
    } catch (error) {
      return { kind: 'failed', error: parseSyncError(error, 'read-root') };
    }
  }

  readDirectory(path: RelativePath): Promise<DirectoryReading> {
    return readDirectory(this.#root, path, this.#share);
  }

  async stat(path: RelativePath): Promise<StatReading> {
    return path === ROOT_PATH ? await this.readRoot() : await this.#share.run(() => this.#statNow(path));
  }

  #statNow(path: RelativePath): StatReading {
    const place = this.#root.resolve(path, 'stat');
    if (place.kind === 'parent-missing') return { kind: 'absent' };
    if (place.kind === 'failed') return place;
    try {
      const stats = this.#root.calls.lstat(place.absolutePath);
      return stats === undefined ? { kind: 'absent' } : { kind: 'present', entry: toLocalEntry(baseName(path), stats) };
    } catch (error) {
      return { kind: 'failed', error: parseSyncError(error, 'stat') };
    }
  }

  openFile(path: RelativePath): Promise<Outcome<OpenFile>> {
    return this.#retry(() => openFile(this.#root, path));
  }

  hashFile(path: RelativePath, signal: AbortSignal, also?: readonly ChecksumAlgorithm[]): Promise<Outcome<HashedFile>> {
    return this.#retry(() => hashFile(this.#root, path, { signal, also }));
  }

  makeDirectory(path: RelativePath): Promise<Outcome<LocalStamp>> {
    return this.#act(path, 'make-directory', (absolutePath): Outcome<LocalStamp> => {
      this.#root.calls.makeDirectory(absolutePath, 0o777);
      const stats = this.#root.calls.lstat(absolutePath);
      return stats === undefined ? refuse('changed-meanwhile') : { kind: 'done', value: toLocalStamp(stats) };
    });
  }

  move(from: RelativePath, to: RelativePath, expect: LocalExpectation): Promise<Outcome<LocalStamp>> {
    return this.#act(from, 'move', (absoluteFrom) => {
      const target = this.#root.resolve(to, 'move');
      if (target.kind !== 'inside') return toOutcome(target);
      return moveWithoutReplacing(this.#root, { from: absoluteFrom, to: target.absolutePath, expect });
    });
  }

  keepFile(path: RelativePath, expect: LocalExpectation, keepId: string): Promise<Outcome<KeptItem>> {
    return this.#act(path, 'keep-file', (absolutePath) =>
      keepFile(this.#root, { path, absolutePath, expect, keepId, nowMs: this.#clock.nowMs() }),
    );
  }

  openKept(keepId: string, originalPath: RelativePath): Promise<Outcome<OpenFile>> {
    return this.#retry(() => openKept(this.#root, keepId, originalPath));
  }

  removeDirectory(path: RelativePath, expect: LocalExpectation): Promise<Outcome<void>> {
    return this.#act(path, 'remove-directory', (absolutePath) => {
      const refusal = findRefusal(this.#root.calls, absolutePath, expect);
      if (refusal !== undefined) return refuse(refusal);
      if (expect.kind === 'absent' || expect.nodeKind !== 'directory') return refuse('missing');
      return this.#removeEmpty(absolutePath);
    });
  }

  openStaging(id: string): Promise<Result<StagingFile>> {
    return openStaging(this.#root, id);
  }

  listStaging(): Promise<readonly string[]> {
    return listStaging(this.#root);
  }

  place(request: PlaceRequest): Promise<Outcome<LocalStamp>> {
    assertNotRoot(request.target);
    // Before the first attempt: each must place the same bytes or none.
    const sized = { ...request, sizeBytes: request.staging.sizeBytes };
    return this.#retry(() => placeStaging(this.#root, sized, this.#clock.nowMs()));
  }

  setModificationTime(path: RelativePath, mtimeMs: number, expect: LocalExpectation): Promise<Outcome<LocalStamp>> {
    if (!isSaneTime(mtimeMs, this.#clock.nowMs())) return this.#confirm(path, expect);
    return this.#act(path, 'set-modification-time', (absolutePath) =>
      setModificationTime(this.#root, { absolutePath, expect, mtimeMs }),
    );
  }

  async syncDirectory(path: RelativePath): Promise<Result<void>> {
    const place = this.#root.resolve(path, 'sync-directory');
    if (place.kind === 'failed') return { ok: false, error: place.error };
    if (place.kind === 'parent-missing') return SYNCED;
    try {
      await using handle = await open(place.absolutePath, 'r');
      await flush(this.#root.calls, handle);
      return SYNCED;
    } catch (error) {
      const errno = findErrno(error);
      // Windows can neither open nor flush directories; NTFS keeps names by its own journal.
      const isNormal = errno === 'ENOENT' || (this.#platform === 'win32' && NO_DIRECTORY_FLUSH.has(errno));
      return isNormal ? SYNCED : { ok: false, error: parseSyncError(error, 'sync-directory') };
    }
  }

  async readSpace(): Promise<Result<DiskSpace>> {
    const failure = this.#root.findFailure('read-space');
    if (failure !== undefined) return { ok: false, error: failure };
    try {
      const { bavail, blocks, bsize } = await statfs(this.#root.rootPath);
      return { ok: true, value: { freeBytes: bavail * bsize, totalBytes: blocks * bsize } };
    } catch (error) {
      return { ok: false, error: parseSyncError(error, 'read-space') };
    }
  }

  readPrivate(name: string): Promise<string | undefined> {
    return readPrivateFile(this.#root, name);
  }

  writePrivate(name: string, text: string): Promise<Result<void>> {
    return writePrivateFile(this.#root, name, text);
  }

  listPrivate(prefix: string): Promise<readonly string[]> {
    return listPrivateFiles(this.#root, prefix);
  }

  removePrivate(name: string): Promise<Result<void>> {
    return removePrivateFile(this.#root, name);
  }

  async close(): Promise<void> {
    this.#lock?.release();
    this.#lock = undefined;
  }

  #act<Value>(
    path: RelativePath,
    act: string,
    change: (absolutePath: string) => Outcome<Value>,
  ): Promise<Outcome<Value>> {
    assertNotRoot(path);
    return this.#retry(() => {
      const place = this.#root.resolve(path, act);
      if (place.kind !== 'inside') return toOutcome(place);
      try {
        return change(place.absolutePath);
      } catch (error) {
        return parseOutcome(error, act);
      }
    });
  }

  #retry<Value>(attempt: () => Outcome<Value> | Promise<Outcome<Value>>): Promise<Outcome<Value>> {
    return retryWhileHeld({ platform: this.#platform, clock: this.#clock }, attempt);
  }

  /** POSIX lets EEXIST and ENOTEMPTY both say that a directory is not empty. */
  #removeEmpty(absolutePath: string): Outcome<void> {
    try {
      this.#root.calls.removeDirectory(absolutePath);
      return { kind: 'done', value: undefined };
    } catch (error) {
      return findErrno(error) === 'EEXIST' ? refuse('changed-meanwhile') : parseOutcome(error, 'remove-directory');
    }
  }

  /** The stamp of what is there, if it is as expected. */
  #confirm(path: RelativePath, expect: LocalExpectation): Promise<Outcome<LocalStamp>> {
    return this.#act(path, 'confirm', (absolutePath): Outcome<LocalStamp> => {
      const refusal = findRefusal(this.#root.calls, absolutePath, expect);
      if (refusal !== undefined) return refuse(refusal);
      const stats = this.#root.calls.lstat(absolutePath);
      return stats === undefined ? refuse('missing') : { kind: 'done', value: toLocalStamp(stats) };
    });
  }
}

/** The root itself is never made, moved, kept or removed: a caller that tries has a bug. */
function assertNotRoot(path: RelativePath): void {
  if (path === ROOT_PATH) throw new RangeError('the root cannot be changed');
}
