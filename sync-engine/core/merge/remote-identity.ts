import type { FileId, NodeId, RemoteKey } from '../model/ids.ts';
import type { NodeKind, RemoteItem } from '../model/observation.ts';

/** What the base knows of the server's side of one item. */
export interface KnownRemote {
  readonly id: NodeId;
  readonly parentId: NodeId;
  readonly name: string;
  readonly kind: NodeKind;
  readonly fileId: FileId;
}

export interface RemoteIdentityInput {
  /** Parents before their children. */
  readonly items: readonly RemoteItem[];
  readonly known: readonly KnownRemote[];
  /** Items that have left their place on the local side for another: what takes it on the server is not one of them. */
  readonly aside: ReadonlySet<NodeId>;
  readonly root: { readonly key: RemoteKey; readonly id: NodeId };
  readonly newId: () => NodeId;
}

/**
 * Tells which item of the server is which item of the base: by file id, which survives renames and moves; else, where
 * the server gave an item at the same place a new id (restored from the trash, rescanned storage, saved by delete and
 * create), by its place.
 *
 * A file id alone proves nothing where it stands at several places, now or when both sides agreed (a share mounted
 * twice): of those, each that is at its old place is itself, and only what is left over on both sides is a move, each to
 * the place nearest to its old one. No two items get one id, and none goes without.
 */
export function identifyRemote(input: RemoteIdentityInput): ReadonlyMap<RemoteKey, NodeId> {
  const matcher = new RemoteMatcher(input);
  matcher.matchUniqueFileIds();
  matcher.matchTwinsAtTheirPlaces();
  matcher.matchMovedTwins();
  matcher.matchPlaces();
  return matcher.ids;
}

class RemoteMatcher {
  readonly ids: Map<RemoteKey, NodeId>;
  readonly #input: RemoteIdentityInput;
  readonly #claimed = new Set<NodeId>();
  readonly #knownByIdentity: ReadonlyMap<string, readonly KnownRemote[]>;

  constructor(input: RemoteIdentityInput) {
    this.#input = input;
    this.ids = new Map([[input.root.key, input.root.id]]);
    this.#knownByIdentity = Map.groupBy(input.known, identityKey);
  }

  matchUniqueFileIds(): void {
    for (const [identity, items] of Map.groupBy(this.#input.items, identityKey)) {
      const known = this.#knownByIdentity.get(identity) ?? [];
      if (items.length === 1 && known.length === 1) this.#claimFirst(items[0], known[0]);
    }
  }

  /** From the top down: a directory is recognised before what it holds. */
  matchTwinsAtTheirPlaces(): void {
    for (const item of this.#unmatched()) {
      const parentId = this.ids.get(item.parentKey);
      const isHere = (known: KnownRemote): boolean => known.parentId === parentId && known.name === item.name;
      this.#claimFirst(item, this.#candidatesFor(item).find(isHere));
    }
  }

  matchMovedTwins(): void {
    const moved = this.#unmatched().filter((item) => this.#candidatesFor(item).length > 0);
    if (moved.length === 0) return;
    const parents = new Map(this.#input.known.map(({ id, parentId }) => [id, parentId]));
    const parentKeys = new Map(this.#input.items.map(({ key, parentKey }) => [key, parentKey]));
    for (const item of moved) {
      const candidates = this.#candidatesFor(item);
      const above = this.#idsAbove(item, parentKeys);
      const byDistance = candidates
        .map((known) => ({ known, steps: countSteps(above, known.parentId, parents) }))
        .toSorted((a, b) => a.steps - b.steps || a.known.id - b.known.id);
      this.#claimFirst(item, byDistance[0]?.known);
    }
  }

  matchPlaces(): void {
    const { known: all, aside } = this.#input;
    const inPlace = aside.size === 0 ? all : all.filter(({ id }) => !aside.has(id));
    const byPlace = new Map(inPlace.map((known) => [placeKey(known.kind, known.parentId, known.name), known]));
    for (const item of this.#unmatched()) {
      const parentId = this.ids.get(item.parentKey);
      const known = parentId === undefined ? undefined : byPlace.get(placeKey(item.kind, parentId, item.name));
      this.#claim(item, known === undefined || this.#claimed.has(known.id) ? this.#input.newId() : known.id);
    }
  }

  #unmatched(): readonly RemoteItem[] {
    return this.#input.items.filter(({ key }) => !this.ids.has(key));
  }

  /** Items of the base with this file id that nothing has been recognised as yet. */
  #candidatesFor(item: RemoteItem): readonly KnownRemote[] {
    return (this.#knownByIdentity.get(identityKey(item)) ?? []).filter(({ id }) => !this.#claimed.has(id));
  }

  /** Recognised directories above an item, the nearest first. */
  #idsAbove({ parentKey }: RemoteItem, parentKeys: ReadonlyMap<RemoteKey, RemoteKey>): readonly NodeId[] {
    const ids: NodeId[] = [];
    for (let key: RemoteKey | undefined = parentKey; key !== undefined; key = parentKeys.get(key)) {
      const id = this.ids.get(key);
      if (id !== undefined) ids.push(id);
    }
    return ids;
  }

  #claimFirst(item: RemoteItem | undefined, known: KnownRemote | undefined): void {
    if (item !== undefined && known !== undefined) this.#claim(item, known.id);
  }

  #claim(item: RemoteItem, id: NodeId): void {
    this.ids.set(item.key, id);
    this.#claimed.add(id);
  }
}

/** Way from one place up to a common directory and down to the other. */
function countSteps(above: readonly NodeId[], parentId: NodeId, parents: ReadonlyMap<NodeId, NodeId>): number {
  let steps = 0;
  for (let at: NodeId | undefined = parentId; at !== undefined && steps <= parents.size; at = parents.get(at)) {
    const down = above.indexOf(at);
    if (down >= 0) return steps + down;
    steps += 1;
  }
  return Number.POSITIVE_INFINITY;
}

function identityKey({ kind, fileId }: Pick<KnownRemote, 'kind' | 'fileId'>): string {
  return `${kind} ${fileId}`;
}

function placeKey(kind: NodeKind, parentId: NodeId, name: string): string {
  return `${kind} ${parentId} ${name}`;
}
