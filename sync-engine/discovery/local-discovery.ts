import type { Clock } from '../clock/clock.ts';
import { isRemainsOfDeleted } from '../core/merge/excludes-remains.ts';
import type { LocalItem, LocalStamp, NodeKind } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { Problem, ProblemCode } from '../core/model/problem.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName, isInside, joinPath, parentPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { Steps } from '../core/model/steps.ts';
import { finish } from '../core/model/steps.ts';
import type { Result } from '../core/model/sync-error.ts';
import type { DirectoryReading, Filesystem } from '../filesystem/filesystem.ts';
import { cancelled, rootMissing } from './local-discovery-errors.ts';
import type { KeptReading } from './packed-reading.ts';
import { isSameReading, packReading } from './packed-reading.ts';
import type { PathEnds } from './path-ends.ts';
import { collectEnds } from './path-ends.ts';
import type { RememberedTree } from './remembered-tree.ts';
import { rememberTree } from './remembered-tree.ts';
import { ViewBuilder } from './view-builder.ts';

/** Rules for what takes part in syncing; names are judged on their own, places by the exclude list. */
export interface LocalRules {
  isExcluded(path: RelativePath, kind: NodeKind): boolean;
  checkName(name: string): ProblemCode | undefined;
}

/** All of one local root at one moment. */
export interface LocalView {
  /** Everything that takes part, parents before children, without the root. */
  readonly items: readonly LocalItem[];
  /** Things on disk that take no part but use a name. */
  readonly occupied: readonly RelativePath[];
  /** Present but not seen whole (unreadable, a link where a directory was): neither changed nor deleted. */
  readonly unknown: readonly RelativePath[];
  /** Items whose name keeps them from being synced: whatever they were before is not deleted. */
  readonly misnamed: readonly LocalItem[];
  /** Items that the exclude list leaves out: one that was synced under another name before is not deleted. */
  readonly excluded: readonly LocalItem[];
  /** What is in directories that take no part; empty unless it was asked for. */
  readonly outOfSight: readonly LocalItem[];
  readonly problems: readonly Problem[];
}

/** Which directories to look into again. */
export type LocalScope =
  | { readonly kind: 'everything' }
  | { readonly kind: 'directories'; readonly paths: readonly RelativePath[] };

interface SeenDirectory {
  readonly reading: KeptReading;
  /** When the reading began. */
  readonly readAtMs: number;
  /** Child directories that take part; the way down. */
  readonly directories: readonly RelativePath[];
  /** True when it holds others that take no part. */
  readonly hasOthers: boolean;
  /** The reading as a view of its own, once it was asked for. */
  view?: LocalView | undefined;
}

interface TimedReading extends Pick<SeenDirectory, 'readAtMs'> {
  readonly reading: DirectoryReading;
}

/**
 * Looks at the local side. Remembers what it saw, so that after a hint only the hinted directories are read again; a
 * directory that was not there before is read with all below it.
 */
export class LocalDiscovery {
  readonly #filesystem: Pick<Filesystem, 'readDirectory' | 'stat'>;
  readonly #rules: LocalRules;
  readonly #clock: Pick<Clock, 'nowMs'>;
  #seen = new Map<RelativePath, SeenDirectory>();
  #remembered: RememberedTree | undefined;
  /** What was seen before everything had to be read anew: what shows the very same again need not be judged again. */
  #seenBefore = new Map<RelativePath, SeenDirectory>();

  constructor(filesystem: Pick<Filesystem, 'readDirectory' | 'stat'>, rules: LocalRules, clock: Pick<Clock, 'nowMs'>) {
    this.#filesystem = filesystem;
    this.#rules = rules;
    this.#clock = clock;
  }

  /** Reads, and says what there is now. @see read */
  async look(scope: LocalScope, signal: AbortSignal): Promise<Result<LocalView>> {
    const read = await this.read(scope, signal);
    return read.ok ? { ok: true, value: this.view() } : read;
  }

  /** Fails with the root's own error when the root cannot be read; anything below is a problem of that path. */
  async read(scope: LocalScope, signal: AbortSignal): Promise<Result<void>> {
    if (scope.kind === 'everything' || !this.#seen.has(ROOT_PATH)) {
      this.forget();
      await this.#read(ROOT_PATH, signal);
    } else {
      await this.#readHinted([...scope.paths, ...this.#unread()], signal);
    }
    if (signal.aborted) {
      // A look that was cut off must not be the ground that a later one stands on.
      this.forget();
      return { ok: false, error: cancelled() };
    }
    this.#seenBefore = new Map();
    const root = this.#seen.get(ROOT_PATH);
    if (root === undefined || root.reading.kind === 'absent') return { ok: false, error: rootMissing() };
    if (root.reading.kind === 'failed') return { ok: false, error: root.reading.error };
    return { ok: true, value: undefined };
  }

  /**
   * True when all that was read, however long ago, was so at one moment, that in which the last reading ended: no
   * directory shows another time than before it was read. Nothing that is missing can then be in another directory, or
   * have been on its way from one to another. Only for file systems whose directories show times. One that was changed
   * less than `unsureNs` before its reading began could have been changed again without another time; and directories
   * that take no part are not known so well. What is in files that were not read lately may be another all the same.
   */
  async isOfOneMoment(unsureNs: bigint, signal: AbortSignal): Promise<boolean> {
    for (const [path, seen] of this.#walk()) {
      if (signal.aborted || seen?.reading.kind !== 'read' || seen.hasOthers) return false;
      const { stamp } = seen.reading;
      const youngestNs = BigInt(Math.floor(seen.readAtMs)) * 1_000_000n - unsureNs;
      if (stamp.mtimeNs >= youngestNs || stamp.ctimeNs >= youngestNs) return false;
      const now = await this.#filesystem.stat(path);
      if (now.kind !== 'present' || !isSameStamp('file', now.entry.stamp, stamp)) return false;
    }
    return true;
  }

  /** What was read is about to be changed by us: the next look reads everything, whatever it is hinted at. */
  forget(): void {
    if (this.#seen.size > 0) this.#seenBefore = this.#seen;
    this.#seen = new Map();
  }

  /** Lets go of what can be found out of the readings once more. Not to be called while anything is read or compared. */
  releaseMemory(): void {
    for (const seen of this.#seen.values()) seen.view = undefined;
  }

  /** Everything as it was read last. */
  view(): LocalView {
    const view = emptyView();
    const builder = new ViewBuilder(this.#rules, view);
    for (const [path, seen] of this.#walk()) {
      if (seen === undefined) view.unknown.push(path);
      else builder.add(path, seen.reading);
    }
    return view;
  }

  /**
   * The same, directory by directory, parents before children; undefined while one has not been read. What was read
   * before is judged once: right only where the rules for names have not changed since. Nothing may be read meanwhile.
   * Some may be shown without their files.
   */
  *directories(withoutFiles?: ReadonlySet<RelativePath>): Steps<ReadonlyMap<RelativePath, LocalView> | undefined> {
    const views = new Map<RelativePath, LocalView>();
    for (const [path, seen] of this.#walk()) {
      if (seen === undefined) return undefined;
      if (withoutFiles?.has(path) === true) views.set(path, { ...emptyView(), items: listDirectories(path, seen) });
      else views.set(path, (seen.view ??= this.#judge(path, seen.reading)));
      yield;
    }
    return views;
  }

  /** One directory, read for itself: nothing of it is remembered, and nothing below it is read. Codes: those of the root. */
  async lookInto(path: RelativePath): Promise<Result<LocalView>> {
    const reading = await this.#filesystem.readDirectory(path);
    if (path === ROOT_PATH && reading.kind === 'absent') return { ok: false, error: rootMissing() };
    if (path === ROOT_PATH && reading.kind === 'failed') return { ok: false, error: reading.error };
    return { ok: true, value: this.#judge(path, reading) };
  }

  #judge(path: RelativePath, reading: DirectoryReading): LocalView {
    const view = emptyView();
    new ViewBuilder(this.#rules, view).add(path, reading);
    return view;
  }

  /**
   * The same text for as long as every directory and every item in it is the very same, down to the clock tick of the
   * file system. Undefined while anything could not be read. Nothing may be read meanwhile.
   */
  *fingerprint(): Steps<string | undefined> {
    return (yield* rememberTree(this.#walk()))?.fingerprint;
  }

  /** Remembers what everything showed that was read, so that later readings can be held against it. */
  remember(): void {
    this.#remembered = finish(rememberTree(this.#walk()));
  }

  /**
   * The directories that show the very same as when everything was remembered, of those that hold no directory which takes
   * no part; none where everything had another fingerprint then.
   */
  *listUnchanged(fingerprint: string): Steps<ReadonlySet<RelativePath>> {
    const unchanged = new Set<RelativePath>();
    if (this.#remembered?.fingerprint !== fingerprint) return unchanged;
    for (const [path, seen] of this.#walk()) {
      if (seen?.hasOthers === false && this.#remembered.isSame(path, seen)) unchanged.add(path);
      yield;
    }
    return unchanged;
  }

  /** True when anything in these directories has one of these inodes, whether it takes part or not. */
  *hasInode(directories: Iterable<RelativePath>, inodes: ReadonlySet<bigint>): Steps<boolean> {
    for (const path of directories) {
      const reading = this.#seen.get(path)?.reading;
      if (reading?.kind === 'read' && reading.hasInode(inodes)) return true;
      yield;
    }
    return false;
  }

  /**
   * Everything in the directories of a view that take no part, to find what was moved there. Links are not followed,
   * what cannot be read is passed over, and trash folders are not looked into: what lies there was deleted.
   */
  async lookOutOfSight(view: LocalView, signal: AbortSignal): Promise<readonly LocalItem[]> {
    const found: LocalItem[] = [];
    const isPlace = ({ kind, path }: LocalItem): boolean => kind === 'directory' && !isRemainsOfDeleted(baseName(path));
    const pending = [...view.excluded, ...view.misnamed].filter(isPlace);
    for (let place = pending.pop(); place !== undefined && !signal.aborted; place = pending.pop()) {
      const reading = await this.#filesystem.readDirectory(place.path);
      for (const entry of reading.kind === 'read' ? reading.entries : []) {
        if (entry.kind !== 'file' && entry.kind !== 'directory') continue;
        const item = { path: joinPath(place.path, entry.name), kind: entry.kind, stamp: entry.stamp };
        found.push(item);
        if (isPlace(item)) pending.push(item);
      }
    }
    return found;
  }

  /**
   * A directory may have had another name when a hint named something in it, and its old one again by now, while another
   * has taken the one that it had meanwhile. What was renamed shows another change time in the directory above it: it is
   * read again, and so is in it what any hinted path ends with.
   */
  async #readHinted(paths: readonly RelativePath[], signal: AbortSignal): Promise<void> {
    const ends = collectEnds(paths);
    const places = new Set(paths);
    // What is added on the way has its turn as well.
    for (const path of places) {
      for (const touched of await this.#readAgain(path, signal))
        for (const place of this.#listEnds(touched, ends)) places.add(place);
    }
  }

  /** A known directory, and those below it along the ends of paths. */
  #listEnds(top: RelativePath, ends: PathEnds): readonly RelativePath[] {
    const below = (this.#seen.get(top)?.directories ?? []).flatMap((child) => {
      const further = ends.get(baseName(child));
      return further === undefined ? [] : this.#listEnds(child, further);
    });
    return [top, ...below];
  }

  /**
   * Reads a hinted directory, or, where that is no known directory any more, the nearest known one above it.
   *
   * @returns directories in it that were not read, though something about them is another than before.
   */
  async #readAgain(path: RelativePath, signal: AbortSignal): Promise<readonly RelativePath[]> {
    let known = path;
    while (known !== ROOT_PATH && !this.#seen.has(known)) known = parentPath(known);
    const before = this.#seen.get(known);
    const { reading, readAtMs } = await this.#readNow(known);
    if (reading.kind === 'absent' && known !== ROOT_PATH) {
      this.#forget(known);
      return this.#readAgain(parentPath(known), signal);
    }
    const after = this.#note(known, { reading, readAtMs });
    const still = new Set(after.directories);
    for (const gone of before?.directories ?? []) if (!still.has(gone)) this.#forget(gone);
    const stampsBefore = directoryStamps(known, before);
    const stampsNow = directoryStamps(known, after);
    const touched: RelativePath[] = [];
    for (const child of after.directories) {
      const [was, is] = [stampsBefore.get(child), stampsNow.get(child)];
      if (this.#seen.has(child) && was?.inode === is?.inode) {
        if (was?.ctimeNs !== is?.ctimeNs) touched.push(child);
        continue;
      }
      // Another directory stands under the name now (renamed over, swapped): nothing below it is known.
      this.#forget(child);
      await this.#read(child, signal);
    }
    return touched;
  }

  /** Directories that could not be read: no hint will tell when they can. */
  #unread(): readonly RelativePath[] {
    return [...this.#seen].flatMap(([path, { reading }]) => (reading.kind === 'read' ? [] : [path]));
  }

  async #read(start: RelativePath, signal: AbortSignal): Promise<void> {
    const pending = [start];
    for (let path = pending.pop(); path !== undefined && !signal.aborted; path = pending.pop()) {
      pending.push(...this.#note(path, await this.#readNow(path)).directories);
    }
  }

  async #readNow(path: RelativePath): Promise<TimedReading> {
    const readAtMs = this.#clock.nowMs();
    return { reading: await this.#filesystem.readDirectory(path), readAtMs };
  }

  #note(path: RelativePath, { reading, readAtMs }: TimedReading): SeenDirectory {
    const directories: RelativePath[] = [];
    let hasOthers = false;
    for (const entry of reading.kind === 'read' ? reading.entries : []) {
      if (entry.kind !== 'directory') continue;
      const child = joinPath(path, entry.name);
      if (this.#rules.checkName(entry.name) === undefined && !this.#rules.isExcluded(child, 'directory')) {
        directories.push(child);
      } else {
        hasOthers = true;
      }
    }
    const seen = { ...this.#findSame(path, packReading(reading)), readAtMs, directories, hasOthers };
    this.#seen.set(path, seen);
    return seen;
  }

  /** With what has been found out of the same reading before. Which names take part may be another by now. */
  #findSame(path: RelativePath, reading: KeptReading): Pick<SeenDirectory, 'reading' | 'view'> {
    const before = this.#seen.get(path) ?? this.#seenBefore.get(path);
    this.#seenBefore.delete(path);
    return before !== undefined && isSameReading(before.reading, reading) ? before : { reading };
  }

  #forget(path: RelativePath): void {
    for (const known of Array.from(this.#seen.keys())) if (isInside(known, path)) this.#seen.delete(known);
  }

  /** Every directory that takes part, parents before children. */
  *#walk(): Generator<readonly [RelativePath, SeenDirectory | undefined]> {
    const pending: RelativePath[] = [ROOT_PATH];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      const seen = this.#seen.get(path);
      yield [path, seen];
      if (seen !== undefined) pending.push(...seen.directories);
    }
  }
}

/** A view that is being put together. */
export type Mutable<View> = {
  -readonly [Key in keyof View]: View[Key] extends readonly (infer Item)[] ? Item[] : View[Key];
};

/** Nothing seen yet. */
export function emptyView(): Mutable<LocalView> {
  return { items: [], occupied: [], unknown: [], misnamed: [], excluded: [], outOfSight: [], problems: [] };
}

/** Those that take part. */
function listDirectories(path: RelativePath, seen: SeenDirectory): LocalItem[] {
  if (seen.directories.length === 0) return [];
  const stamps = directoryStamps(path, seen);
  return seen.directories.flatMap((child) => {
    const stamp = stamps.get(child);
    return stamp === undefined ? [] : [{ path: child, kind: 'directory', stamp }];
  });
}

function directoryStamps(path: RelativePath, seen: SeenDirectory | undefined): ReadonlyMap<RelativePath, LocalStamp> {
  const stamps = new Map<RelativePath, LocalStamp>();
  if (seen?.reading.kind !== 'read') return stamps;
  for (const entry of seen.reading.entries) {
    if (entry.kind === 'directory') stamps.set(joinPath(path, entry.name), entry.stamp);
  }
  return stamps;
}
