import type { FileId, RemoteKey } from '../core/model/ids.ts';
import type { NodeKind } from '../core/model/observation.ts';
import type { Problem } from '../core/model/problem.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { joinPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import { RemoteRows } from '../sync-database/remote-rows.ts';
import type { RemoteChange, RemoteRow } from '../sync-database/sync-database.ts';
import type { Listing, RemoteEntry, Transport } from '../transport/transport.ts';
import type { Arrival } from './arrivals.ts';
import { Arrivals, findInThemselves, findNearest, isInTwinOf, matchChildren } from './arrivals.ts';
import { findAbsent } from './find-absent.ts';
import { inLanes, LISTING_LANES } from './in-lanes.ts';
import { cancelled, contradiction, remoteRootMissing, rootReplaced } from './remote-discovery-errors.ts';
import { RemoteTree } from './remote-tree.ts';

/** What the server's side looks like after a look; rows that nobody touched are from earlier looks. */
export interface RemoteView {
  readonly rootKey: RemoteKey;
  readonly rows: ReadonlyMap<RemoteKey, RemoteRow>;
  /** Directories whose children could not be listed now. */
  readonly unlisted: readonly RemoteKey[];
  /** Places that are taken by something the server could not describe. */
  readonly damaged: readonly { readonly parentKey: RemoteKey; readonly name: string }[];
  /** Items that a listing lacked but whose absence is not proven: neither changed nor deleted. */
  readonly unproven: readonly RemoteKey[];
  readonly problems: readonly Problem[];
  /** To be stored with the rows. */
  readonly changes: Iterable<RemoteChange>;
}

/** How to find what changed. */
export type RemoteScope =
  | { readonly kind: 'everything' }
  /** Follow changed etags down from the root; costs no request when nothing changed. */
  | { readonly kind: 'descend' }
  /** Look into these directories (and into what is new there). */
  | { readonly kind: 'directories'; readonly paths: readonly RelativePath[] };

/** A view with the word of the look itself. */
export interface RemoteLook extends RemoteView {
  readonly rows: RemoteRows;
  /** True when a directory that takes part has moved on since it was listed: the next look lists it. */
  readonly hasStale: boolean;
}

export interface RemoteDiscoveryInput {
  readonly transport: Pick<Transport, 'list'>;
  readonly rows: ReadonlyMap<RemoteKey, RemoteRow>;
  /** The root as it was just seen. */
  readonly root: Listing;
  readonly scope: RemoteScope;
  /** Directories that are listed whatever their etags say. */
  readonly doubtful?: readonly RelativePath[];
  readonly isExcluded: (path: RelativePath, kind: NodeKind) => boolean;
  /** Directories that are not listed; what was known below them is forgotten. */
  readonly skipped?: ReadonlySet<FileId>;
  readonly signal: AbortSignal;
}

/** How often a walk is repeated when the server changed while it went on, before absences stay unproven. */
const MAX_WALKS = 4;

/**
 * Looks at the server's side and returns its whole tree. A directory is listed when its etag is not the one under which
 * it was last listed. What a listing lacks counts as absent only after a walk during which the root did not change, and
 * when the item itself answers 404 where its directory still is.
 */
export async function discoverRemote(input: RemoteDiscoveryInput): Promise<Result<RemoteLook>> {
  const walk = new Walk(input);
  return walk.run();
}

/** A directory as it was known when it was asked for, and what came back. */
interface Answer {
  readonly asked: RemoteRow;
  readonly listing: Listing;
}

class Walk {
  readonly #input: RemoteDiscoveryInput;
  readonly #stored: RemoteRows;
  readonly #tree: RemoteTree;
  readonly #unlisted = new Map<RemoteKey, SyncError>();
  readonly #damaged: { parentKey: RemoteKey; name: string }[] = [];
  readonly #unproven = new Set<RemoteKey>();
  readonly #missing = new Set<RemoteKey>();
  /** Directories that answer 404 by themselves, with the path at which they were asked for. */
  readonly #denied = new Map<RemoteKey, RelativePath>();
  /** Directories that were asked for once more where they had moved to; a second time could go on for ever. */
  readonly #followed = new Set<RemoteKey>();
  readonly #listed = new Set<RemoteKey>();
  readonly #arrivals = new Arrivals();

  constructor(input: RemoteDiscoveryInput) {
    this.#input = input;
    this.#stored = RemoteRows.of(input.rows);
    this.#tree = new RemoteTree(input.scope.kind === 'everything' ? RemoteRows.empty() : this.#stored);
  }

  async run(): Promise<Result<RemoteLook>> {
    let { root } = this.#input;
    const hinted = this.#input.scope.kind === 'directories' ? this.#input.scope.paths : [];
    for (const path of [...hinted, ...(this.#input.doubtful ?? [])]) this.#tree.markStale(path);
    for (const fileId of this.#input.skipped ?? []) this.#tree.forgetContents(fileId);
    for (let walks = 1; ; walks += 1) {
      const rootKey = this.#tree.putRoot(root.self);
      do {
        await this.#listStale();
        if (this.#input.signal.aborted) return { ok: false, error: cancelled() };
      } while (await this.#placeArrivals());
      this.#dropExcluded();
      const rootError = this.#unlisted.get(rootKey);
      if (rootError !== undefined) return { ok: false, error: rootError };
      if (!this.#hasMissing()) return { ok: true, value: this.#view(rootKey) };
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
        return { ok: true, value: this.#view(rootKey) };
      }
      root = again.value;
      this.#listed.clear();
    }
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
        const key = queue.pop();
        if (key === undefined) break;
        const job: Promise<void> = this.#listOne(key, queue).finally(() => running.delete(job));
        running.add(job);
      }
      await Promise.race(running);
    }
    await Promise.all(running);
  }

  #staleDirectories(): RemoteKey[] {
    const stale: RemoteKey[] = [];
    for (const row of this.#tree.rows.directories()) if (this.#mustList(row)) stale.push(row.key);
    return stale;
  }

  #mustList(row: RemoteRow): boolean {
    if (row.kind !== 'directory' || row.listedEtag === row.etag) return false;
    const path = this.#tree.findPath(row.key);
    // One that answered 404 at its old place is listed at the one where it has been found since.
    const wasListed = this.#listed.has(row.key) && (this.#denied.get(row.key) ?? path) === path;
    return path !== undefined && !wasListed && !this.#isExcluded(path) && !this.#isSkipped(row.fileId);
  }

  #hasStale(): boolean {
    // What was listed in this walk counts as well here.
    this.#listed.clear();
    return this.#staleDirectories().length > 0;
  }

  #isSkipped(fileId: FileId): boolean {
    return this.#input.skipped?.has(fileId) === true;
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

  async #listOne(key: RemoteKey, queue: RemoteKey[]): Promise<void> {
    this.#listed.add(key);
    const path = this.#tree.findPath(key);
    const asked = this.#tree.rows.get(key);
    if (path === undefined || asked === undefined) return;
    const outcome = await this.#input.transport.list(path, 1, this.#input.signal);
    if (outcome.kind === 'failed') {
      this.#unlisted.set(key, outcome.error);
      return;
    }
    // Another directory may stand at this path by now: then the listing says nothing about the one we asked for.
    if (outcome.kind === 'absent' || outcome.listing.self.fileId !== asked.fileId) {
      this.#denied.set(key, path);
      if (this.#mayFollow(key)) queue.push(key);
      else this.#askParent(key, queue);
      return;
    }
    this.#unlisted.delete(key);
    this.#denied.delete(key);
    this.#takeOver({ asked, listing: outcome.listing }, queue);
  }

  /**
   * A directory's own 404 does not prove that it is gone: only a listing of its parent that lacks it does. Until then
   * it counts as one that could not be listed.
   */
  #askParent(key: RemoteKey, queue: RemoteKey[]): void {
    const parent = this.#tree.rows.get(key)?.parentKey;
    this.#unlisted.set(key, parent === undefined ? remoteRootMissing() : contradiction());
    if (parent !== undefined) queue.push(parent);
  }

  /** True when a directory that was not where it was asked for has been seen elsewhere: it is asked for there. */
  #mayFollow(key: RemoteKey): boolean {
    const deniedAt = this.#denied.get(key);
    const path = this.#tree.findPath(key);
    if (deniedAt === undefined || path === undefined || path === deniedAt || this.#isExcluded(path)) return false;
    if (this.#followed.has(key)) return false;
    this.#followed.add(key);
    this.#denied.delete(key);
    this.#unlisted.delete(key);
    this.#listed.delete(key);
    return true;
  }

  #takeOver({ asked: { key, etag }, listing }: Answer, queue: RemoteKey[]): void {
    const inThemselves = findInThemselves(this.#tree, key, listing.children);
    const damagedNames = new Set([...listing.damaged, ...inThemselves].map((entry) => entry.name));
    for (const name of damagedNames) this.#damaged.push({ parentKey: key, name });
    const before = [...this.#tree.rows.listIn(key)];
    const { present, arriving } = matchChildren(
      before,
      listing.children.filter((entry) => !damagedNames.has(entry.name)),
    );
    for (const row of before) {
      if (present.has(row.key) || damagedNames.has(row.name)) continue;
      this.#missing.add(row.key);
      this.#forgetFailure(row.key);
    }
    for (const [child, entry] of present) this.#place(child, { parentKey: key, entry }, queue);
    const unclear = arriving.filter((entry) => {
      const child = this.#identifyAtOnce(entry);
      if (child !== undefined) this.#place(child, { parentKey: key, entry }, queue);
      return child === undefined;
    });
    this.#arrivals.note(key, unclear);
    const isYoungest = this.#tree.noteListed(key, listing.self, { etag, isComplete: damagedNames.size === 0 });
    if (!isYoungest) queue.push(key);
  }

  /** What failed at its old place is asked for again where it turns up; what answered 404 there is followed (once). */
  #forgetFailure(key: RemoteKey): void {
    if (this.#unlisted.delete(key) && !this.#denied.has(key)) this.#listed.delete(key);
  }

  #place(key: RemoteKey, { parentKey, entry }: Arrival, queue: RemoteKey[]): void {
    this.#missing.delete(key);
    const row = this.#tree.putChild(key, parentKey, entry);
    if (this.#mayFollow(key) || this.#mustList(row)) queue.push(key);
  }

  /** Something new, or the one item of this file id after it has left its old place; undefined when neither is clear. */
  #identifyAtOnce({ fileId }: RemoteEntry): RemoteKey | undefined {
    const [known, ...twins] = this.#tree.keysOf(fileId);
    if (known === undefined) return this.#tree.newKey(fileId);
    return twins.length === 0 && this.#isGone(known) ? known : undefined;
  }

  /** True for what a listing lacks, with all below it, and for a directory that is not where it was asked for. */
  #isGone(key: RemoteKey): boolean {
    return this.#denied.has(key) || [key, ...this.#tree.ancestorsOf(key)].some((at) => this.#missing.has(at));
  }

  /** Now that everything stale has been listed: which arrivals were moved, and which stand at two places? */
  async #placeArrivals(): Promise<boolean> {
    const groups = [...this.#arrivals.take()];
    const hadAny = groups.length > 0;
    await inLanes(groups, async (group) => {
      for (const arrival of group) {
        const key = await this.#identify(arrival);
        if (key !== undefined) this.#place(key, arrival, []);
      }
    });
    return hadAny;
  }

  /** The old place is asked; when it does not answer, the new directory counts as not listed. */
  async #identify({ parentKey, entry }: Arrival): Promise<RemoteKey | undefined> {
    const known = this.#tree.keysOf(entry.fileId);
    const moved = findNearest(
      this.#tree,
      known.filter((key) => this.#isGone(key)),
      parentKey,
    );
    if (moved !== undefined) return moved;
    if (known.some((key) => isInTwinOf(this.#tree, key, parentKey))) return this.#tree.newKey(entry.fileId);
    for (const key of known) {
      const path = this.#tree.findPath(key);
      if (path === undefined) return key;
      const outcome = await this.#input.transport.list(path, 0, this.#input.signal);
      if (outcome.kind === 'failed') {
        this.#unlisted.set(parentKey, outcome.error);
        this.#tree.forgetListing(parentKey);
        return undefined;
      }
      if (outcome.kind === 'listed' && outcome.listing.self.fileId === entry.fileId) continue;
      this.#tree.forgetListing(this.#tree.rows.get(key)?.parentKey);
      return key;
    }
    return this.#tree.newKey(entry.fileId);
  }

  /** A directory that answers 404 is no riddle any more when the listing above lacks one of those that held it. */
  #dropExplained(): void {
    for (const key of this.#denied.keys()) {
      let at = this.#tree.rows.get(key)?.parentKey;
      while (at !== undefined && !this.#missing.has(at)) at = this.#tree.rows.get(at)?.parentKey;
      if (at !== undefined) this.#unlisted.delete(key);
    }
  }

  /** A directory that answers 404 because it has moved to where nothing takes part need not be listed any more. */
  #dropExcluded(): void {
    for (const key of this.#unlisted.keys()) {
      const path = this.#tree.findPath(key);
      if (path !== undefined && this.#isExcluded(path)) this.#unlisted.delete(key);
    }
  }

  #hasMissing(): boolean {
    return this.#missing.size > 0;
  }

  /** Removes what is proven absent; keeps the rest as unproven. */
  async #settleMissing(isQuiet: boolean): Promise<void> {
    const proven = isQuiet ? await findAbsent(this.#missing, { ...this.#input, tree: this.#tree }) : new Set();
    for (const key of this.#missing) if (!proven.has(key)) this.#unproven.add(key);
    // A directory that is there although its listing lacks it may hold any of the others by now.
    const isAnyHidden = [...this.#unproven].some((key) => this.#tree.rows.get(key)?.kind === 'directory');
    if (isAnyHidden) for (const key of this.#missing) this.#unproven.add(key);
    for (const key of this.#missing) {
      // A listing that lacks an item we keep is not the last word: its directory is listed again next time.
      if (this.#unproven.has(key)) this.#tree.forgetListing(this.#tree.rows.get(key)?.parentKey);
      else this.#tree.removeTree(key);
    }
  }

  #view(rootKey: RemoteKey): RemoteLook {
    const problems: Problem[] = [];
    for (const [key, error] of this.#unlisted) {
      const path = this.#tree.findPath(key);
      if (path !== undefined) problems.push({ path, side: 'remote', code: error.code });
    }
    for (const key of this.#unproven) {
      const path = this.#tree.findPath(key);
      if (path !== undefined) problems.push({ path, side: 'remote', code: 'listing-incomplete' });
    }
    for (const { parentKey, name } of this.#damaged) {
      const parent = this.#tree.findPath(parentKey);
      if (parent !== undefined) {
        problems.push({ path: joinPath(parent, name), side: 'remote', code: 'item-damaged-on-server' });
      }
    }
    return {
      rootKey,
      rows: this.#tree.rows,
      unlisted: [...this.#unlisted.keys()],
      damaged: this.#damaged,
      unproven: [...this.#unproven],
      problems,
      changes: this.#tree.listChanges(this.#stored),
      hasStale: this.#hasStale(),
    };
  }
}
