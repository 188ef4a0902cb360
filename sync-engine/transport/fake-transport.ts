import { isAllowed } from '../core/model/permissions.ts';
import type { RemoteAct } from '../core/model/permissions.ts';
import { baseName, isInside, parentPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome, Result, SyncError } from '../core/model/sync-error.ts';
import { isSendableName } from './dav-path.ts';
import { compareExpectation } from './expectation.ts';
import { sendFakeArchive, sendFakeDownload } from './fake-download.ts';
import { toFakeListing, toFakeListings } from './fake-listing.ts';
import { findHeldNode, lookAtFakeLock, refuseFakeChange, refuseFakeWrite, takeFakeLock } from './fake-locks.ts';
import type { FakeCall, FakeRemoteFaults, TakenFault } from './fake-remote-faults.ts';
import type { FakeServer } from './fake-server.ts';
import { toFakeEntry } from './fake-tree.ts';
import type { FakeNode } from './fake-tree.ts';
import { receiveFakeUpload } from './fake-upload.ts';
import { createError } from './http/status-outcome.ts';
import type {
  ArchiveItem,
  ArchiveLimits,
  ArchiveRequest,
  ChangeReport,
  Download,
  DownloadRequest,
  ListOutcome,
  LockLook,
  LockOutcome,
  LockPlace,
  LockRequest,
  MoveRequest,
  RefreshOutcome,
  RemoteEntry,
  RemoveRequest,
  ServerDescription,
  Transport,
  TreeOutcome,
  UploadRequest,
  UploadResume,
} from './transport.ts';
import { MAX_REPORTED_ITEMS } from './transport.ts';

/** What a fake connection is like; each has a usual value. */
export interface FakeTransportOptions {
  readonly description?: Partial<ServerDescription>;
  /** Files above this size use sessions; 10 MiB when absent. */
  readonly resumableAboveBytes?: number;
  /** Size of a piece in a session; 10 MiB when absent. */
  readonly pieceBytes?: number;
  /** Whether the whole tree can be listed at once. */
  readonly offersTree?: boolean;
  /** Whether there is a cheap question for changes. */
  readonly tellsRootVersion?: boolean;
  /** Whether the server has a search. */
  readonly hasSearch?: boolean;
  /** Whether files can be locked; they can when absent. */
  readonly hasLocks?: boolean;
  /** Of the archive service; none when absent. */
  readonly archiveLimits?: ArchiveLimits | undefined;
  /** Faults of this connection alone; those of the server when absent. */
  readonly faults?: FakeRemoteFaults;
}

const TEN_MEBIBYTES = 10 * 1024 * 1024;

const DESCRIPTION: ServerDescription = {
  kind: 'owncloud10',
  productName: 'Fake',
  version: '10.0.0',
  userId: 'anna',
  displayName: 'Anna',
  rootIdentity: 'fake-root',
  uploads: 'chunking-ng',
  ignoresConditions: false,
  refusedNames: [],
  pushUrl: 'fake:push',
};

/** A `Transport` onto a `FakeServer` in memory; held to the real one by the conformance suite. */
export class FakeTransport implements Transport {
  readonly #server: FakeServer;
  readonly #options: FakeTransportOptions;
  readonly #calls: string[] = [];

  constructor(server: FakeServer, options: FakeTransportOptions = {}) {
    this.#server = server;
    this.#options = options;
  }

  get #resumableAboveBytes(): number {
    return this.#options.resumableAboveBytes ?? TEN_MEBIBYTES;
  }

  get requestCount(): number {
    return this.#calls.length;
  }

  /** Every call so far, such as `upload Docs/a.txt`. */
  get calls(): readonly string[] {
    return this.#calls;
  }

  async connect(signal: AbortSignal): Promise<Result<ServerDescription>> {
    const fault = await this.#enter('connect', ROOT_PATH, signal);
    if (fault !== undefined) return { ok: false, error: fault.error };
    return { ok: true, value: { ...DESCRIPTION, ...this.#options.description } };
  }

  async list(path: RelativePath, depth: 0 | 1, signal: AbortSignal): Promise<ListOutcome> {
    const fault = await this.#enter('list', path, signal);
    if (fault !== undefined) return { kind: 'failed', error: fault.error };
    const node = this.#server.tree.find(path);
    if (node === undefined) return { kind: 'absent' };
    if (node.isDamaged)
      return { kind: 'failed', error: createError('unexpected-answer', 'the place itself is damaged') };
    return { kind: 'listed', listing: toFakeListing(this.#server, { node, path }, depth) };
  }

  async listTree(signal: AbortSignal): Promise<TreeOutcome> {
    if (this.#options.offersTree !== true) return { kind: 'not-offered' };
    const fault = await this.#enter('list-tree', ROOT_PATH, signal);
    if (fault !== undefined) return { kind: 'failed', error: fault.error };
    return { kind: 'listed', listings: toFakeListings(this.#server) };
  }

  async readRootVersion(signal: AbortSignal): Promise<Result<string>> {
    if (this.#options.tellsRootVersion !== true)
      return { ok: false, error: createError('unexpected-answer', 'fake: not told') };
    const fault = await this.#enter('read-root-version', ROOT_PATH, signal);
    return fault === undefined ? { ok: true, value: this.#server.tree.root.etag } : { ok: false, error: fault.error };
  }

  async readChanges(syncToken: string, signal: AbortSignal): Promise<ChangeReport> {
    const fault = await this.#enter('read-changes', ROOT_PATH, signal);
    if (fault !== undefined) return { kind: 'failed', error: fault.error };
    const changes = this.#server.findChanges(syncToken);
    if (changes === undefined) return { kind: 'token-expired' };
    if (changes.length > MAX_REPORTED_ITEMS) return { kind: 'too-many' };
    return { kind: 'changes', directories: [...new Set(changes)], syncToken: this.#server.syncToken };
  }

  async searchDirectories(text: string, signal: AbortSignal): Promise<Result<readonly RelativePath[]>> {
    if (this.#options.hasSearch !== true) return { ok: true, value: [] };
    const fault = await this.#enter('search', ROOT_PATH, signal);
    if (fault !== undefined) return { ok: false, error: fault.error };
    const wanted = text.toLowerCase();
    const directories = [...toFakeListings(this.#server).keys()];
    return { ok: true, value: directories.filter((path) => baseName(path).toLowerCase().includes(wanted)) };
  }

  async download(request: DownloadRequest): Promise<Outcome<Download>> {
    const fault = await this.#enter('download', request.path, request.signal);
    return sendFakeDownload(this.#server, request, fault);
  }

  get archiveLimits(): ArchiveLimits | undefined {
    return this.#options.archiveLimits;
  }

  async downloadArchive<Item extends ArchiveItem>(request: ArchiveRequest<Item>): Promise<SyncError | undefined> {
    const fault = await this.#enter('download-archive', ROOT_PATH, request.signal);
    return sendFakeArchive(this.#server, request, fault);
  }

  async upload(request: UploadRequest): Promise<Outcome<RemoteEntry>> {
    const name = baseName(request.path);
    if (!isSendableName(name) || this.#server.isNameRefused(name)) return refuseName();
    const pieceBytes =
      request.sizeBytes > this.#resumableAboveBytes ? (this.#options.pieceBytes ?? TEN_MEBIBYTES) : undefined;
    const fault = await this.#enter('upload', request.path, request.signal);
    const enterPiece = (): Promise<TakenFault | undefined> => this.#enter('upload-piece', request.path, request.signal);
    if (fault !== undefined && fault.kind !== 'unknown-after-effect') return toOutcome(fault);
    const received = await receiveFakeUpload(this.#server, request, { pieceBytes, enterPiece });
    if (received.kind !== 'received') return received;
    return this.#write(fault, () => this.#commitUpload(request, received.bytes));
  }

  async abandonUpload({ session }: UploadResume, signal: AbortSignal): Promise<SyncError | undefined> {
    const fault = await this.#enter('abandon-upload', ROOT_PATH, signal);
    if (fault !== undefined) return fault.error;
    this.#server.sessions.delete(session);
    return undefined;
  }

  async makeDirectory(path: RelativePath, signal: AbortSignal): Promise<Outcome<RemoteEntry>> {
    if (!baseName(path).isWellFormed() || this.#server.isNameRefused(baseName(path))) return refuseName();
    const fault = await this.#enter('make-directory', path, signal);
    return this.#write<RemoteEntry>(fault, () => {
      if (this.#server.tree.find(path) !== undefined) return { kind: 'refused', reason: 'exists' };
      if (!this.#mayIn(path, 'create-directory')) return forbid();
      if (!this.#server.createDirectory(this, path)) return { kind: 'refused', reason: 'parent-missing' };
      return { kind: 'done', value: this.#server.getEntry(path) };
    });
  }

  async move(request: MoveRequest): Promise<Outcome<RemoteEntry>> {
    const { from, to } = request;
    const fault = await this.#enter('move', from, request.signal);
    return this.#write<RemoteEntry>(fault, () => {
      const node = this.#server.tree.find(from);
      if (node === undefined) return { kind: 'refused', reason: 'missing' };
      if (node.fileId !== request.fileId) return { kind: 'refused', reason: 'changed-meanwhile' };
      if (from === to) return { kind: 'done', value: this.#server.getEntry(from) };
      const isRenamed = baseName(from) !== baseName(to);
      if (isRenamed && (!isSendableName(baseName(to)) || this.#server.isNameRefused(baseName(to)))) return refuseName();
      if (this.#server.tree.find(to) !== undefined) return { kind: 'refused', reason: 'exists' };
      if (!this.#mayMove(node, from, to)) return forbid();
      const locked = refuseFakeChange(this.#server, node);
      if (locked !== undefined) return locked;
      if (isInside(to, from) || !this.#server.relocate(this, from, to))
        return { kind: 'refused', reason: 'parent-missing' };
      return { kind: 'done', value: this.#server.getEntry(to) };
    });
  }

  async remove(request: RemoveRequest): Promise<Outcome<void>> {
    if (request.path === ROOT_PATH) throw new RangeError('the root is never removed');
    const fault = await this.#enter('remove', request.path, request.signal);
    return this.#write<void>(fault, () => {
      const node = this.#server.tree.find(request.path);
      if (node === undefined) return { kind: 'done', value: undefined };
      const isObserved = node.kind === request.kind && node.fileId === request.fileId && node.etag === request.etag;
      if (!isObserved || !this.#hasVersion(request.onlyWhile)) return { kind: 'refused', reason: 'changed-meanwhile' };
      if (!isAllowed('remove', node.permissions)) return forbid();
      const locked = refuseFakeChange(this.#server, node);
      if (locked !== undefined) return locked;
      if (node.isProcessing) return { kind: 'failed', error: createError('processing-on-server', 'fake') };
      this.#server.delete(this, request.path);
      return { kind: 'done', value: undefined };
    });
  }

  async readLock(path: RelativePath, signal: AbortSignal): Promise<LockLook> {
    const fault = await this.#enter('read-lock', path, signal);
    if (fault !== undefined) return { kind: 'failed', error: fault.error };
    return lookAtFakeLock(this.#server, path, this.#displayName);
  }

  get #displayName(): string {
    return this.#options.description?.displayName ?? DESCRIPTION.displayName;
  }

  async lock(request: LockRequest): Promise<LockOutcome> {
    if (this.#options.hasLocks === false) return { kind: 'not-offered' };
    const fault = await this.#enter('lock', request.path, request.signal);
    if (fault?.kind === 'unknown-before-effect') return { kind: 'unknown', error: fault.error };
    if (fault !== undefined && fault.kind !== 'unknown-after-effect') return { kind: 'failed', error: fault.error };
    const taken = takeFakeLock(this.#server, request, this.#displayName);
    return fault === undefined || taken.kind !== 'locked' ? taken : { kind: 'unknown', error: fault.error };
  }

  async refreshLock({ path, token, signal }: LockPlace, timeoutMs: number): Promise<RefreshOutcome> {
    const fault = await this.#enter('refresh-lock', path, signal);
    if (fault !== undefined) return { kind: 'failed', error: fault.error };
    const node = findHeldNode(this.#server, { path, token });
    if (node?.lock === undefined) return { kind: 'gone' };
    if (this.#options.description?.kind === 'infinite-scale') {
      this.#server.unlock(path, this);
      return { kind: 'gone' };
    }
    node.lock = { ...node.lock, untilMs: this.#server.lockClockMs() + timeoutMs };
    return { kind: 'refreshed' };
  }

  async unlock({ path, token, signal }: LockPlace): Promise<SyncError | undefined> {
    const fault = await this.#enter('unlock', path, signal);
    if (fault !== undefined && fault.kind !== 'unknown-after-effect') return fault.error;
    if (findHeldNode(this.#server, { path, token }) !== undefined) this.#server.unlock(path, this);
    return fault?.error;
  }

  #hasVersion(version: RemoveRequest['onlyWhile']): boolean {
    const node = version === undefined ? undefined : this.#server.tree.find(version.path);
    return node?.fileId === version?.fileId && node?.etag === version?.etag;
  }

  readPushEvents(
    ...[onEvent, stop, renewal]: Parameters<Transport['readPushEvents']>
  ): ReturnType<Transport['readPushEvents']> {
    const signal = renewal === undefined ? stop : AbortSignal.any([stop, renewal]);
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve(undefined);
        return;
      }
      const end = (error: SyncError | undefined): void => {
        stopListening();
        signal.removeEventListener('abort', onAbort);
        resolve(error);
      };
      const onAbort = (): void => end(undefined);
      const stopListening = this.#server.listen({
        initiator: this,
        onEvent,
        onBreak: () => end(createError('server-unreachable', 'fake')),
      });
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #commitUpload(request: UploadRequest, bytes: Buffer): Outcome<RemoteEntry> {
    const { path, expect } = request;
    const node = this.#server.tree.find(path);
    const missed = compareExpectation(
      node === undefined ? { kind: 'absent' } : { kind: 'present', entry: toFakeEntry(node, '') },
      expect,
    );
    const isByTus = request.sizeBytes > this.#resumableAboveBytes && this.#options.description?.uploads === 'tus';
    const locked = missed ?? refuseFakeWrite(this.#server, node, isByTus ? undefined : request.lockToken);
    if (locked !== undefined) return locked;
    if (this.#server.tree.find(parentPath(path))?.kind !== 'directory')
      return { kind: 'refused', reason: 'parent-missing' };
    if (node === undefined ? !this.#mayIn(path, 'create-file') : !isAllowed('write', node.permissions)) return forbid();
    this.#server.write(this, path, { bytes, mtimeMs: Math.floor(request.mtimeMs / 1000) * 1000 });
    if (request.sizeBytes > this.#resumableAboveBytes) request.onSession(undefined);
    return { kind: 'done', value: this.#server.getEntry(path) };
  }

  #mayMove(node: FakeNode, from: RelativePath, to: RelativePath): boolean {
    if (parentPath(from) === parentPath(to)) return isAllowed('rename', node.permissions);
    const act = node.kind === 'file' ? 'create-file' : 'create-directory';
    return isAllowed('move', node.permissions) && this.#mayIn(to, act);
  }

  /** Whether the directory of a place allows something; a missing one does, to be refused for that. */
  #mayIn(path: RelativePath, act: RemoteAct): boolean {
    return isAllowed(act, this.#server.tree.find(parentPath(path))?.permissions);
  }

  async #enter(call: FakeCall, path: RelativePath, signal: AbortSignal): Promise<TakenFault | undefined> {
    const cancelled: TakenFault = { kind: 'fail', error: createError('cancelled', call), afterBytes: 0 };
    if (signal.aborted) return cancelled;
    if (call !== 'upload-piece') this.#calls.push(`${call} ${path}`.trimEnd());
    // A call that is never answered ends, as on a real connection, with its signal.
    const fault = await untilAborted((this.#options.faults ?? this.#server.faults).take(call, path), signal);
    return signal.aborted ? cancelled : fault;
  }

  #write<Value>(fault: TakenFault | undefined, act: () => Outcome<Value>): Outcome<Value> {
    if (fault === undefined) return act();
    if (fault.kind === 'unknown-after-effect') act();
    return toOutcome(fault);
  }
}

async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const onAbort = (): void => resolve(undefined);
  signal.addEventListener('abort', onAbort, { once: true });
  // The work may have begun with it.
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function toOutcome(fault: TakenFault): Outcome<never> {
  return {
    kind: fault.kind === 'unknown-after-effect' || fault.kind === 'unknown-before-effect' ? 'unknown' : 'failed',
    error: fault.error,
  };
}

function forbid(): Outcome<never> {
  return { kind: 'failed', error: createError('no-permission', 'fake') };
}

function refuseName(): Outcome<never> {
  return { kind: 'failed', error: createError('name-refused-by-server', 'fake') };
}
