import { isSameBirth } from '../core/merge/local-identity.ts';
import type { NodeId, RemoteKey } from '../core/model/ids.ts';
import { ROOT_ID } from '../core/model/ids.ts';
import type { LocalItem } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName, joinPath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { LocalView } from '../discovery/local-discovery.ts';
import type { RemoteView } from '../discovery/remote-discovery.ts';
import type { BaseRow, RemoteRow } from '../sync-database/sync-database.ts';
import type { FolderRules } from './folder-rules.ts';

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
  /** Directories that are in it with all their items. */
  readonly directories: ReadonlySet<RelativePath>;
  /** What takes no part in syncing, wherever it is: what is missing may have gone there. */
  readonly excluded: readonly LocalItem[];
}

/** One local directory, as a view of its own. */
export type LocalDirectories = ReadonlyMap<RelativePath, LocalView>;

/**
 * Every directory in which anything differs, on either side or from what was agreed on, with all its items, and the
 * directories above; of a directory that is new, or is not at the place that both sides agreed on, all that it holds and
 * held. What is left out is the same on both sides and in the base: nothing follows from it, and no name in it can stand
 * in the way. Undefined where that is not so simple: an item is known at several places, on one side or from one look to
 * the next, something could not be seen or may not be synced.
 *
 * O(n), but one comparison for each item. Pure.
 */
export function findChangedPart(input: ComparisonInput): ChangedPart | undefined {
  const { remote, rules } = input;
  for (const { name, parentKey } of remote.rows.values())
    if (parentKey !== undefined && rules.checkForLocal(name) !== undefined) return undefined;
  return new Comparison(input).run();
}

export interface ComparisonInput extends Omit<Sides, 'local'> {
  readonly directories: LocalDirectories;
  readonly rules: Pick<FolderRules, 'checkForLocal'>;
  /** Directories that are to be in the part, whether anything differs in them or not. */
  readonly alsoWanted: ReadonlySet<RelativePath>;
}

/** A directory that both sides agreed on and that is at its place on both. */
interface Pair {
  readonly path: RelativePath;
  readonly id: NodeId;
  readonly key: RemoteKey;
  readonly above: Pair | undefined;
  readonly local: LocalView;
  readonly rows: readonly BaseRow[];
  readonly there: readonly RemoteRow[];
}

const NOTHING: readonly never[] = [];

class Comparison {
  readonly #directories: LocalDirectories;
  readonly #remote: RemoteView;
  readonly #base: ReadonlyMap<NodeId, BaseRow>;
  readonly #alsoWanted: ReadonlySet<RelativePath>;
  readonly #rowsIn: ReadonlyMap<NodeId, readonly BaseRow[]>;
  readonly #remoteIn: ReadonlyMap<RemoteKey | undefined, readonly RemoteRow[]>;
  readonly #pairs = new Map<RelativePath, Pair>();
  /** Those to be planned with all they hold. */
  readonly #whole = new Set<Pair>();
  /** Those, and all above them. */
  readonly #needed = new Set<Pair>();
  /** Directories that are at another place, are others, or are gone. */
  readonly #displaced: NodeId[] = [];

  constructor({ directories, remote, base, alsoWanted }: ComparisonInput) {
    this.#directories = directories;
    this.#remote = remote;
    this.#base = base;
    this.#alsoWanted = alsoWanted;
    this.#rowsIn = Map.groupBy(base.values(), ({ parentId }) => parentId);
    this.#remoteIn = Map.groupBy(remote.rows.values(), ({ parentKey }) => parentKey);
  }

  run(): ChangedPart | undefined {
    if (!this.#isSimple()) return undefined;
    const root = this.#toPair({ path: ROOT_PATH, id: ROOT_ID, key: this.#remote.rootKey, above: undefined });
    if (root === undefined) return undefined;
    const pending = [root];
    for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
      this.#pairs.set(pair.path, pair);
      pending.push(...this.#compare(pair));
    }
    const base = this.#pickRows();
    const local = this.#pickItems();
    if (this.#isAnyElsewhere(local, base)) return undefined;
    return {
      local,
      remote: { ...this.#remote, rows: this.#pickRemoteRows() },
      base,
      filesElsewhere: countFiles(this.#base) - countFiles(base),
      directories: new Set(Array.from(this.#whole, ({ path }) => path)),
      excluded: Array.from(this.#directories.values(), ({ excluded }) => excluded).flat(),
    };
  }

  /** Everything could be seen, takes part, and is at one place. */
  #isSimple(): boolean {
    const { unlisted, damaged, unproven, problems, rows } = this.#remote;
    if (unlisted.length + damaged.length + unproven.length + problems.length > 0) return false;
    for (const { key, fileId } of rows.values()) if ((key as string) !== (fileId as string)) return false;
    for (const view of this.#directories.values())
      if (view.unknown.length + view.misnamed.length + view.problems.length > 0) return false;
    return true;
  }

  #toPair(place: Pick<Pair, 'path' | 'id' | 'key' | 'above'>): Pair | undefined {
    const local = this.#directories.get(place.path);
    if (local === undefined) return undefined;
    const rows = this.#rowsIn.get(place.id) ?? NOTHING;
    return { ...place, local, rows, there: this.#remoteIn.get(place.key) ?? NOTHING };
  }

  /** The agreed directories in it that are at their place. */
  #compare(pair: Pair): readonly Pair[] {
    const here = new Map(pair.local.items.map((item) => [baseName(item.path), item]));
    const there = new Map(pair.there.map((row) => [row.name, row]));
    const agreed = new Set(pair.rows.map(({ name }) => name));
    let isSame = [here.size, there.size, agreed.size, pair.there.length].every((count) => count === pair.rows.length);
    const inside: Pair[] = [];
    for (const row of pair.rows) {
      const [item, remote] = [here.get(row.name), there.get(row.name)];
      const isUntouched = item !== undefined && remote !== undefined && isAgreed(row, item, remote);
      isSame &&= isUntouched;
      if (row.kind === 'file') continue;
      const place = { path: joinPath(pair.path, row.name), id: row.id, above: pair };
      const child = isUntouched ? this.#toPair({ ...place, key: remote.key }) : undefined;
      if (child === undefined) this.#displaced.push(row.id);
      else inside.push(child);
      isSame &&= child !== undefined;
    }
    if (!isSame || this.#alsoWanted.has(pair.path)) this.#need(pair);
    return inside;
  }

  #need(pair: Pair): void {
    this.#whole.add(pair);
    for (let at: Pair | undefined = pair; at !== undefined && !this.#needed.has(at); at = at.above)
      this.#needed.add(at);
  }

  #pickRows(): ReadonlyMap<NodeId, BaseRow> {
    const ids = new Set<NodeId>();
    for (const { id } of this.#needed) ids.add(id);
    for (const { rows } of this.#whole) for (const { id } of rows) ids.add(id);
    const pending = [...this.#displaced];
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      for (const row of this.#rowsIn.get(id) ?? NOTHING) {
        ids.add(row.id);
        if (row.kind === 'directory') pending.push(row.id);
      }
    }
    return pick(this.#base, ids);
  }

  /**
   * True when an item of the part is known at a place outside of it, which a look after hints did not read again: it may
   * have been moved from there.
   */
  #isAnyElsewhere(local: LocalView, base: ReadonlyMap<NodeId, BaseRow>): boolean {
    const inodes = new Set(local.items.map(({ stamp }) => stamp.inode));
    for (const row of this.#base.values())
      if (row.local !== undefined && inodes.has(row.local.inode) && !base.has(row.id)) return true;
    return false;
  }

  /** What is new there comes with all that it holds. */
  #pickRemoteRows(): ReadonlyMap<RemoteKey, RemoteRow> {
    const keys = new Set<RemoteKey>();
    const agreed = new Set<RemoteKey>();
    for (const { key } of this.#pairs.values()) agreed.add(key);
    for (const { key } of this.#needed) keys.add(key);
    const pending = [...this.#whole].flatMap(({ there }) => there);
    for (let row = pending.pop(); row !== undefined; row = pending.pop()) {
      keys.add(row.key);
      if (!agreed.has(row.key)) pending.push(...(this.#remoteIn.get(row.key) ?? NOTHING));
    }
    return pick(this.#remote.rows, keys.add(this.#remote.rootKey));
  }

  /** What is new here is in no pair, and comes as a whole. */
  #pickItems(): LocalView {
    const [items, excluded, occupied]: [LocalItem[], LocalItem[], RelativePath[]] = [[], [], []];
    for (const [path, view] of this.#directories) {
      const pair = this.#pairs.get(path);
      if (pair === undefined || this.#whole.has(pair)) {
        for (const item of view.items) items.push(item);
        for (const item of view.excluded) excluded.push(item);
        for (const place of view.occupied) occupied.push(place);
      } else if (this.#needed.has(pair)) {
        for (const item of view.items) if (this.#isNeeded(item.path)) items.push(item);
      }
    }
    return { items, excluded, occupied, unknown: [], misnamed: [], outOfSight: [], problems: [] };
  }

  #isNeeded(path: RelativePath): boolean {
    const pair = this.#pairs.get(path);
    return pair !== undefined && this.#needed.has(pair);
  }
}

/** In the order of all. */
function pick<Key, Value>(all: ReadonlyMap<Key, Value>, wanted: ReadonlySet<Key>): ReadonlyMap<Key, Value> {
  const picked = new Map<Key, Value>();
  for (const [key, value] of all) if (wanted.has(key)) picked.set(key, value);
  return picked;
}

function countFiles(rows: ReadonlyMap<NodeId, BaseRow>): number {
  let files = 0;
  for (const { kind } of rows.values()) if (kind === 'file') files += 1;
  return files;
}

function isAgreed(row: BaseRow, item: LocalItem, remote: RemoteRow): boolean {
  if (row.local === undefined || row.remote === undefined) return false;
  if (row.kind !== item.kind || row.kind !== remote.kind || remote.isProcessing) return false;
  if (!isSameStamp(row.kind, row.local, item.stamp) || !isSameBirth(item, { stamp: row.local })) return false;
  if (row.remote.fileId !== remote.fileId || row.remote.permissions !== remote.permissions) return false;
  if (row.kind === 'directory') return true;
  const isSameVersion = row.remote.etag === remote.etag && row.remote.sizeBytes === remote.sizeBytes;
  return isSameVersion && row.checksum !== undefined;
}
