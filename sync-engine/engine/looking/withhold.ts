import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import { isSameBirth } from '../../core/merge/local-identity.ts';
import type { LocalItem, LocalStamp, NodeKind } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { baseName, parentPath } from '../../core/model/relative-path.ts';
import type { Side } from '../../core/model/side.ts';
import type { BaseNode, Place, TreeNode } from '../../core/model/tree.ts';
import { isSamePlace } from '../../core/model/tree.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';
import { Below, closeOver } from './below.ts';
import type { RemoteItems } from './remote-items.ts';
import type { AwayDirectory } from '../selection/away.ts';

export interface WithholdInput {
  readonly base: ReadonlyMap<NodeId, BaseNode>;
  readonly local: {
    readonly tree: ReadonlyMap<NodeId, TreeNode>;
    readonly ids: ReadonlyMap<RelativePath, NodeId>;
    readonly view: LocalView;
  };
  readonly remote: {
    readonly tree: ReadonlyMap<NodeId, TreeNode>;
    /** The same with parked items under the names that they had. */
    readonly logical: ReadonlyMap<NodeId, TreeNode>;
    readonly ids: ReadonlyMap<RemoteKey, NodeId>;
    readonly view: RemoteView;
    readonly items: RemoteItems;
    /** Items that it does not show and that may turn up in a moment. */
    readonly doubted: ReadonlySet<NodeId>;
    /** Items that carry a private name there. */
    readonly aside: ReadonlySet<NodeId>;
  };
  readonly rows: readonly BaseRow[];
  /** What lies below an item in any of the three trees. */
  readonly below: Readonly<Record<'base' | Side, Below>>;
  /** Directories that a person does not want here, or has not decided on. */
  readonly away: readonly AwayDirectory[];
  readonly nameKey: (name: string) => string;
}

/** Protection of one side: directories that may not be removed, and places that are in use. */
interface SideProtection {
  readonly kept: ReadonlySet<NodeId>;
  readonly isOccupied: (place: Place) => boolean;
}

/** What merge does not get to see. */
export interface Withheld {
  /** Items that a side could not show, or that are kept away, with everything below them on any side. */
  readonly nodes: ReadonlySet<NodeId>;
  /** Those of them that a side could not show. */
  readonly unseen: ReadonlySet<NodeId>;
  /** Those of them that are here, or may be, at a place that takes no part in syncing. */
  readonly outOfSight: readonly NodeId[];
  /**
   * Not among them, though they are at such a place, what carries a private name on the server, or holds what does, with
   * all below it: to be given its name back it has to come here once more.
   */
  readonly returning: readonly NodeId[];
  /** Items that may turn up on the server in a moment, with all below them here. */
  readonly passing: ReadonlySet<NodeId>;
  readonly local: SideProtection;
  readonly remote: SideProtection;
}

/**
 * Unknown is never absent, and kept away is never deleted: takes what could not be observed or is kept away, and what is
 * below it, out of all three trees; and protects every directory that holds such an item, or one that takes no part in
 * syncing, from being removed.
 */
export function withholdNodes(input: WithholdInput): Withheld {
  const missing = new MissingItems(input);
  const [misnamed, leftOut] = [missing.findMisnamed(), missing.findLeftOut()];
  const toReturn = findReturning(new Set([...misnamed, ...leftOut]), input);
  const maybeMoved = findUntold(missing.findUnreadable(), input);
  const outOfSight = [...leftOut, ...maybeMoved].filter((id) => !toReturn.has(id));
  const { unknown, behindLinks } = findUnknown(input);
  const below = Object.values(input.below);
  const unseen = union(
    closeOver([...unknown, ...misnamed.filter((id) => !toReturn.has(id)), ...outOfSight], below),
    closeOverLinks(behindLinks, input),
  );
  const away = input.away.flatMap(({ ids, localIds }) => [...ids, ...localIds]);
  const nodes = union(unseen, closeOver(away, below));
  const local = new Protection(input.local.tree, input.nameKey);
  for (const path of [...input.local.view.occupied, ...input.local.view.unknown]) {
    const parentId = input.local.ids.get(parentPath(path));
    if (parentId !== undefined) local.add({ parentId, name: baseName(path) });
  }
  for (const place of input.away.flatMap(({ places }) => places)) local.occupy(place);
  const remote = new Protection(input.remote.tree, (name) => name);
  for (const { parentKey, name } of [...input.remote.items.occupied, ...input.remote.view.damaged]) {
    const parentId = input.remote.ids.get(parentKey);
    if (parentId !== undefined) remote.add({ parentId, name });
  }
  for (const id of nodes) {
    const here = input.local.tree.get(id);
    const there = input.remote.tree.get(id);
    if (here !== undefined) local.add(here);
    if (there !== undefined) remote.add(there);
  }
  const passing = closeOver(input.remote.doubted, [input.below.local]);
  const returning = [...toReturn].filter((id) => !input.local.tree.has(id));
  return { nodes, unseen, outOfSight, returning, passing, local, remote };
}

/** Without those that were agreed on in what cannot be read: that is told once, at the top, and they are unseen with it. */
function findUntold(
  ids: readonly NodeId[],
  { local, below }: Pick<WithholdInput, 'local' | 'below'>,
): readonly NodeId[] {
  if (ids.length === 0) return ids;
  const unread = local.view.unknown.flatMap((path) => local.ids.get(path) ?? []);
  const within = closeOver(unread, [below.base]);
  return ids.filter((id) => !within.has(id));
}

/** Of hidden items those that carry a private name on the server, or hold what does, with all below them there. */
function findReturning(
  hidden: ReadonlySet<NodeId>,
  { remote: { aside }, below: { remote } }: Pick<WithholdInput, 'remote' | 'below'>,
): ReadonlySet<NodeId> {
  if (aside.size === 0) return aside;
  const holders = [...hidden].filter((id) => [...closeOver([id], [remote])].some((each) => aside.has(each)));
  return closeOver(holders, [remote]);
}

class Protection implements SideProtection {
  readonly kept = new Set<NodeId>();
  readonly #slots = new Set<string>();
  readonly #tree: ReadonlyMap<NodeId, TreeNode>;
  readonly #nameKey: (name: string) => string;

  constructor(tree: ReadonlyMap<NodeId, TreeNode>, nameKey: (name: string) => string) {
    this.#tree = tree;
    this.#nameKey = nameKey;
  }

  readonly isOccupied = (place: Place): boolean => this.#slots.has(this.#slotOf(place));

  /** The place is not to be used, though nothing may be there. */
  occupy(place: Place): void {
    this.#slots.add(this.#slotOf(place));
  }

  add(place: Place): void {
    this.occupy(place);
    for (let id = place.parentId; id !== ROOT_ID && !this.kept.has(id); id = this.#tree.get(id)?.parentId ?? ROOT_ID) {
      this.kept.add(id);
    }
  }

  #slotOf(place: Place): string {
    return `${place.parentId}/${this.#nameKey(place.name)}`;
  }
}

/** Items that a look at the local tree did not show, and where else they may be. */
class MissingItems {
  readonly #view: LocalView;
  readonly #missing: readonly (BaseRow & { readonly local: LocalStamp })[];

  readonly #there: ReadonlyMap<NodeId, TreeNode>;

  constructor({ local: { tree, view }, remote, rows }: WithholdInput) {
    this.#view = view;
    this.#there = remote.tree;
    this.#missing = rows.flatMap((row) =>
      row.local === undefined || tree.has(row.id) ? [] : [{ ...row, local: row.local }],
    );
  }

  /** Those that now have a name that cannot be synced; the name itself is reported. */
  findMisnamed(): readonly NodeId[] {
    return this.#findAmong(this.#view.misnamed);
  }

  /**
   * Those that are at a place that takes no part. What the server has let go meanwhile needs no protection: its row is
   * forgotten, and what is here stays.
   */
  findLeftOut(): readonly NodeId[] {
    return this.#findAmong([...this.#view.excluded, ...this.#view.outOfSight]).filter((id) => this.#there.has(id));
  }

  /** Those that may be in a directory that was changed and cannot be read: moving something into it changes its times. */
  findUnreadable(): readonly NodeId[] {
    const unreadable = findUnreadable(this.#view);
    const maybe = this.#missing.filter(({ local }) => unreadable.some(({ stamp }) => stamp.ctimeNs >= local.ctimeNs));
    return maybe.map(({ id }) => id);
  }

  #findAmong(items: readonly LocalItem[]): readonly NodeId[] {
    if (this.#missing.length === 0 || items.length === 0) return [];
    const byInode = new Map(items.map((item) => [inodeKey(item.kind, item.stamp), item]));
    return this.#missing.flatMap(({ id, kind, local }) => {
      const item = byInode.get(inodeKey(kind, local));
      return item !== undefined && isSameBirth(item, { stamp: local }) ? [id] : [];
    });
  }
}

function findUnreadable({ items, unknown }: LocalView): readonly LocalItem[] {
  if (unknown.length === 0) return [];
  const paths = new Set(unknown);
  return items.filter(({ kind, path }) => kind === 'directory' && paths.has(path));
}

function inodeKey(kind: NodeKind, { device, inode }: LocalStamp): string {
  return `${kind} ${device} ${inode}`;
}

function union<Item>(some: ReadonlySet<Item>, others: ReadonlySet<Item>): ReadonlySet<Item> {
  return others.size === 0 ? some : new Set([...some, ...others]);
}

/** What a link has taken the place of, with what is below it: what the server has elsewhere now is not, and can come. */
function closeOverLinks(ids: ReadonlySet<NodeId>, { base, remote, below }: WithholdInput): ReadonlySet<NodeId> {
  if (ids.size === 0) return ids;
  const unmoved = [...base].filter(([id, agreed]) => isSamePlace(remote.logical.get(id) ?? agreed, agreed));
  return closeOver(ids, [new Below(new Map(unmoved)), below.local, below.remote]);
}

function findUnknown(input: WithholdInput): Record<'unknown' | 'behindLinks', ReadonlySet<NodeId>> {
  const behindLinks = new Set<NodeId>();
  const unknown = new Set<NodeId>(input.remote.doubted);
  const byPlace = new Map<string, NodeId>();
  for (const row of input.rows) byPlace.set(`${row.parentId}/${row.name}`, row.id);
  const byFileId = Map.groupBy(
    input.rows.filter((row) => row.remote !== undefined),
    (row) => row.remote?.fileId,
  );
  const add = (id: NodeId | undefined, found = unknown): void => {
    if (id !== undefined && id !== ROOT_ID) found.add(id);
  };
  // What was seen at another place is not what stands at this one.
  const addAgreedAt = (place: Place, tree: ReadonlyMap<NodeId, TreeNode>, found = unknown): void => {
    const id = byPlace.get(`${place.parentId}/${place.name}`);
    const seen = id === undefined ? undefined : tree.get(id);
    if (seen === undefined || isSamePlace(seen, place)) add(id, found);
  };
  // A link leaves no doubt that what was agreed on there is not here: where the server has it elsewhere now, it can come.
  const links = new Set(input.local.view.occupied);
  const isMovedOnServer = (place: Place): boolean => {
    const id = byPlace.get(`${place.parentId}/${place.name}`);
    const there = id === undefined ? undefined : input.remote.logical.get(id);
    return there !== undefined && !isSamePlace(there, place);
  };
  for (const path of input.local.view.unknown) {
    add(input.local.ids.get(path));
    const parentId = input.local.ids.get(parentPath(path));
    if (parentId === undefined) continue;
    const place = { parentId, name: baseName(path) };
    if (!links.has(path)) addAgreedAt(place, input.local.tree);
    else if (!isMovedOnServer(place)) addAgreedAt(place, input.local.tree, behindLinks);
  }
  for (const key of [...input.remote.view.unlisted, ...input.remote.view.unproven, ...input.remote.items.misnamed]) {
    const id = input.remote.ids.get(key);
    if (id !== undefined) {
      add(id);
      continue;
    }
    // Of several places of one file id, those that the server shows are known.
    const known = byFileId.get(input.remote.view.rows.get(key)?.fileId) ?? [];
    for (const row of known) if (known.length === 1 || !input.remote.tree.has(row.id)) add(row.id);
  }
  for (const { parentKey, name } of input.remote.view.damaged) {
    const parentId = input.remote.ids.get(parentKey);
    if (parentId !== undefined) addAgreedAt({ parentId, name }, input.remote.tree);
  }
  return { unknown, behindLinks };
}
