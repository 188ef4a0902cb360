import type { FileId } from '../core/model/ids.ts';
import type { NodeKind } from '../core/model/observation.ts';
import type { Problem } from '../core/model/problem.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { joinPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import type { RemoteChange, RemoteRow } from '../sync-database/sync-database.ts';
import type { Listing, Transport } from '../transport/transport.ts';
import { RemoteTree } from './remote-tree.ts';

/** What the server's side looks like after a look; rows that nobody touched are from earlier looks. */
export interface RemoteView {
  readonly rootFileId: FileId;
  readonly rows: ReadonlyMap<FileId, RemoteRow>;
  /** Directories whose children could not be listed now. */
  readonly unlisted: readonly FileId[];
  /** Places that are taken by something the server could not describe. */
  readonly damaged: readonly { readonly parentFileId: FileId; readonly name: string }[];
  /** Items that a listing lacked but whose absence is not proven: neither changed nor deleted. */
  readonly unproven: readonly FileId[];
  readonly problems: readonly Problem[];
  /** To be stored with the rows. */
  readonly changes: readonly RemoteChange[];
}

/** How to find what changed. */
export type RemoteScope =
  | { readonly kind: 'everything' }
  /** Follow changed etags down from the root; costs no request when nothing changed. */
  | { readonly kind: 'descend' }
  /** Look into these directories (and into what is new there). */
  | { readonly kind: 'directories'; readonly paths: readonly RelativePath[] };

export interface RemoteDiscoveryInput {
  readonly transport: Pick<Transport, 'list'>;
  readonly rows: ReadonlyMap<FileId, RemoteRow>;
  /** The root as it was just seen. */
  readonly root: Listing;
  readonly scope: RemoteScope;
  readonly isExcluded: (path: RelativePath, kind: NodeKind) => boolean;
  readonly signal: AbortSignal;
}

/** Requests at once. Listings are answered from the server's memory; more than this only queues there. */
const LISTING_LANES = 8;

/** How often a walk is repeated when the server changed while it went on, before absences stay unproven. */
const MAX_WALKS = 4;

/**
 * Looks at the server's side and returns its whole tree. A directory is listed when its etag is not the one under which
 * it was last listed. What a listing lacks counts as absent only after a walk during which the root did not change, and
 * when the item itself answers 404.
 */
export async function discoverRemote(input: RemoteDiscoveryInput): Promise<Result<RemoteView>> {
  const walk = new Walk(input);
  return walk.run();
}

class Walk {
  readonly #input: RemoteDiscoveryInput;
  readonly #tree: RemoteTree;
  readonly #unlisted = new Map<FileId, SyncError>();
  readonly #damaged: { parentFileId: FileId; name: string }[] = [];
  readonly #unproven = new Set<FileId>();
  readonly #missing = new Set<FileId>();
  /** Directories that answer 404 by themselves, with the path at which they were asked for. */
  readonly #denied = new Map<FileId, RelativePath>();
  /** Directories that were asked for once more where they had moved to; a second time could go on for ever. */
  readonly #followed = new Set<FileId>();
  readonly #listed = new Set<FileId>();

  constructor(input: RemoteDiscoveryInput) {
    this.#input = input;
    this.#tree = new RemoteTree(input.scope.kind === 'everything' ? new Map() : input.rows);
  }

  async run(): Promise<Result<RemoteView>> {
    let { root } = this.#input;
    const hinted = this.#input.scope.kind === 'directories' ? this.#input.scope.paths : [];
    for (const path of hinted) this.#tree.markStale(path);
    for (let walks = 1; ; walks += 1) {
      this.#tree.putRoot(root.self);
      await this.#listStale();
      if (this.#input.signal.aborted) return { ok: false, error: cancelled() };
      const rootError = this.#unlisted.get(root.self.fileId);
      if (rootError !== undefined) return { ok: false, error: rootError };
      if (!this.#hasMissing()) break;
      this.#dropExplained();
      const again = await this.#lookAtRoot();
      if (!again.ok) return again;
      // Another folder under the same path: what it lacks was not deleted. The next run sees it from the start.
      if (again.value.self.fileId !== root.self.fileId) return { ok: false, error: rootReplaced() };
      // An item that left for a directory we could not list, or that was moved and now comes without its id, would look
      // absent: then nothing is proven. (The name of a damaged entry does not tell which item it is.)
      const isClear = this.#unlisted.size === 0 && this.#damaged.length === 0;
      const isQuiet = again.value.self.etag === root.self.etag && isClear;
      if (isQuiet || walks === MAX_WALKS || !isClear) {
        await this.#settleMissing(isQuiet);
        break;
      }
      root = again.value;
      this.#listed.clear();
    }
    return { ok: true, value: this.#view(root.self.fileId) };
  }

  async #lookAtRoot(): Promise<Result<Listing>> {
    const outcome = await this.#input.transport.list(ROOT_PATH, 0, this.#input.signal);
    switch (outcome.kind) {
      case 'listed':
        return { ok: true, value: outcome.listing };
      case 'absent':
        return { ok: false, error: remoteRootMissing() };
      case 'failed':
        return { ok: false, error: outcome.error };
      default:
        return outcome satisfies never;
    }
  }

  /** Lists every directory whose etag moved on, and those found that way, several at a time. */
  async #listStale(): Promise<void> {
    const queue = this.#staleDirectories();
    const running = new Set<Promise<void>>();
    while ((queue.length > 0 || running.size > 0) && !this.#input.signal.aborted) {
      while (queue.length > 0 && running.size < LISTING_LANES) {
        const fileId = queue.pop();
        if (fileId === undefined) break;
        const job: Promise<void> = this.#listOne(fileId, queue).finally(() => running.delete(job));
        running.add(job);
      }
      await Promise.race(running);
    }
    await Promise.all(running);
  }

  #staleDirectories(): FileId[] {
    const stale: FileId[] = [];
    for (const row of this.#tree.rows.values()) if (this.#mustList(row)) stale.push(row.fileId);
    return stale;
  }

  #mustList(row: RemoteRow): boolean {
    if (row.kind !== 'directory' || row.listedEtag === row.etag) return false;
    const path = this.#tree.findPath(row.fileId);
    // One that answered 404 at its old place is listed at the one where it has been found since.
    const wasListed = this.#listed.has(row.fileId) && (this.#denied.get(row.fileId) ?? path) === path;
    return path !== undefined && !wasListed && !this.#isExcluded(path);
  }

  #isExcluded(path: RelativePath): boolean {
    const names = path === ROOT_PATH ? [] : path.split('/');
    let prefix = ROOT_PATH;
    for (const name of names) {
      prefix = joinPath(prefix, name);
      if (this.#input.isExcluded(prefix, 'directory')) return true;
    }
    return false;
  }

  async #listOne(fileId: FileId, queue: FileId[]): Promise<void> {
    this.#listed.add(fileId);
    const path = this.#tree.findPath(fileId);
    if (path === undefined) return;
    const outcome = await this.#input.transport.list(path, 1, this.#input.signal);
    if (outcome.kind === 'failed') {
      this.#unlisted.set(fileId, outcome.error);
      return;
    }
    // Another directory may stand at this path by now: then the listing says nothing about the one we asked for.
    if (outcome.kind === 'absent' || outcome.listing.self.fileId !== fileId) {
      this.#denied.set(fileId, path);
      if (this.#mayFollow(fileId)) queue.push(fileId);
      else this.#askParent(fileId, queue);
      return;
    }
    this.#unlisted.delete(fileId);
    this.#denied.delete(fileId);
    this.#takeOver(fileId, outcome.listing, queue);
  }

  /**
   * A directory's own 404 does not prove that it is gone: only a listing of its parent that lacks it does. Until then
   * it counts as one that could not be listed.
   */
  #askParent(fileId: FileId, queue: FileId[]): void {
    const parent = this.#tree.rows.get(fileId)?.parentFileId;
    this.#unlisted.set(fileId, parent === undefined ? remoteRootMissing() : contradiction());
    if (parent !== undefined) queue.push(parent);
  }

  /** True when a directory that was not where it was asked for has been seen elsewhere: it is asked for there. */
  #mayFollow(fileId: FileId): boolean {
    const deniedAt = this.#denied.get(fileId);
    const path = this.#tree.findPath(fileId);
    if (deniedAt === undefined || path === undefined || path === deniedAt || this.#isExcluded(path)) return false;
    if (this.#followed.has(fileId)) return false;
    this.#followed.add(fileId);
    this.#denied.delete(fileId);
    this.#unlisted.delete(fileId);
    this.#listed.delete(fileId);
    return true;
  }

  #takeOver(fileId: FileId, listing: Listing, queue: FileId[]): void {
    const damagedNames = new Set(listing.damaged.map((entry) => entry.name));
    for (const entry of listing.damaged) this.#damaged.push({ parentFileId: fileId, name: entry.name });
    const before = this.#tree.childrenOf(fileId);
    const now = new Set(listing.children.map((entry) => entry.fileId));
    for (const child of before) {
      const row = this.#tree.rows.get(child);
      if (now.has(child) || row === undefined || damagedNames.has(row.name)) continue;
      this.#missing.add(child);
      this.#unlisted.delete(child);
    }
    for (const entry of listing.children) {
      this.#missing.delete(entry.fileId);
      const row = this.#tree.putChild(fileId, entry);
      if (this.#mayFollow(row.fileId) || this.#mustList(row)) queue.push(row.fileId);
    }
    const isComplete = listing.damaged.length === 0;
    this.#tree.noteListed(listing.self, isComplete);
  }

  /** A directory that answers 404 is no riddle any more when the listing above lacks one of those that held it. */
  #dropExplained(): void {
    for (const fileId of this.#denied.keys()) {
      let at = this.#tree.rows.get(fileId)?.parentFileId;
      while (at !== undefined && !this.#missing.has(at)) at = this.#tree.rows.get(at)?.parentFileId;
      if (at !== undefined) this.#unlisted.delete(fileId);
    }
  }

  #hasMissing(): boolean {
    return this.#missing.size > 0;
  }

  /** Removes what is proven absent; keeps the rest as unproven. */
  async #settleMissing(isQuiet: boolean): Promise<void> {
    const pending = [...this.#missing];
    const lanes = Array.from({ length: Math.min(LISTING_LANES, pending.length) }, async () => {
      for (let fileId = pending.pop(); fileId !== undefined; fileId = pending.pop()) {
        if (!isQuiet || !(await this.#isProvenAbsent(fileId))) this.#unproven.add(fileId);
      }
    });
    await Promise.all(lanes);
    // A directory that is there although its listing lacks it may hold any of the others by now.
    const isAnyHidden = [...this.#unproven].some((fileId) => this.#tree.rows.get(fileId)?.kind === 'directory');
    if (isAnyHidden) for (const fileId of this.#missing) this.#unproven.add(fileId);
    for (const fileId of this.#missing) {
      // A listing that lacks an item we keep is not the last word: its directory is listed again next time.
      if (this.#unproven.has(fileId)) this.#tree.forgetListing(this.#tree.rows.get(fileId)?.parentFileId);
      else this.#tree.removeTree(fileId);
    }
  }

  async #isProvenAbsent(fileId: FileId): Promise<boolean> {
    const path = this.#tree.findPath(fileId);
    if (path === undefined) return true;
    const outcome = await this.#input.transport.list(path, 0, this.#input.signal);
    if (outcome.kind === 'absent') return true;
    // Something else has taken the name, as the listing of the parent has shown; what came there only after that
    // listing says nothing about where this item went.
    const heldBy = outcome.kind === 'listed' ? outcome.listing.self.fileId : fileId;
    return heldBy !== fileId && this.#tree.findPath(heldBy) === path;
  }

  #view(rootFileId: FileId): RemoteView {
    const problems: Problem[] = [];
    for (const [fileId, error] of this.#unlisted) {
      const path = this.#tree.findPath(fileId);
      if (path !== undefined) problems.push({ path, side: 'remote', code: error.code });
    }
    for (const fileId of this.#unproven) {
      const path = this.#tree.findPath(fileId);
      if (path !== undefined) problems.push({ path, side: 'remote', code: 'listing-incomplete' });
    }
    for (const { parentFileId, name } of this.#damaged) {
      const parent = this.#tree.findPath(parentFileId);
      if (parent !== undefined) {
        problems.push({ path: joinPath(parent, name), side: 'remote', code: 'item-damaged-on-server' });
      }
    }
    return {
      rootFileId,
      rows: this.#tree.rows,
      unlisted: [...this.#unlisted.keys()],
      damaged: this.#damaged,
      unproven: [...this.#unproven],
      problems,
      changes: this.#tree.takeChanges(this.#input.rows),
    };
  }
}

function remoteRootMissing(): SyncError {
  return {
    code: 'remote-folder-missing',
    scope: 'sync-folder',
    retry: { kind: 'after', delayMs: 60_000 },
    detail: 'the folder on the server answers 404',
  };
}

function rootReplaced(): SyncError {
  return {
    code: 'remote-folder-missing',
    scope: 'sync-folder',
    retry: { kind: 'after', delayMs: 1_000 },
    detail: 'another folder took the place of the synced one while it was listed',
  };
}

function contradiction(): SyncError {
  return {
    code: 'unexpected-answer',
    scope: 'item',
    retry: { kind: 'after', delayMs: 30_000 },
    detail: 'the directory answers 404 while its parent lists it',
  };
}

function cancelled(): SyncError {
  return { code: 'cancelled', scope: 'sync-folder', retry: { kind: 'user-action' }, detail: 'stopped while listing' };
}
