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

export interface LocalIdentityInput {
  /** Parents before their children. */
  readonly items: readonly LocalItem[];
  readonly known: readonly KnownLocal[];
  /** False where the file system makes inodes up: then only places identify. */
  readonly hasStableInodes: boolean;
  readonly newId: () => NodeId;
}

/**
 * Tells which item of a scan is which item of the base. A directory is recognised by its inode first, because people
 * rename directories; a file by its place first, because programs save by writing a new file over the old name. Inodes
 * are reused at once on some systems: birth time, or size and time together, must agree before an inode proves a move.
 *
 * @returns ids by path, for every item; items that nothing in the base explains get new ids.
 */
export function identifyLocal(input: LocalIdentityInput): ReadonlyMap<RelativePath, NodeId> {
  const matcher = new LocalMatcher(input);
  matcher.matchDirectories();
  matcher.matchFiles();
  return matcher.ids;
}

class LocalMatcher {
  readonly ids = new Map<RelativePath, NodeId>([[ROOT_PATH, ROOT_ID]]);
  readonly #input: LocalIdentityInput;
  readonly #claimed = new Set<NodeId>();
  readonly #knownByPlace = new Map<string, KnownLocal>();
  /** A number that was given to a second file before the deletion of the first was agreed on has two. */
  readonly #knownByInode: ReadonlyMap<string, readonly KnownLocal[]>;
  readonly #pathsByInode = new Map<string, number>();

  constructor(input: LocalIdentityInput) {
    this.#input = input;
    const byAge = input.known.toSorted((a, b) => a.id - b.id);
    this.#knownByInode = Map.groupBy(byAge, ({ kind, stamp }) => inodeKey(kind, stamp));
    for (const known of input.known) {
      this.#knownByPlace.set(placeKey(known.kind, known.parentId, known.name), known);
    }
    for (const item of input.items) {
      const key = inodeKey(item.kind, item.stamp);
      this.#pathsByInode.set(key, (this.#pathsByInode.get(key) ?? 0) + 1);
    }
  }

  matchDirectories(): void {
    const directories = this.#input.items.filter((item) => item.kind === 'directory');
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
    let rest = this.#input.items.filter((item) => item.kind === 'file');
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
    const known = this.#findByPlace(item);
    return known !== undefined && inodeKey(item.kind, known.stamp) === inodeKey(item.kind, item.stamp)
      ? known
      : undefined;
  }

  #findByPlace(item: LocalItem): KnownLocal | undefined {
    const parentId = this.ids.get(parentPath(item.path));
    const known =
      parentId === undefined ? undefined : this.#knownByPlace.get(placeKey(item.kind, parentId, baseName(item.path)));
    return known === undefined || this.#claimed.has(known.id) ? undefined : known;
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
