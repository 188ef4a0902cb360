import type { ChecksumAlgorithm } from '../core/model/checksum.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName, isInside, isName, joinPath, parentPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { Outcome, Result, SyncError } from '../core/model/sync-error.ts';
import { cancelledError, nameRefusedError, refuse, rootError, toSyncError } from './errno-outcome.ts';
import { compareExpectation } from './expectation.ts';
import type { FakeNode } from './fake-disk.ts';
import { FakeDisk } from './fake-disk.ts';
import type { FakeAct } from './fake-faults.ts';
import { FakeFaults } from './fake-faults.ts';
import { FakeKeptStore } from './fake-kept-store.ts';
import { openFakeFile } from './fake-open-file.ts';
import { FakeStagingFile, toFakeDigests } from './fake-staging-file.ts';
import { FakeUser } from './fake-user.ts';
import type {
  DirectoryReading,
  DiskSpace,
  Filesystem,
  FilesystemTraits,
  HashedFile,
  KeptItem,
  KeptStore,
  LocalEntry,
  LocalExpectation,
  OpenFile,
  OpenOptions,
  PlaceRequest,
  StagingFile,
  StatReading,
  UnreadableEntry,
} from './filesystem.ts';
import { PRIVATE_FOLDER } from './filesystem.ts';
import type { FilesystemClock } from './filesystem-clock.ts';
import { isSaneTime } from './modification-time.ts';
import { assertPrivateId } from './private-files.ts';

const LONGEST_NAME_BYTES = 255;

export interface FakeFilesystemOptions {
  readonly clock: Pick<FilesystemClock, 'nowMs'>;
  /** A disk that was used before, as after a restart. */
  readonly disk?: FakeDisk;
}

/** A file system in memory, held to the real one by the conformance suite. */
export class FakeFilesystem implements Filesystem {
  readonly disk: FakeDisk;
  readonly user: FakeUser;
  readonly faults = new FakeFaults();
  readonly kept: KeptStore;
  /** Names that a reading reports as unreadable, besides what the disk holds. */
  readonly unreadable = new Map<RelativePath, UnreadableEntry['reason']>();
  /** Called when what was expected at a target has been kept, and nothing is there yet. */
  beforeArrival: (target: RelativePath) => void = () => {};
  readonly #clock: Pick<FilesystemClock, 'nowMs'>;
  #root: FakeNode | undefined;
  #device: bigint | undefined;
  #holdsLock = false;

  constructor(options: FakeFilesystemOptions) {
    this.#clock = options.clock;
    this.disk = options.disk ?? new FakeDisk();
    this.user = new FakeUser(this.disk);
    this.kept = new FakeKeptStore({
      disk: this.disk,
      findRootBlock: (act) => this.#findRootBlock(act),
      faults: this.faults,
      beforeArrival: (target) => this.beforeArrival(target),
      clearTarget: async ({ target, expect, displacedKeepId }) =>
        this.#findBlock(target, 'restore-kept') ??
        this.#displaceNow({ target, expect, displaced: { kind: 'keep', keepId: displacedKeepId } }),
    });
  }

  async open(options: OpenOptions = { isReadOnly: false }): Promise<Result<FilesystemTraits>> {
    const error = await this.faults.take('open', ROOT_PATH);
    if (error !== undefined) return { ok: false, error };
    if (this.disk.root === undefined) return { ok: false, error: rootError('local-folder-missing', 'open') };
    const isGuest = options.isReadOnly || options.isVisitor === true;
    if (this.disk.isLocked && !isGuest) {
      return { ok: false, error: { ...rootError('local-folder-missing', 'lock'), code: 'local-folder-in-use' } };
    }
    if (!isGuest) {
      this.disk.isLocked = true;
      this.#holdsLock = true;
    }
    this.#root = this.disk.root;
    this.#device = this.disk.device;
    const { isCaseSensitive, keepsUnicodeForm, timeStepNs, hasStableInodes } = this.disk.options;
    const constant = { hasDirectoryTimes: true, nameRules: 'posix' } as const;
    return { ok: true, value: { isCaseSensitive, keepsUnicodeForm, timeStepNs, hasStableInodes, ...constant } };
  }

  async readRoot(): Promise<StatReading> {
    const error = await this.faults.take('read-root', ROOT_PATH);
    if (error !== undefined) return { kind: 'failed', error };
    if (this.disk.root === undefined) return { kind: 'absent' };
    return { kind: 'present', entry: this.#toEntry('', this.disk.root) };
  }

  async readDirectory(path: RelativePath): Promise<DirectoryReading> {
    const blocked = await this.#enter('read-directory', path);
    if (blocked !== undefined) return blocked.kind === 'refused' ? { kind: 'absent' } : blocked;
    const directory = this.disk.findDirectory(path);
    if (directory === undefined) return { kind: 'absent' };
    const all = [...directory.children.values()];
    const isUnreadable = (name: string): boolean => this.unreadable.has(joinPath(path, name));
    const entries = all.filter(({ name }) => !isUnreadable(name)).map(({ name, node }) => this.#toEntry(name, node));
    const unreadable = [...this.unreadable]
      .filter(([place]) => parentPath(place) === path)
      .map(([place, reason]) => ({ name: baseName(place), reason }));
    return { kind: 'read', stamp: this.disk.toStamp(directory), entries, unreadable };
  }

  async stat(path: RelativePath): Promise<StatReading> {
    if (path === ROOT_PATH) return await this.readRoot();
    const blocked = await this.#enter('stat', path);
    if (blocked !== undefined) return blocked.kind === 'refused' ? { kind: 'absent' } : blocked;
    const node = this.disk.find(path);
    return node === undefined ? { kind: 'absent' } : { kind: 'present', entry: this.#toEntry(baseName(path), node) };
  }

  async openFile(path: RelativePath): Promise<Outcome<OpenFile>> {
    const blocked = await this.#enter('open-file', path);
    if (blocked !== undefined) return blocked;
    const node = this.disk.find(path);
    if (node === undefined) return refuse('missing');
    if (node.kind !== 'file') return refuse('changed-meanwhile');
    const expect: LocalExpectation = { kind: 'stamp', nodeKind: 'file', stamp: this.disk.toStamp(node) };
    return { kind: 'done', value: openFakeFile(this.disk, node, () => this.#findRefusal(path, expect) === undefined) };
  }

  async hashFile(
    path: RelativePath,
    signal: AbortSignal,
    also?: readonly ChecksumAlgorithm[],
  ): Promise<Outcome<HashedFile>> {
    const before = this.disk.find(path);
    const stampBefore = before === undefined ? undefined : this.disk.toStamp(before);
    const blocked = await this.#enter('hash-file', path);
    if (blocked !== undefined) return blocked;
    if (signal.aborted) return { kind: 'failed', error: cancelledError('hash-file') };
    if (before === undefined || stampBefore === undefined) return refuse('missing');
    if (before.kind !== 'file') return refuse('changed-meanwhile');
    const refusal = this.#findRefusal(path, { kind: 'stamp', nodeKind: 'file', stamp: stampBefore });
    if (refusal !== undefined) return refuse('changed-meanwhile');
    return { kind: 'done', value: { ...toFakeDigests(before.bytes, also), stamp: stampBefore } };
  }

  async makeDirectory(path: RelativePath): Promise<Outcome<LocalStamp>> {
    const blocked = await this.#enter('make-directory', path);
    if (blocked !== undefined) return blocked;
    if (this.disk.find(path) !== undefined) return refuse('exists');
    const node = this.disk.createNode('directory');
    this.disk.attach(path, node);
    return { kind: 'done', value: this.disk.toStamp(node) };
  }

  async move(from: RelativePath, to: RelativePath, expect: LocalExpectation): Promise<Outcome<LocalStamp>> {
    const blocked = (await this.#enter('move', from)) ?? this.#findBlock(to, 'move');
    return blocked ?? this.#moveNow(from, to, expect);
  }

  async keepFile(path: RelativePath, expect: LocalExpectation, keepId: string): Promise<Outcome<KeptItem>> {
    assertKeepable(expect, keepId);
    const blocked = await this.#enter('keep-file', path);
    return blocked ?? this.#keepNow(path, expect, keepId);
  }

  async openKept(keepId: string, originalPath: RelativePath): Promise<Outcome<OpenFile>> {
    assertPrivateId(keepId);
    const error = await this.#enterPrivate('open-kept', originalPath);
    if (error !== undefined) return { kind: 'failed', error };
    const node = this.disk.kept.get(keepId)?.get(baseName(originalPath));
    return node === undefined ? refuse('missing') : { kind: 'done', value: openFakeFile(this.disk, node, () => true) };
  }

  async removeDirectory(path: RelativePath, expect: LocalExpectation): Promise<Outcome<void>> {
    const blocked = await this.#enter('remove-directory', path);
    if (blocked !== undefined) return blocked;
    const refusal = this.#findRefusal(path, expect);
    if (refusal !== undefined) return refuse(refusal);
    if (expect.kind === 'absent' || expect.nodeKind !== 'directory') return refuse('missing');
    const hasHidden = [...this.unreadable.keys()].some((place) => isInside(place, path));
    if (hasHidden || this.disk.find(path)?.children.size !== 0) return refuse('changed-meanwhile');
    this.disk.asOneChange(() => this.disk.free(this.disk.detach(path)));
    return { kind: 'done', value: undefined };
  }

  async openStaging(id: string): Promise<Result<StagingFile>> {
    assertPrivateId(id);
    const error = await this.#enterPrivate('open-staging');
    if (error !== undefined) return { ok: false, error };
    return { ok: true, value: new FakeStagingFile(id, this.disk, this.disk.openStaging(id)) };
  }

  async listStaging(): Promise<readonly string[]> {
    return this.#isRootSame ? [...this.disk.staging.keys()] : [];
  }

  async place(request: PlaceRequest): Promise<Outcome<LocalStamp>> {
    const { target, expect, staging, mtimeMs } = request;
    if (expect.kind === 'stamp' && request.displaced.kind === 'keep') assertKeepable(expect, request.displaced.keepId);
    const blocked = await this.#enter('place', target);
    if (blocked !== undefined) return blocked;
    if (!(staging instanceof FakeStagingFile)) throw new TypeError('a staging file of this file system was expected');
    const node = staging.findNamed();
    if (node === undefined) return refuse('missing');
    this.disk.syncBytes(node);
    const displaced = this.#displaceNow(request);
    if (displaced.kind !== 'done') return displaced;
    this.beforeArrival(target);
    if (this.disk.find(target) !== undefined) return refuse('exists');
    if (isSaneTime(mtimeMs, this.#clock.nowMs())) this.disk.setTime(node, toNs(mtimeMs));
    this.disk.asOneChange(() => {
      this.disk.takeStaging(staging.id);
      this.disk.attach(target, node);
    });
    return { kind: 'done', value: this.disk.toStamp(node) };
  }

  async setModificationTime(
    path: RelativePath,
    mtimeMs: number,
    expect: LocalExpectation,
  ): Promise<Outcome<LocalStamp>> {
    const blocked = await this.#enter('set-modification-time', path);
    if (blocked !== undefined) return blocked;
    const refusal = this.#findRefusal(path, expect);
    if (refusal !== undefined) return refuse(refusal);
    const node = this.disk.find(path);
    if (node?.kind !== 'file') return refuse('missing');
    if (isSaneTime(mtimeMs, this.#clock.nowMs())) this.disk.setTime(node, toNs(mtimeMs));
    return { kind: 'done', value: this.disk.toStamp(node) };
  }

  async syncDirectory(path: RelativePath): Promise<Result<void>> {
    const blocked = await this.#enterDirectory('sync-directory', path);
    if (blocked !== undefined) return { ok: false, error: blocked };
    this.disk.syncNames(path);
    return { ok: true, value: undefined };
  }

  async readSpace(): Promise<Result<DiskSpace>> {
    const error = await this.#enterPrivate('read-space');
    if (error !== undefined) return { ok: false, error };
    return { ok: true, value: { freeBytes: this.disk.freeBytes(), totalBytes: this.disk.options.capacityBytes } };
  }

  async readPrivate(name: string): Promise<string | undefined> {
    assertPrivateId(name);
    return this.#isRootSame ? this.disk.privateTexts.get(name) : undefined;
  }

  async writePrivate(name: string, text: string): Promise<Result<void>> {
    assertPrivateId(name);
    const error = await this.#enterPrivate('write-private');
    if (error !== undefined) return { ok: false, error };
    this.disk.privateTexts.set(name, text);
    return { ok: true, value: undefined };
  }

  async listPrivate(prefix: string): Promise<readonly string[]> {
    const names = this.#isRootSame ? [...this.disk.privateTexts.keys()] : [];
    return names.filter((name) => name.startsWith(prefix)).toSorted();
  }

  async removePrivate(name: string): Promise<Result<void>> {
    assertPrivateId(name);
    const blocked = this.#findRootBlock('remove-private');
    if (blocked !== undefined) return { ok: false, error: blocked.error };
    this.disk.privateTexts.delete(name);
    return { ok: true, value: undefined };
  }

  async close(): Promise<void> {
    if (this.#holdsLock) this.disk.isLocked = false;
    this.#holdsLock = false;
    this.#root = undefined;
  }

  /** The hook, faults, and the border around the root. */
  async #enter(
    act: FakeAct,
    path: RelativePath,
  ): Promise<Exclude<Outcome<never>, { kind: 'done' | 'unknown' }> | undefined> {
    const error = await this.faults.take(act, path);
    return error === undefined ? this.#findBlock(path, act) : { kind: 'failed', error };
  }

  /** The same for the root and for directories that may be gone. */
  async #enterDirectory(act: FakeAct, path: RelativePath): Promise<SyncError | undefined> {
    const fault = await this.faults.take(act, path);
    if (fault !== undefined) return fault;
    const blocked = path === ROOT_PATH ? this.#findRootBlock(act) : this.#findBlock(path, act);
    return blocked?.kind === 'failed' ? blocked.error : undefined;
  }

  /** The same for what the private folder holds. */
  async #enterPrivate(act: FakeAct, path: RelativePath = ROOT_PATH): Promise<SyncError | undefined> {
    return (await this.faults.take(act, path)) ?? this.#findRootBlock(act)?.error;
  }

  get #isRootSame(): boolean {
    return this.disk.root === this.#root && this.disk.device === this.#device;
  }

  #findRootBlock(act: string): { readonly kind: 'failed'; readonly error: SyncError } | undefined {
    if (this.disk.root === undefined) return { kind: 'failed', error: rootError('local-folder-missing', act) };
    if (!this.#isRootSame) return { kind: 'failed', error: rootError('local-folder-replaced', act) };
    return undefined;
  }

  #findBlock(path: RelativePath, act: FakeAct): Exclude<Outcome<never>, { kind: 'done' | 'unknown' }> | undefined {
    if (this.#root === undefined) throw new Error('the file system is not open');
    if (path === ROOT_PATH && act !== 'read-directory') throw new RangeError('the root cannot be changed');
    const names = path.split('/');
    if (names[0] === PRIVATE_FOLDER || !names.every((name) => name.isWellFormed())) {
      return { kind: 'failed', error: nameRefusedError(act) };
    }
    const rootBlock = this.#findRootBlock(act);
    if (rootBlock !== undefined) return rootBlock;
    if (this.disk.findDirectory(parentPath(path)) === undefined) return { kind: 'refused', reason: 'parent-missing' };
    if (Buffer.byteLength(baseName(path)) <= LONGEST_NAME_BYTES) return undefined;
    return { kind: 'failed', error: toSyncError('ENAMETOOLONG', act) };
  }

  #findRefusal(path: RelativePath, expect: LocalExpectation) {
    const node = this.disk.find(path);
    return compareExpectation(node === undefined ? undefined : this.#toEntry('', node), expect);
  }

  #moveNow(from: RelativePath, to: RelativePath, expect: LocalExpectation): Outcome<LocalStamp> {
    const refusal = this.#findRefusal(from, expect);
    if (refusal !== undefined) return refuse(refusal);
    if (expect.kind === 'absent') return refuse('missing');
    const taken = this.disk.findName(to);
    const isOtherSpelling = taken?.node === this.disk.find(from) && taken?.name !== baseName(to);
    if (taken !== undefined && !isOtherSpelling) return refuse('exists');
    if (isInside(to, from) && !isOtherSpelling) return { kind: 'failed', error: toSyncError('EINVAL', 'move') };
    const node = this.disk.asOneChange(() => {
      const moved = this.disk.detach(from);
      this.disk.attach(to, moved);
      return moved;
    });
    return { kind: 'done', value: this.disk.toStamp(node) };
  }

  #keepNow(path: RelativePath, expect: LocalExpectation, keepId: string): Outcome<KeptItem> {
    const refusal = this.#findRefusal(path, expect);
    if (refusal !== undefined) return refuse(refusal);
    if (expect.kind === 'absent') return refuse('missing');
    if (this.disk.kept.get(keepId)?.has(baseName(path)) === true) return refuse('exists');
    const node = this.disk.asOneChange(() => {
      const kept = this.disk.detach(path);
      this.disk.keep(keepId, baseName(path), kept);
      return kept;
    });
    const keptAtMs = this.#clock.nowMs();
    return { kind: 'done', value: { keepId, originalPath: path, keptAtMs, sizeBytes: node.bytes.length } };
  }

  #displaceNow({ target, expect, displaced }: Omit<PlaceRequest, 'staging' | 'mtimeMs'>): Outcome<unknown> {
    const refusal = this.#findRefusal(target, expect);
    if (refusal !== undefined) return refuse(refusal);
    if (expect.kind === 'absent') return { kind: 'done', value: undefined };
    if (displaced.kind === 'keep') return this.#keepNow(target, expect, displaced.keepId);
    if (!isName(displaced.name)) throw new RangeError('the other name must be one name');
    return this.#moveNow(target, joinPath(parentPath(target), displaced.name), expect);
  }

  #toEntry(name: string, node: FakeNode): LocalEntry {
    return { name, kind: node.kind, stamp: this.disk.toStamp(node) };
  }
}

function toNs(timeMs: number): bigint {
  return BigInt(Math.floor(timeMs)) * 1_000_000n;
}

function assertKeepable(expect: LocalExpectation, keepId: string): void {
  assertPrivateId(keepId);
  if (expect.kind === 'stamp' && expect.nodeKind === 'directory') throw new RangeError('only files are kept');
}
