import type { AuthorizationSource } from '../core/model/authorization.ts';
import type { FileId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName, ROOT_PATH } from '../core/model/relative-path.ts';
import type { Outcome, Result, SyncError } from '../core/model/sync-error.ts';
import type { WaitingClock } from './http/bandwidth-limit.ts';
import { abandonChunks } from './uploads/chunk-session.ts';
import { isSendableName } from './dav-path.ts';
import { downloadArchive } from './downloads/download-archive.ts';
import { downloadFile } from './downloads/download.ts';
import { readFileOrigin } from './downloads/file-origin.ts';
import { readFormerVersion } from './downloads/former-version.ts';
import { createHttpClient } from './http/http-client.ts';
import type { HttpClient } from './http/http-client.ts';
import { listWholeTree } from './listings/list-tree.ts';
import { listPlace } from './listings/list.ts';
import { makeDirectoryAt } from './make-directory.ts';
import { lockFile, refreshLock, unlockFile } from './file-lock.ts';
import { nameHolder, readLock } from './lock-holder.ts';
import { movePlace } from './move.ts';
import type { Network } from './network.ts';
import { createNetwork } from './network.ts';
import { readPushStream } from './push-events.ts';
import { readCollectionChanges } from './listings/read-changes.ts';
import type { ReadStream } from './http/shared-stream.ts';
import { readVersionOfRoot } from './listings/root-version.ts';
import { removePlace } from './remove.ts';
import type { RemoteRoot, Timeouts } from './servers/remote-root.ts';
import { searchForDirectories } from './listings/search-directories.ts';
import { detectServer, isSpaceListed } from './servers/server-detection.ts';
import type { Detection } from './servers/server-detection.ts';
import { parseServerUrl } from './servers/server-url.ts';
import type { ServerAddress } from './servers/server-url.ts';
import { createError } from './http/status-outcome.ts';
import type { TrustPolicy } from './http/tls-trust.ts';
import type {
  ArchiveItem,
  ArchiveLimits,
  ArchiveRequest,
  FileOrigin,
  FormerVersion,
  LockLook,
  LockOutcome,
  LockPlace,
  LockRequest,
  RefreshOutcome,
  RemoteEntry,
  ServerDescription,
  Transport,
  TreeOutcome,
  UploadRequest,
  UploadResume,
} from './transport.ts';
import { abandonTusSession } from './uploads/tus-session.ts';
import { uploadWithChunkingNg } from './uploads/upload-chunking-ng.ts';
import { uploadWithPut } from './uploads/upload-put.ts';
import { uploadWithTus } from './uploads/upload-tus.ts';

/** How a remote root is reached. Sizes in bytes, times in ms. */
export interface WebDavTransportOptions {
  /** As a person typed it. */
  readonly serverUrl: string;
  readonly credentials: AuthorizationSource;
  /** Directory in the space or the user's files that is the root; `''` for all of it. */
  readonly remotePath: RelativePath;
  /** Name or id of a space; the personal one when absent. Means nothing on ownCloud 10. */
  readonly space?: string;
  /** Version of this program, for the User-Agent. */
  readonly version: string;
  /** Files above this size are sent in resumable pieces; 10 MiB when absent. */
  readonly resumableAboveBytes?: number;
  readonly timeouts?: Partial<Timeouts>;
  /** Shared by all sync folders of an account; direct and without limits when absent. */
  readonly network?: Network;
  /** Strict when absent. */
  readonly trust?: TrustPolicy;
}

const NEVER = new AbortController().signal;
const RESUMABLE_ABOVE_BYTES = 10 * 1024 * 1024;
const DEFAULT_TIMEOUTS: Timeouts = { transferMs: 300_000, otherMs: 60_000 };

/** A `Transport` over WebDAV as ownCloud 10 and the Infinite Scale family speak it. @see RFC 4918 */
export function createWebDavTransport(options: WebDavTransportOptions, clock: WaitingClock): Transport {
  return new WebDavTransport(options, clock);
}

interface Connection {
  readonly http: HttpClient;
  readonly address: ServerAddress;
}

class WebDavTransport implements Transport {
  readonly #options: WebDavTransportOptions;
  readonly #clock: WaitingClock;
  readonly #timeouts: Timeouts;
  readonly #connection: Result<Connection>;
  readonly #network: Network;
  #root: RemoteRoot | undefined;

  constructor(options: WebDavTransportOptions, clock: WaitingClock) {
    this.#options = options;
    this.#clock = clock;
    this.#timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
    this.#network = options.network ?? createNetwork({ proxy: { kind: 'direct' } }, clock);
    const address = parseServerUrl(options.serverUrl, options.trust?.isHttpAllowed);
    this.#connection = address.ok
      ? {
          ok: true,
          value: {
            address: address.value,
            http: createHttpClient({ ...options, ...this.#network, origin: address.value.origin }),
          },
        }
      : address;
  }

  get requestCount(): number {
    return this.#connection.ok ? this.#connection.value.http.requestCount : 0;
  }

  async connect(signal: AbortSignal): Promise<Result<ServerDescription>> {
    if (!this.#connection.ok) return this.#connection;
    const { http, address } = this.#connection.value;
    const detected = await detectServer(this.#toDetection(this.#connection.value, signal));
    if (!detected.ok) return detected;
    const { description, ...server } = detected.value;
    this.#root = {
      http,
      server: description,
      timeouts: this.#timeouts,
      origin: address.origin,
      remotePath: this.#options.remotePath,
      monotonicMs: () => this.#clock.monotonicMs(),
      wait: (delayMs, waitSignal) => wait(this.#clock, delayMs, waitSignal),
      ...server,
    };
    return { ok: true, value: description };
  }

  async list(path: RelativePath, depth: 0 | 1, signal: AbortSignal): ReturnType<Transport['list']> {
    const root = this.#getRoot();
    const outcome = await listPlace(root, { path, depth }, signal);
    const isRootAbsent = path === ROOT_PATH && outcome.kind === 'absent';
    return isRootAbsent && root.space !== undefined ? this.#explainAbsence(root.space.id, signal) : outcome;
  }

  #toDetection({ http, address }: Connection, signal: AbortSignal): Detection {
    const { remotePath, space } = this.#options;
    return { http, address, remotePath, space, inactivityMs: this.#timeouts.otherMs, signal };
  }

  /** A space that was disabled or left answers 404 as a deleted directory does; only the list of spaces tells. */
  async #explainAbsence(spaceId: string, signal: AbortSignal): ReturnType<Transport['list']> {
    if (!this.#connection.ok) return { kind: 'failed', error: this.#connection.error };
    const listed = await isSpaceListed(this.#toDetection(this.#connection.value, signal), spaceId);
    if (!listed.ok) return { kind: 'failed', error: listed.error };
    if (listed.value) return { kind: 'absent' };
    return { kind: 'failed', error: createError('space-unavailable', 'the server does not list it any more') };
  }

  listTree(signal: AbortSignal): Promise<TreeOutcome> {
    return listWholeTree(this.#getRoot(), signal);
  }

  readRootVersion(signal: AbortSignal): Promise<Result<string>> {
    return readVersionOfRoot(this.#getRoot(), this.#network.spaces, signal);
  }

  readChanges(syncToken: string, signal: AbortSignal): ReturnType<Transport['readChanges']> {
    return readCollectionChanges(this.#getRoot(), syncToken, signal);
  }

  searchDirectories(text: string, signal: AbortSignal): Promise<Result<readonly RelativePath[]>> {
    return searchForDirectories(this.#getRoot(), text, signal);
  }

  readOrigin(fileId: FileId, signal: AbortSignal): Promise<Result<FileOrigin>> {
    return readFileOrigin(this.#getRoot(), fileId, signal);
  }

  readFormerVersion(wanted: FormerVersion, signal: AbortSignal): Promise<Result<Uint8Array | undefined>> {
    return readFormerVersion(this.#getRoot(), wanted, signal);
  }

  download(request: Parameters<Transport['download']>[0]): ReturnType<Transport['download']> {
    return downloadFile(this.#getRoot(), request);
  }

  get archiveLimits(): ArchiveLimits | undefined {
    return this.#root?.archive;
  }

  downloadArchive<Item extends ArchiveItem>(request: ArchiveRequest<Item>): Promise<SyncError | undefined> {
    return downloadArchive(this.#getRoot(), request);
  }

  async upload(request: UploadRequest): Promise<Outcome<RemoteEntry>> {
    const outcome = await this.#upload(request);
    return nameHolder(this.#getRoot(), request.path, { outcome, signal: request.signal });
  }

  async #upload(request: UploadRequest): Promise<Outcome<RemoteEntry>> {
    const root = this.#getRoot();
    if (!isSendableName(baseName(request.path)))
      return { kind: 'failed', error: createError('name-refused-by-server', 'a name that servers lose') };
    if (request.sizeBytes <= (this.#options.resumableAboveBytes ?? RESUMABLE_ABOVE_BYTES))
      return uploadWithPut(root, request);
    switch (root.server.uploads) {
      case 'put-only':
        return uploadWithPut(root, request);
      case 'chunking-ng':
        return uploadWithChunkingNg(root, request);
      case 'tus':
        return uploadWithTus(root, request);
      default:
        return root.server.uploads satisfies never;
    }
  }

  abandonUpload(session: UploadResume, signal: AbortSignal): ReturnType<Transport['abandonUpload']> {
    const root = this.#getRoot();
    return session.protocol === 'tus' ? abandonTusSession(root, session, signal) : abandonChunks(root, session, signal);
  }

  makeDirectory(path: RelativePath, signal: AbortSignal): Promise<Outcome<RemoteEntry>> {
    return makeDirectoryAt(this.#getRoot(), path, signal);
  }

  async move(request: Parameters<Transport['move']>[0]): Promise<Outcome<RemoteEntry>> {
    const outcome = await movePlace(this.#getRoot(), request);
    return nameHolder(this.#getRoot(), request.from, { outcome, signal: request.signal });
  }

  async remove(request: Parameters<Transport['remove']>[0]): Promise<Outcome<void>> {
    const outcome = await removePlace(this.#getRoot(), request);
    return nameHolder(this.#getRoot(), request.path, { outcome, signal: request.signal });
  }

  readLock(path: RelativePath, signal: AbortSignal): Promise<LockLook> {
    return readLock(this.#getRoot(), path, signal);
  }

  lock(request: LockRequest): Promise<LockOutcome> {
    return lockFile(this.#getRoot(), request);
  }

  refreshLock(place: LockPlace, timeoutMs: number): Promise<RefreshOutcome> {
    return refreshLock(this.#getRoot(), place, timeoutMs);
  }

  unlock(place: LockPlace): Promise<SyncError | undefined> {
    return unlockFile(this.#getRoot(), place);
  }

  readPushEvents(
    ...[onEvent, signal, renewal]: Parameters<Transport['readPushEvents']>
  ): ReturnType<Transport['readPushEvents']> {
    const { http, server } = this.#getRoot();
    return this.#network.events.listen(server.pushUrl ?? '', (tell, stop) => this.#readStream(tell, stop), {
      signal,
      renewal: renewal ?? NEVER,
      onEvent: ({ news, initiatorId }) => {
        if (initiatorId !== http.initiatorId) onEvent(news);
      },
    });
  }

  /** Over connections of its own: the stream goes on for others when this sync folder ends. */
  async #readStream(...[tell, signal]: Parameters<ReadStream>): ReturnType<ReadStream> {
    const { origin, server } = this.#getRoot();
    const http = createHttpClient({ ...this.#options, ...this.#network, origin });
    try {
      return await readPushStream({ http, server }, tell, signal);
    } finally {
      http.close();
    }
  }

  close(): Promise<void> {
    if (this.#connection.ok) this.#connection.value.http.close();
    return Promise.resolve();
  }

  #getRoot(): RemoteRoot {
    if (this.#root === undefined) throw new Error('connect() has not succeeded yet');
    return this.#root;
  }
}

async function wait(clock: WaitingClock, delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.delay(delayMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
