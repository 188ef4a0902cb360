import type { Clock } from '../../clock/clock.ts';
import type { FileId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isName, joinPath, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Result, SyncError } from '../../core/model/sync-error.ts';
import type { Logger } from '../../logger/logger.ts';
import type { ListOutcome, Transport } from '../../transport/transport.ts';
import type { ListedPlace } from './listed-place.ts';
import { toListedPlace } from './listed-place.ts';
import type { DirectorySearch, FoundDirectories } from './selection-desk.ts';
import { UnseenDirectories } from './unseen-directories.ts';

/** What looking at a server before anything is synced needs. */
export interface ServerTreePorts {
  readonly transport: Pick<Transport, 'connect' | 'list' | 'searchDirectories' | 'close'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The directories of one space, for a person who chooses before there is a sync folder. Remembers the id of everything
 * that it has shown: a directory that is renamed between the look and the choice stays the one that was meant. Connects
 * with the first question, and again after one that failed. All methods may be called concurrently.
 */
export class ServerTree {
  readonly #ports: ServerTreePorts;
  readonly #unseen: UnseenDirectories;
  readonly #fileIds = new Map<RelativePath, FileId>();
  #connecting: Promise<Result<unknown>> | undefined;

  constructor(ports: ServerTreePorts) {
    this.#ports = ports;
    const { transport, clock, logger } = ports;
    this.#unseen = new UnseenDirectories({
      clock,
      logger,
      transport: {
        list: (path, _depth, signal) => this.#list(path, signal),
        ...(transport.searchDirectories === undefined
          ? {}
          : { searchDirectories: (text, signal) => this.#searchServer(text, signal) }),
      },
    });
  }

  /**
   * The directories in one directory as the server shows them now, by name; undefined when it has none there. Codes:
   * those of the transport.
   */
  async list(path: RelativePath, signal: AbortSignal): Promise<Result<ListedPlace | undefined>> {
    const outcome = await this.#list(path, signal);
    switch (outcome.kind) {
      case 'failed':
        return { ok: false, error: outcome.error };
      case 'absent':
        return { ok: true, value: undefined };
      case 'listed':
        return { ok: true, value: toListedPlace(outcome.listing, () => undefined) };
      default:
        return outcome satisfies never;
    }
  }

  /** As the search of a sync folder, but all of the server is still unseen: it is listed from the top down. */
  async search({ text, limit, isFurther, signal }: DirectorySearch): Promise<Result<FoundDirectories>> {
    const listed = isFurther ? await this.#unseen.goOn(text, [ROOT_PATH], signal) : undefined;
    if (listed?.ok === false) return listed;
    const { found, progress } = this.#unseen.search(text, [ROOT_PATH]);
    const directories = found.toSorted((a, b) => a.path.localeCompare(b.path));
    return { ok: true, value: { directories: directories.slice(0, limit), total: directories.length, progress } };
  }

  /**
   * The ids of these directories, in the same order. Asks only for what has not been shown before. Codes: those of the
   * transport; `remote-folder-missing` when the server has one of them no more: what was chosen is not true then.
   */
  async identify(paths: readonly RelativePath[], signal: AbortSignal): Promise<Result<readonly FileId[]>> {
    const parents = new Set(paths.filter((path) => !this.#fileIds.has(path)).map(parentPath));
    for (const parent of parents) {
      const outcome = await this.#list(parent, signal);
      if (outcome.kind === 'failed') return { ok: false, error: outcome.error };
    }
    const fileIds: FileId[] = [];
    for (const path of paths) {
      const fileId = this.#fileIds.get(path);
      if (fileId === undefined) return { ok: false, error: missing() };
      fileIds.push(fileId);
    }
    return { ok: true, value: fileIds };
  }

  close(): Promise<void> {
    return this.#ports.transport.close();
  }

  async #list(path: RelativePath, signal: AbortSignal): Promise<ListOutcome> {
    const connected = await this.#connect(signal);
    if (!connected.ok) return { kind: 'failed', error: connected.error };
    const outcome = await this.#ports.transport.list(path, 1, signal);
    if (outcome.kind !== 'listed') return outcome;
    for (const { kind, name, fileId } of outcome.listing.children)
      if (kind === 'directory' && isName(name)) this.#fileIds.set(joinPath(path, name), fileId);
    return outcome;
  }

  async #searchServer(text: string, signal: AbortSignal): Promise<Result<readonly RelativePath[]>> {
    const connected = await this.#connect(signal);
    if (!connected.ok) return connected;
    return (await this.#ports.transport.searchDirectories?.(text, signal)) ?? { ok: true, value: [] };
  }

  async #connect(signal: AbortSignal): Promise<Result<unknown>> {
    this.#connecting ??= this.#ports.transport.connect(signal);
    const connecting = this.#connecting;
    const connected = await connecting;
    if (!connected.ok && this.#connecting === connecting) this.#connecting = undefined;
    return connected;
  }
}

function missing(): SyncError {
  const retry = { kind: 'user-action' } as const;
  return { code: 'remote-folder-missing', scope: 'sync-folder', retry, detail: 'no such directory' };
}
