import type { NodeId } from '../model/ids.ts';
import { ROOT_ID } from '../model/ids.ts';
import type { LocalItem, LocalStamp, NodeKind } from '../model/observation.ts';
import type { RelativePath } from '../model/relative-path.ts';
import { baseName, parentPath, ROOT_PATH } from '../model/relative-path.ts';

/** What the base knows of the local side of one item. */
export interface KnownLocal {
  readonly id: NodeId;
  readonly parentId: NodeId;
  readonly name: string;
  readonly kind: NodeKind;
  readonly stamp: LocalStamp;
}

/** Where an item of the base may be because we brought it there. */
export interface ExpectedPlace {
  readonly nodeId: NodeId;
  readonly path: RelativePath;
  /** The directory, which may have another path by now; undefined: not known. */
  readonly parentId: NodeId | undefined;
}

export interface LocalIdentityInput {
  /** Parents before their children. */
  readonly items: readonly LocalItem[];
  readonly known: readonly KnownLocal[];
  /** Where moves of ours may have brought items of the base; of two at one place, the later counts. */
  readonly expected: readonly ExpectedPlace[];
  /** False where the file system makes inodes up: then only places identify. */
  readonly hasStableInodes: boolean;
  readonly newId: () => NodeId;
}

/**
 * Tells which item of a scan is which item of the base. A directory is recognised by its inode first, because people
 * rename directories; a file by its place first, because programs save by writing a new file over the old name. Inodes
 * are reused at once on some systems: birth time, or size and time together, must agree before an inode proves a move.
 * Where we ourselves may have moved a file, nobody saved a new one over its old name: there its inode comes first, too.
 *
 * @returns ids by path, for every item; items that nothing in the base explains get new ids.
 */
export function identifyLocal(input: LocalIdentityInput): ReadonlyMap<RelativePath, NodeId> {
  const matcher = new LocalMatcher(input);
  matcher.matchExpected();
  matcher.matchDirectories();
  matcher.matchExpectedFiles();
  matcher.matchFiles();
  return matcher.ids;
}

const NOTHING_KNOWN: readonly KnownLocal[] = [];

class LocalMatcher {
  readonly ids = new Map<RelativePath, NodeId>([[ROOT_PATH, ROOT_ID]]);
  readonly #input: LocalIdentityInput;
  readonly #claimed = new Set<NodeId>();
  /** An item that has left its place here keeps its row there, beside that of the next, until the other side follows. */
  readonly #knownByPlace: ReadonlyMap<string, readonly KnownLocal[]>;
  /** A number that was given to a second file before the deletion of the first was agreed on has two. */
  readonly #knownByInode: ReadonlyMap<string, readonly KnownLocal[]>;
  readonly #pathsByInode = new Map<string, number>();

  constructor(input: LocalIdentityInput) {
    this.#input = input;
    const byAge = input.known.toSorted((a, b) => a.id - b.id);
    this.#knownByInode = Map.groupBy(byAge, ({ kind, stamp }) => inodeKey(kind, stamp));
    this.#knownByPlace = Map.groupBy(byAge, ({ kind, parentId, name }) => placeKey(kind, parentId, name));
    for (const item of input.items) {
      const key = inodeKey(item.kind, item.stamp);
      this.#pathsByInode.set(key, (this.#pathsByInode.get(key) ?? 0) + 1);
    }
  }

  matchExpected(): void {
    if (this.#input.expected.length === 0) return;
    const expectedAt = this.#indexExpected(({ path }) => path);
    for (const item of this.#input.items) this.#claimIfMoved(item, expectedAt.get(item.path));
  }

  /** Where we have renamed the directory of a file after the file was moved there. */
  matchExpectedFiles(): void {
    if (this.#input.expected.length === 0) return;
    const expectedAt = this.#indexExpected(({ parentId, path }) =>
      parentId === undefined ? '' : placeKey('file', parentId, baseName(path)),
    );
    for (const item of this.#input.items) {
      const parentId = this.ids.get(parentPath(item.path));
      if (parentId === undefined || item.kind !== 'file' || this.ids.has(item.path)) continue;
      this.#claimIfMoved(item, expectedAt.get(placeKey('file', parentId, baseName(item.path))));
    }
  }

  #indexExpected(toKey: (place: ExpectedPlace) => string): ReadonlyMap<string, KnownLocal | undefined> {
    const knownById = new Map(this.#input.known.map((each) => [each.id, each]));
    return new Map(this.#input.expected.map((place) => [toKey(place), knownById.get(place.nodeId)]));
  }

  #claimIfMoved(item: LocalItem, moved: KnownLocal | undefined): void {
    if (moved !== undefined && !this.#claimed.has(moved.id) && isSameItem(item, moved)) this.#claim(item, moved.id);
  }

  matchDirectories(): void {
    const directories = this.#input.items.filter(({ kind, path }) => kind === 'directory' && !this.ids.has(path));
    for (const item of directories) {
      const known = this.#findUntouched(item) ?? this.#findByInode(item);
      if (known !== undefined) this.#claim(item, known.id);
    }
    for (const item of directories) {
      if (this.ids.has(item.path)) continue;
      const known = this.#findByPlace(item);
      // Its own inode lives on at another place: then this is a new directory under the old name.
      const isElsewhere = known !== undefined && this.#isInodeSeen(known);
      this.#claim(item, known === undefined || isElsewhere ? this.#input.newId() : known.id);
    }
  }

  matchFiles(): void {
    let rest = this.#input.items.filter(({ kind, path }) => kind === 'file' && !this.ids.has(path));
    const pass = (decide: (item: LocalItem) => KnownLocal | undefined): void => {
      rest = rest.filter((item) => {
        const known = decide(item);
        if (known === undefined || this.#claimed.has(known.id)) return true;
        this.#claim(item, known.id);
        return false;
      });
    };
    pass((item) => this.#findUntouched(item));
    pass((item) => (this.#findByInode(item) === undefined ? this.#findByPlace(item) : undefined));
    pass((item) => this.#findByInode(item));
    pass((item) => this.#findByPlace(item));
    for (const item of rest) this.#claim(item, this.#input.newId());
  }

  /** At its place, with its inode. */
  #findUntouched(item: LocalItem): KnownLocal | undefined {
    return this.#listAtPlace(item).findLast((known) => !this.#claimed.has(known.id) && isSameItem(item, known));
  }

  #findByPlace(item: LocalItem): KnownLocal | undefined {
    return this.#listAtPlace(item).findLast((known) => !this.#claimed.has(known.id));
  }

  #listAtPlace({ kind, path }: LocalItem): readonly KnownLocal[] {
    const parentId = this.ids.get(parentPath(path));
    if (parentId === undefined) return NOTHING_KNOWN;
    return this.#knownByPlace.get(placeKey(kind, parentId, baseName(path))) ?? NOTHING_KNOWN;
  }

  #findByInode(item: LocalItem): KnownLocal | undefined {
    if (!this.#input.hasStableInodes) return undefined;
    const key = inodeKey(item.kind, item.stamp);
    // Several paths with one inode are hard links: none of them proves a move.
    if (this.#pathsByInode.get(key) !== 1) return undefined;
    // The youngest: what is here now is what the number was given to last, or what took the place of an item that could
    // not be moved.
    return this.#knownByInode.get(key)?.findLast((known) => !this.#claimed.has(known.id) && isSameBirth(item, known));
  }

  #isInodeSeen(known: KnownLocal): boolean {
    return this.#claimed.has(known.id);
  }

  #claim(item: LocalItem, id: NodeId): void {
    this.ids.set(item.path, id);
    this.#claimed.add(id);
  }
}

function isSameItem(item: LocalItem, known: KnownLocal): boolean {
  const [is, was] = [item.stamp, known.stamp];
  return item.kind === known.kind && is.inode === was.inode && is.device === was.device && isSameBirth(item, known);
}

/** Whether an item with the inode of a known one is that one, and not a later one that got the inode again. */
export function isSameBirth(item: Pick<LocalItem, 'kind' | 'stamp'>, known: { readonly stamp: LocalStamp }): boolean {
  if (item.stamp.birthNs !== 0n && known.stamp.birthNs !== 0n) return item.stamp.birthNs === known.stamp.birthNs;
  if (item.kind === 'directory') return true;
  return item.stamp.sizeBytes === known.stamp.sizeBytes && item.stamp.mtimeNs === known.stamp.mtimeNs;
}

function placeKey(kind: NodeKind, parentId: NodeId, name: string): string {
  return `${kind} ${parentId} ${name}`;
}

function inodeKey(kind: NodeKind, stamp: LocalStamp): string {
  return `${kind} ${stamp.device} ${stamp.inode}`;
}
