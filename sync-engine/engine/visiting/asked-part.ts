import { isSameBirth } from '../../core/merge/local-identity.ts';
import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import type { LocalItem } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, isInside, isName, joinPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import { emptyView } from '../../discovery/local-discovery.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import type { BaseRow, RemoteRow } from '../../sync-database/sync-database.ts';
import type { Sides } from '../looking/changed-part.ts';
import { isAgreedHere, isAgreedThere } from '../looking/directory-places.ts';

/** One directory, as both sides and the base know it at this place. */
export interface AskedDirectory {
  readonly path: RelativePath;
  /** Undefined where nothing was agreed on. */
  readonly id: NodeId | undefined;
  /** Undefined where the server has none. */
  readonly key: RemoteKey | undefined;
  readonly isHere: boolean;
}

/** Where the parts of a question are taken from. */
export interface AskedPartInput {
  /** Reads one directory of this computer. */
  readonly lookInto: (path: RelativePath) => Promise<Result<LocalView>>;
  readonly remote: RemoteView;
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  readonly nameKey: (name: string) => string;
}

const NOTHING: readonly never[] = [];

/**
 * What a question about some paths needs to see of the two sides and of what was agreed on: these paths, the directories
 * above them, and what could stand in their way under the same name. On this computer only the directories above are
 * read, each once. Not for use by two questions at a time.
 */
export class AskedPart {
  readonly #input: AskedPartInput;
  readonly #rowsIn: ReadonlyMap<NodeId, readonly BaseRow[]>;
  readonly #remoteIn: ReadonlyMap<RemoteKey | undefined, readonly RemoteRow[]>;
  readonly #views = new Map<RelativePath, LocalView>();

  constructor(input: AskedPartInput) {
    this.#input = input;
    this.#rowsIn = Map.groupBy(input.base.values(), ({ parentId }) => parentId);
    this.#remoteIn = Map.groupBy(input.remote.rows.values(), ({ parentKey }) => parentKey);
  }

  /**
   * The part for these paths. The value is undefined where more than the part has a say: an item has left its place on a
   * side, has come from another one, or is known at several. Codes: those of the root, when it cannot be read.
   */
  async take(paths: readonly RelativePath[]): Promise<Result<Sides | undefined>> {
    const picked = new PickedSides(this.#input);
    for (const path of paths) {
      const walked = await this.#walk(path, picked);
      if (!walked.ok) return walked;
    }
    return { ok: true, value: picked.isSimple() ? picked.sides() : undefined };
  }

  /** The directory at a path, as far as something is known of it; undefined when nothing is. */
  async find(path: RelativePath): Promise<Result<AskedDirectory | undefined>> {
    return this.#walk(path, new PickedSides(this.#input));
  }

  /** Every path in a directory, without what is below it, that is not on both sides as it was agreed on. */
  async compare(directory: AskedDirectory): Promise<Result<AskedComparison>> {
    const view = await this.#lookInto(directory);
    if (!view.ok) return view;
    const rows = Map.groupBy(this.#listRows(directory), ({ name }) => name);
    const there = Map.groupBy(this.#listThere(directory), ({ name }) => name);
    const here = new Map(view.value.items.map((item) => [baseName(item.path), item]));
    const directories: AskedDirectory[] = [];
    const different: RelativePath[] = [];
    for (const name of new Set([...rows.keys(), ...there.keys(), ...here.keys()])) {
      if (!isName(name)) continue;
      const path = joinPath(directory.path, name);
      const [row, ...moreRows] = rows.get(name) ?? NOTHING;
      const [remote, ...moreRemote] = there.get(name) ?? NOTHING;
      const isOne = moreRows.length + moreRemote.length === 0;
      if (!isOne || !isAgreed(row, here.get(name), remote)) different.push(path);
      else if (row?.kind === 'directory') directories.push({ path, id: row.id, key: remote?.key, isHere: true });
    }
    const others = [...view.value.misnamed.map(({ path }) => path), ...view.value.unknown];
    return { ok: true, value: { view: view.value, directories, different: [...different, ...others] } };
  }

  async #walk(path: RelativePath, picked: PickedSides): Promise<Result<AskedDirectory | undefined>> {
    let at: AskedDirectory | undefined = this.#root();
    for (const name of path === ROOT_PATH ? [] : path.split('/')) {
      if (at === undefined) break;
      const view = await this.#lookInto(at);
      if (!view.ok) return view;
      at = picked.add({ directory: at, name, view: view.value, rows: this.#listRows(at), there: this.#listThere(at) });
    }
    return { ok: true, value: at };
  }

  #root(): AskedDirectory {
    return { path: ROOT_PATH, id: ROOT_ID, key: this.#input.remote.rootKey, isHere: true };
  }

  async #lookInto({ path, isHere }: AskedDirectory): Promise<Result<LocalView>> {
    const known = isHere ? this.#views.get(path) : emptyView();
    if (known !== undefined) return { ok: true, value: known };
    const view = await this.#input.lookInto(path);
    if (view.ok) this.#views.set(path, view.value);
    return view;
  }

  #listRows({ id }: AskedDirectory): readonly BaseRow[] {
    return id === undefined ? NOTHING : (this.#rowsIn.get(id) ?? NOTHING);
  }

  #listThere({ key }: AskedDirectory): readonly RemoteRow[] {
    return key === undefined ? NOTHING : (this.#remoteIn.get(key) ?? NOTHING);
  }
}

/** What one directory shows. */
export interface AskedComparison {
  readonly view: LocalView;
  /** Directories in it on which both sides agree. */
  readonly directories: readonly AskedDirectory[];
  readonly different: readonly RelativePath[];
}

function isAgreed(row: BaseRow | undefined, item: LocalItem | undefined, remote: RemoteRow | undefined): boolean {
  if (row === undefined || item === undefined || remote === undefined) return false;
  return isAgreedHere(row, item) && isAgreedThere(row, remote);
}

interface Step {
  readonly directory: AskedDirectory;
  readonly name: string;
  /** All that is in the directory. */
  readonly view: LocalView;
  readonly rows: readonly BaseRow[];
  readonly there: readonly RemoteRow[];
}

/** The part that is being put together. */
class PickedSides {
  readonly #input: AskedPartInput;
  readonly #items = new Map<RelativePath, LocalItem>();
  readonly #others = emptyView();
  readonly #steps = new Map<RelativePath, AskedDirectory | undefined>();
  /** Rows with their places, so far as a directory above was agreed on. */
  readonly #rows = new Map<NodeId, { readonly row: BaseRow; readonly path: RelativePath }>();
  readonly #remoteRows = new Map<RemoteKey, { readonly row: RemoteRow; readonly path: RelativePath }>();

  constructor(input: AskedPartInput) {
    this.#input = input;
    const root = input.remote.rows.get(input.remote.rootKey);
    if (root !== undefined) this.#remoteRows.set(root.key, { row: root, path: ROOT_PATH });
  }

  /** Takes what has this name in a directory, or one that counts as the same; the directory of the very name is next. */
  add({ directory, name, view, rows, there }: Step): AskedDirectory | undefined {
    const path = joinPath(directory.path, name);
    if (this.#steps.has(path)) return this.#steps.get(path);
    const key = this.#input.nameKey(name);
    const isWanted = (other: string): boolean => other === name || this.#input.nameKey(other) === key;
    const pick = (place: RelativePath): boolean => isWanted(baseName(place));
    for (const item of view.items) if (pick(item.path)) this.#items.set(item.path, item);
    this.#others.occupied.push(...view.occupied.filter(pick));
    this.#others.unknown.push(...view.unknown.filter((place) => place === directory.path || pick(place)));
    this.#others.misnamed.push(...view.misnamed.filter((item) => pick(item.path)));
    this.#others.excluded.push(...view.excluded.filter((item) => pick(item.path)));
    this.#others.problems.push(
      ...view.problems.filter((problem) => problem.path === directory.path || pick(problem.path)),
    );
    const named = { rows: rows.filter((row) => isWanted(row.name)), there: there.filter((row) => isWanted(row.name)) };
    for (const row of named.rows) this.#rows.set(row.id, { row, path: joinPath(directory.path, row.name) });
    for (const row of named.there)
      if (isName(row.name)) this.#remoteRows.set(row.key, { row, path: joinPath(directory.path, row.name) });
    const next = {
      path,
      id: named.rows.find((row) => row.name === name && row.kind === 'directory')?.id,
      key: named.there.find((row) => row.name === name && row.kind === 'directory')?.key,
      isHere: this.#items.get(path)?.kind === 'directory',
    };
    const isKnown = next.id !== undefined || next.key !== undefined || next.isHere;
    this.#steps.set(path, isKnown ? next : undefined);
    return isKnown ? next : undefined;
  }

  sides(): Sides {
    const { remote } = this.#input;
    return {
      local: { ...this.#others, items: [...this.#items.values()] },
      remote: { ...remote, rows: new Map(Array.from(this.#remoteRows, ([key, { row }]) => [key, row])) },
      base: new Map(Array.from(this.#rows, ([id, { row }]) => [id, row])),
    };
  }

  /** Nothing of the part is, or was, anywhere else. */
  isSimple(): boolean {
    return this.#isSimpleHere() && this.#isSimpleThere();
  }

  #isSimpleHere(): boolean {
    const apart = new Set([...this.#others.misnamed, ...this.#others.excluded].map(({ path }) => path));
    const isUnseen = (path: RelativePath): boolean =>
      apart.has(path) || this.#others.unknown.some((place) => isInside(path, place));
    for (const { row, path } of this.#rows.values()) {
      if (row.local === undefined || isUnseen(path)) continue;
      const item = this.#items.get(path);
      if (item?.kind !== row.kind) return false;
      const isSame = item.stamp.inode === row.local.inode && isSameBirth(item, { stamp: row.local });
      if (row.kind === 'directory' && !isSame) return false;
    }
    const inodes = new Set(Array.from(this.#items.values(), ({ stamp }) => stamp.inode));
    for (const { id, local } of this.#input.base.values())
      if (local !== undefined && inodes.has(local.inode) && !this.#isAtItsInode(id, local.inode)) return false;
    return true;
  }

  #isAtItsInode(id: NodeId, inode: bigint): boolean {
    const picked = this.#rows.get(id);
    return picked !== undefined && this.#items.get(picked.path)?.stamp.inode === inode;
  }

  #isSimpleThere(): boolean {
    const pathOf = new Map<string, RelativePath>();
    for (const { row, path } of this.#remoteRows.values()) {
      if ((row.key as string) !== (row.fileId as string)) return false;
      pathOf.set(row.fileId, path);
    }
    for (const { row, path } of this.#rows.values())
      if (row.remote !== undefined && pathOf.get(row.remote.fileId) !== path) return false;
    for (const { id, remote } of this.#input.base.values())
      if (remote !== undefined && pathOf.has(remote.fileId) && !this.#rows.has(id)) return false;
    return true;
  }
}
