import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import type { LocalItem } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, isName, joinPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Steps } from '../../core/model/steps.ts';
import { stepThrough } from '../../core/model/steps.ts';
import type { LocalView, Mutable } from '../../discovery/local-discovery.ts';
import { emptyView } from '../../discovery/local-discovery.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import { RemoteRows } from '../../sync-database/remote-rows.ts';
import type { BaseRow, RemoteRow } from '../../sync-database/sync-database.ts';
import { DirectoryPlaces, isAgreedHere, isAgreedThere } from './directory-places.ts';
import type { FolderRules } from '../opening/folder-rules.ts';
import { KnownSame } from './known-same.ts';
import type { Candidate, Portion } from './portion.ts';
import { takePortion } from './portion.ts';

/** Both sides and what was agreed on. */
export interface Sides {
  readonly local: LocalView;
  readonly remote: RemoteView;
  readonly base: ReadonlyMap<NodeId, BaseRow>;
}

/** What a plan needs to see of all that is there. */
export interface ChangedPart extends Sides {
  /** Files outside of it, the same on either side and in the base. */
  readonly filesElsewhere: number;
  /** Directories that are in it without all of their items: these stay what they are wherever the directory goes. */
  readonly partial: ReadonlySet<NodeId>;
  /** What takes no part in syncing, wherever it is: what is missing may have gone there. */
  readonly excluded: readonly LocalItem[];
  /** True: there is more that is new, which is left for the next plan. */
  readonly isCut: boolean;
  /**
   * Agreed directories of which something differed, or was to be looked at. Of all others every item is the same.
   * Undefined where a directory is not at its place on both sides.
   */
  readonly differing: readonly NodeId[] | undefined;
}

/** One local directory, as a view of its own. */
export type LocalDirectories = ReadonlyMap<RelativePath, LocalView>;

/**
 * Every directory in which anything differs, on either side or from what was agreed on, or of which a problem is to be
 * told, with all its items, and the directories above; of a directory that is new, or that a side has no more, all that it
 * holds and held. A directory that has another place than agreed is compared where it is: what it holds goes with it. What
 * is left out is the same on both sides and in the base: nothing follows from it, and no name in it can stand in the way.
 * Undefined where that is not so simple: an item is known at several places, on one side or from one look to the next, or
 * the server could not show something.
 *
 * Where every item that was agreed on is at its place on both sides, and very many are new, only a portion of these is in it.
 *
 * O(n), but one comparison for each item. Pure: what goes in must stay as it is until the last step.
 */
export function findChangedPart(input: ComparisonInput): Steps<ChangedPart | undefined> {
  return new Comparison(input).run();
}

export interface ComparisonInput extends Omit<Sides, 'local'> {
  readonly directories: LocalDirectories;
  readonly rules: Pick<FolderRules, 'checkForLocal' | 'isExcluded'>;
  /** Directories that are to be in the part, whether anything differs in them or not. */
  readonly isWanted: (path: RelativePath, rows: readonly BaseRow[]) => boolean;
  /** About so many items are planned for at once, where it is possible. */
  readonly maxItems: number;
  /** Files that were left out of all three, because they are known to be the same in directories of which nothing differs. */
  readonly filesLeftOut: number;
}

/** A directory that both sides agreed on and that both still have; its path is the one here. */
interface Pair extends Candidate {
  readonly id: NodeId;
  readonly key: RemoteKey;
  /** The directory that both sides agreed on as the one above it. */
  readonly above: Pair | undefined;
  readonly local: LocalView;
  readonly rows: readonly BaseRow[];
  hasOnlyNews: boolean;
  hasNewsHere: boolean;
}

/** A directory that is not at its place on both sides. */
interface Displaced {
  readonly row: BaseRow;
  readonly above: Pair;
}

const NOTHING: readonly never[] = [];

class Comparison {
  readonly #input: ComparisonInput;
  readonly #rowsIn = new Map<NodeId, BaseRow[]>();
  #fileCount = 0;
  readonly #remoteRows: RemoteRows;
  readonly #known: KnownSame;
  readonly #pairs = new Map<RelativePath, Pair>();
  /** Those in which anything differs. */
  readonly #changed: Pair[] = [];
  readonly #displaced: Displaced[] = [];
  /** Those that a side has elsewhere. */
  readonly #moved: Pair[] = [];
  /** Those that a side has no more. */
  readonly #gone: NodeId[] = [];
  /** Every item that was agreed on is the same one, at its place, on both sides. */
  #isAllInPlace = true;

  constructor(input: ComparisonInput) {
    this.#input = input;
    this.#remoteRows = RemoteRows.of(input.remote.rows);
    this.#known = KnownSame.in(input.base, this.#remoteRows);
  }

  *run(): Steps<ChangedPart | undefined> {
    if (!this.#isSimple()) return undefined;
    yield* stepThrough(this.#input.base.values(), (row) => this.#group(row));
    const root = this.#toPair({ path: ROOT_PATH, id: ROOT_ID, key: this.#input.remote.rootKey, above: undefined });
    if (root === undefined) return undefined;
    yield* this.#compareAll(root);
    yield* this.#followDisplaced();
    return yield* this.#pick(this.#takePortion());
  }

  #group(row: BaseRow): void {
    if (row.kind === 'file') this.#fileCount += 1;
    const rows = this.#rowsIn.get(row.parentId);
    if (rows === undefined) this.#rowsIn.set(row.parentId, [row]);
    else rows.push(row);
  }

  /** The server showed everything, and each item at one place. */
  #isSimple(): boolean {
    const { unlisted, damaged, unproven, problems } = this.#input.remote;
    const isAllSeen = unlisted.length + damaged.length + unproven.length + problems.length === 0;
    return isAllSeen && this.#remoteRows.areWithoutTwins;
  }

  #toPair(place: Pick<Pair, 'path' | 'id' | 'key' | 'above'>): Pair | undefined {
    const local = this.#input.directories.get(place.path);
    if (local === undefined) return undefined;
    const rows = this.#rowsIn.get(place.id) ?? NOTHING;
    return {
      ...place,
      local,
      rows,
      hasOnlyNews: true,
      hasNewsHere: false,
    };
  }

  /** With what is below it. */
  *#compareAll(top: Pair): Steps<void> {
    const pending = [top];
    for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
      this.#pairs.set(pair.path, pair);
      pending.push(...(this.#repeat(pair) ?? (yield* this.#compare(pair))));
      yield;
    }
  }

  /** What has left such a directory in turn is displaced as well. */
  *#followDisplaced(): Steps<void> {
    if (this.#displaced.length === 0) return;
    const { directories, remote, base } = this.#input;
    const places = new DirectoryPlaces({ here: directories.values(), there: remote, base });
    for (let displaced = this.#displaced.pop(); displaced !== undefined; displaced = this.#displaced.pop()) {
      const { row, above } = displaced;
      const now = places.find(row);
      const isThere = now !== undefined && this.#findPathThere(now.there) !== undefined;
      const pair = isThere ? this.#toPair({ path: now.here.path, id: row.id, key: now.there.key, above }) : undefined;
      if (pair === undefined) {
        this.#gone.push(row.id);
      } else {
        this.#moved.push(pair);
        yield* this.#compareAll(pair);
      }
    }
  }

  /** The same as comparing it, where that has been done; undefined where it has not. */
  #repeat(pair: Pair): readonly Pair[] | undefined {
    const known = this.#known.find(pair);
    const inside = known?.flatMap((place) => this.#toPair({ ...place, above: pair }) ?? []);
    if (inside?.length !== known?.length) return undefined;
    if (inside !== undefined && this.#input.isWanted(pair.path, pair.rows)) this.#noteChanged(pair);
    return inside;
  }

  /** Something in it differs, or is to be looked at. */
  #noteChanged(pair: Pair): void {
    pair.hasOnlyNews = false;
    this.#changed.push(pair);
  }

  /** The agreed directories in it that are at their place. */
  *#compare(pair: Pair): Steps<readonly Pair[]> {
    const here = new Map(pair.local.items.map((item) => [baseName(item.path), item]));
    const rowsThere: RemoteRow[] = [];
    yield* stepThrough(this.#remoteRows.listIn(pair.key), (row) => rowsThere.push(row));
    const there = new Map(rowsThere.map((row) => [row.name, row]));
    const agreed = new Set(pair.rows.map(({ name }) => name));
    let isSame = [here.size, there.size, agreed.size, rowsThere.length].every((count) => count === pair.rows.length);
    const inside: Pair[] = [];
    yield* stepThrough(pair.rows, (row) => {
      const [item, remote] = [here.get(row.name), there.get(row.name)];
      const isUntouched = item !== undefined && remote !== undefined && isAgreed(row, item, remote);
      pair.hasOnlyNews &&= isUntouched;
      this.#isAllInPlace &&= isUntouched || isInPlace(row, item, remote);
      if (row.kind === 'file') return;
      const place = { path: joinPath(pair.path, row.name), id: row.id, above: pair };
      const child = isUntouched ? this.#toPair({ ...place, key: remote.key }) : undefined;
      if (child === undefined) this.#displaced.push({ row, above: pair });
      else inside.push(child);
    });
    if (this.#hasProblems(pair, rowsThere)) pair.hasOnlyNews = false;
    isSame &&= pair.hasOnlyNews && inside.length === countDirectories(pair.rows);
    if (isSame) this.#known.note(pair, inside);
    if (this.#input.isWanted(pair.path, pair.rows)) this.#noteChanged(pair);
    else if (!isSame) this.#changed.push(pair);
    pair.hasNewsHere = [...here.keys()].some((name) => !agreed.has(name));
    return inside;
  }

  /** They are told in every plan, and protect the directories in which they are. */
  #hasProblems({ local }: Pair, there: readonly RemoteRow[]): boolean {
    if (local.unknown.length + local.misnamed.length + local.problems.length > 0) return true;
    return there.some(({ name }) => this.#input.rules.checkForLocal(name) !== undefined);
  }

  #takePortion(): Portion<Pair> {
    const { directories, maxItems } = this.#input;
    const isAllInPlace = this.#isAllInPlace && this.#gone.length + this.#moved.length === 0;
    const agreedThere = new Set<RemoteKey>();
    for (const { key } of this.#pairs.values()) agreedThere.add(key);
    return takePortion({
      // What only this computer has must not wait for what the disk may have no room for.
      candidates: this.#changed.toSorted((one, other) => Number(other.hasNewsHere) - Number(one.hasNewsHere)),
      isAgreedHere: (path) => this.#pairs.has(path),
      isAgreedThere: (key) => agreedThere.has(key),
      findLocal: (path) => directories.get(path),
      listThere: (key) => this.#remoteRows.listIn(key),
      countThere: (key) => this.#remoteRows.countIn(key),
      // What is missing may have gone to where nothing takes part.
      takesPart: (path, row) => !isAllInPlace || this.#takesPart(path, row),
      maxItems: isAllInPlace ? maxItems : Number.POSITIVE_INFINITY,
    });
  }

  /** Undefined for what the server has at a place that takes no part here: to a plan it is not there. */
  #findPathThere(row: RemoteRow): RelativePath | undefined {
    if (row.parentKey === undefined) return ROOT_PATH;
    const parent = this.#input.remote.rows.get(row.parentKey);
    const above = parent && this.#findPathThere(parent);
    if (above === undefined || !isName(row.name)) return undefined;
    const path = joinPath(above, row.name);
    return this.#takesPart(path, row) ? path : undefined;
  }

  #takesPart(path: RelativePath, { name, kind }: RemoteRow): boolean {
    const { rules } = this.#input;
    return rules.checkForLocal(name) === undefined && !rules.isExcluded(path, kind);
  }

  *#pick(portion: Portion<Pair>): Steps<ChangedPart | undefined> {
    const { remote, base: allRows, directories } = this.#input;
    const needed = withAllAbove(portion.agreed);
    const base = yield* pick(allRows, this.#listRows(portion, needed));
    const local = this.#pickItems(portion, needed);
    if (yield* this.#isAnyElsewhere(local, base)) return undefined;
    const filesElsewhere = this.#fileCount + this.#input.filesLeftOut - (yield* countFiles(base));
    return {
      local,
      remote: { ...remote, rows: this.#pickRemoteRows(portion, needed) },
      base,
      filesElsewhere,
      excluded: Array.from(directories.values(), ({ excluded, misnamed }) => [...excluded, ...misnamed]).flat(),
      partial: this.#listPartial(portion),
      isCut: portion.isCut,
      differing: this.#gone.length + this.#moved.length === 0 ? this.#changed.map(({ id }) => id) : undefined,
    };
  }

  /** Also those that are only in it because something beside them differs. */
  #listPartial({ agreed }: Portion<Pair>): ReadonlySet<NodeId> {
    const partial = new Set<NodeId>();
    for (const pair of this.#pairs.values()) if (!agreed.has(pair)) partial.add(pair.id);
    return partial;
  }

  #listRows({ agreed }: Portion<Pair>, needed: ReadonlySet<Pair>): ReadonlySet<NodeId> {
    const ids = new Set<NodeId>();
    for (const { id } of needed) ids.add(id);
    for (const { rows } of agreed) for (const { id } of rows) ids.add(id);
    const pending = [...this.#gone];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      for (const row of this.#rowsIn.get(id) ?? NOTHING) {
        ids.add(row.id);
        if (row.kind === 'directory') pending.push(row.id);
      }
    }
    return ids;
  }

  /**
   * True when an item of the part is known at a place outside of it, which a look after hints did not read again: it may
   * have been moved from there.
   */
  *#isAnyElsewhere(local: LocalView, base: ReadonlyMap<NodeId, BaseRow>): Steps<boolean> {
    const inodes = new Set(local.items.map(({ stamp }) => stamp.inode));
    let isAny = false;
    yield* stepThrough(this.#input.base.values(), (row) => {
      isAny ||= row.local !== undefined && inodes.has(row.local.inode) && !base.has(row.id);
    });
    return isAny;
  }

  #pickRemoteRows({ agreed, newThere }: Portion<Pair>, needed: ReadonlySet<Pair>): ReadonlyMap<RemoteKey, RemoteRow> {
    const keys = new Set<RemoteKey>([this.#input.remote.rootKey]);
    for (const { key } of needed) keys.add(key);
    const add = (directory: RemoteKey): void => {
      for (const key of this.#remoteRows.keysIn(directory)) keys.add(key);
    };
    for (const { key } of agreed) add(key);
    for (const key of newThere) add(key);
    return this.#remoteRows.pick(keys);
  }

  #pickItems({ agreed, newHere }: Portion<Pair>, needed: ReadonlySet<Pair>): LocalView {
    const picked = emptyView();
    for (const [path, view] of this.#input.directories) {
      const pair = this.#pairs.get(path);
      if (pair === undefined ? newHere.has(path) : agreed.has(pair)) addView(picked, view);
      else if (pair !== undefined && needed.has(pair)) {
        for (const item of view.items) if (this.#isAmong(item.path, needed)) picked.items.push(item);
      }
    }
    return picked;
  }

  #isAmong(path: RelativePath, pairs: ReadonlySet<Pair>): boolean {
    const pair = this.#pairs.get(path);
    return pair !== undefined && pairs.has(pair);
  }
}

function withAllAbove(pairs: ReadonlySet<Pair>): ReadonlySet<Pair> {
  const all = new Set<Pair>();
  for (const pair of pairs)
    for (let at: Pair | undefined = pair; at !== undefined && !all.has(at); at = at.above) all.add(at);
  return all;
}

/** What is in directories that take no part is not known here. */
function addView(all: Mutable<LocalView>, view: LocalView): void {
  for (const item of view.items) all.items.push(item);
  for (const item of view.excluded) all.excluded.push(item);
  for (const item of view.misnamed) all.misnamed.push(item);
  for (const place of view.occupied) all.occupied.push(place);
  for (const place of view.unknown) all.unknown.push(place);
  for (const problem of view.problems) all.problems.push(problem);
}

function countDirectories(rows: readonly BaseRow[]): number {
  return rows.reduce((count, { kind }) => (kind === 'directory' ? count + 1 : count), 0);
}

/** In the order of all. */
function* pick<Key, Value>(all: ReadonlyMap<Key, Value>, wanted: ReadonlySet<Key>): Steps<ReadonlyMap<Key, Value>> {
  const picked = new Map<Key, Value>();
  yield* stepThrough(all, ([key, value]) => {
    if (wanted.has(key)) picked.set(key, value);
  });
  return picked;
}

function* countFiles(rows: ReadonlyMap<NodeId, BaseRow>): Steps<number> {
  let files = 0;
  yield* stepThrough(rows.values(), ({ kind }) => {
    if (kind === 'file') files += 1;
  });
  return files;
}

/** The item itself is there on both sides, as whatever version. */
function isInPlace(row: BaseRow, item: LocalItem | undefined, remote: RemoteRow | undefined): boolean {
  if (row.local === undefined || row.remote === undefined) return false;
  return item?.kind === row.kind && remote?.kind === row.kind && remote.fileId === row.remote.fileId;
}

function isAgreed(row: BaseRow, item: LocalItem, remote: RemoteRow): boolean {
  return isAgreedHere(row, item) && isAgreedThere(row, remote);
}
