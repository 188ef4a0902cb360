import { advance } from '../core/model/advance.ts';
import type { Checksum } from '../core/model/checksum.ts';
import { parseChecksum } from '../core/model/checksum.ts';
import type { FileId, NodeId, RemoteKey } from '../core/model/ids.ts';
import { ROOT_ID, toRemoteKey } from '../core/model/ids.ts';
import type { LocalStamp, NodeKind } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { joinPath, parentPath } from '../core/model/relative-path.ts';
import type { Side } from '../core/model/side.ts';
import type { BaseNode, ContentId, Place, TreeNode } from '../core/model/tree.ts';
import { findPath, NO_CONTENT, toContentId } from '../core/model/tree.ts';
import type { BaseRow, RemoteRow } from '../sync-database/sync-database.ts';
import type { RemoteEntry } from '../transport/transport.ts';
import type { BaseWriter } from './base-writer.ts';

/** Where a plan starts from, under the ids of the plan. */
export interface LedgerStart {
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  readonly local: ReadonlyMap<NodeId, TreeNode>;
  readonly remote: ReadonlyMap<NodeId, TreeNode>;
  /** Private names of parked items. */
  readonly parkedAs: Readonly<Record<Side, ReadonlyMap<NodeId, string>>>;
  readonly localStamps: ReadonlyMap<NodeId, LocalStamp>;
  readonly remoteRows: ReadonlyMap<NodeId, RemoteRow>;
  readonly remoteRoot: RemoteRow;
  /** True for the keys of all rows of the server's tree, also of those that take no part in the plan. */
  readonly isRemoteKeyTaken: (key: RemoteKey) => boolean;
}

/** An item that has stepped aside; locally with its stamp after that. */
export interface Parking {
  readonly side: Side;
  readonly id: NodeId;
  readonly parkName: string;
  readonly stamp: LocalStamp | undefined;
}

/**
 * What both sides look like while a plan is carried out, and the base that follows them. Operations tell the ledger
 * what they did, after they verified it; it alone writes base rows, always by `advance`.
 */
export class Ledger {
  readonly #base: Map<NodeId, BaseRow>;
  readonly #trees: Readonly<Record<Side, Map<NodeId, TreeNode>>>;
  readonly #parkedAs: Readonly<Record<Side, Map<NodeId, string>>>;
  readonly #localStamps: Map<NodeId, LocalStamp>;
  readonly #remoteRows: Map<NodeId, RemoteRow>;
  readonly #isRemoteKeyTaken: LedgerStart['isRemoteKeyTaken'];
  readonly #newRemoteKeys = new Set<RemoteKey>();
  readonly #rowsBelow = new Map<NodeId, number>();
  /** Rows of items whose presence here is forgotten for as long as they are being replaced. */
  readonly #forgotten = new Map<NodeId, BaseRow>();
  /** Places in use here when they were first asked for. */
  #localPlaces: ReadonlySet<string> | undefined;
  readonly #writer: BaseWriter;

  constructor(start: LedgerStart, writer: BaseWriter) {
    this.#base = new Map(start.base);
    this.#trees = { local: new Map(start.local), remote: new Map(start.remote) };
    this.#parkedAs = { local: new Map(start.parkedAs.local), remote: new Map(start.parkedAs.remote) };
    this.#localStamps = new Map(start.localStamps);
    this.#remoteRows = new Map(start.remoteRows).set(ROOT_ID, start.remoteRoot);
    this.#isRemoteKeyTaken = start.isRemoteKeyTaken;
    for (const row of start.base.values()) this.#countBelow(row.parentId, 1);
    this.#writer = writer;
  }

  /** Where an item really is now; undefined when it or a directory above is not there. */
  findPath(side: Side, id: NodeId): RelativePath | undefined {
    const tree = this.#trees[side];
    if (this.#parkedAs[side].size === 0) return findPath(tree, id);
    const parkedAs = this.#parkedAs[side];
    return findPath(
      {
        size: tree.size,
        get: (at) => {
          const node = tree.get(at);
          const parkName = parkedAs.get(at);
          return node === undefined || parkName === undefined ? node : { parentId: node.parentId, name: parkName };
        },
      },
      id,
    );
  }

  /** The path that a place has now. */
  findPlacePath(side: Side, place: Place): RelativePath | undefined {
    const parent = this.findPath(side, place.parentId);
    return parent === undefined ? undefined : joinPath(parent, place.name);
  }

  /** Where an item lay here when both sides agreed on it, unless the plan knows of something else in that place. */
  findAbandonedPath(id: NodeId): RelativePath | undefined {
    const row = this.#base.get(id);
    if (row === undefined) return undefined;
    this.#localPlaces ??= new Set(Array.from(this.#trees.local.values(), placeKey));
    return this.#localPlaces.has(placeKey(row)) ? undefined : this.findPlacePath('local', row);
  }

  findNode(side: Side, id: NodeId): TreeNode | undefined {
    return this.#trees[side].get(id);
  }

  /** What both sides agreed on when the plan was made, and since. */
  findBase(id: NodeId): BaseRow | undefined {
    return this.#base.get(id);
  }

  findStamp(id: NodeId): LocalStamp | undefined {
    return this.#localStamps.get(id);
  }

  findRemote(id: NodeId): RemoteRow | undefined {
    return this.#remoteRows.get(id);
  }

  /** True for an item that the plan knows here at this path, in whatever spelling. */
  isKnownAt(path: RelativePath, { device, inode, birthNs }: LocalStamp): boolean {
    for (const [id, known] of this.#localStamps) {
      if (known.device !== device || known.inode !== inode || known.birthNs !== birthNs) continue;
      const knownAt = this.findPath('local', id);
      if (knownAt !== undefined && toAnySpelling(knownAt) === toAnySpelling(path)) return true;
    }
    return false;
  }

  /** An item is here now, at its final place, with these bytes. */
  putLocal(
    item: { readonly id: NodeId; readonly place: Place; readonly kind: NodeKind },
    stamp: LocalStamp,
    content: ContentId,
  ): void {
    const forgotten = this.#forgotten.get(item.id);
    if (forgotten !== undefined) this.#base.set(item.id, forgotten);
    this.#forgotten.delete(item.id);
    this.#trees.local.set(item.id, toNode(item, content));
    this.#parkedAs.local.delete(item.id);
    this.#localStamps.set(item.id, stamp);
  }

  /** An item is on the server now, at its final place, as the server's answer says. */
  putRemote(
    item: { readonly id: NodeId; readonly place: Place; readonly kind: NodeKind },
    entry: RemoteEntry,
    content: ContentId,
  ): void {
    const parent = this.#remoteRows.get(item.place.parentId);
    if (parent === undefined) throw new Error(`directory ${item.place.parentId} is not on the server`);
    const before = this.#remoteRows.get(item.id);
    const key = before?.key ?? this.#newRemoteKey(entry.fileId);
    const row: RemoteRow = {
      key,
      parentKey: parent.key,
      fileId: entry.fileId,
      etag: entry.etag,
      sizeBytes: entry.sizeBytes,
      mtimeMs: entry.mtimeMs,
      checksum: entry.checksum ?? before?.checksum,
      permissions: entry.permissions ?? before?.permissions,
      name: item.place.name,
      kind: item.kind,
      isProcessing: entry.isProcessing,
      listedEtag: before?.listedEtag,
    };
    this.#trees.remote.set(item.id, toNode(item, content));
    this.#parkedAs.remote.delete(item.id);
    this.#remoteRows.set(item.id, row);
    this.#writer.addRemote({ kind: 'put', row });
  }

  /** An item steps aside under a private name; logically it stays where it was. */
  park({ side, id, parkName, stamp }: Parking): void {
    this.#parkedAs[side].set(id, parkName);
    if (stamp !== undefined) this.#localStamps.set(id, stamp);
    const row = side === 'remote' ? this.#remoteRows.get(id) : undefined;
    if (row === undefined) return;
    const parkedRow = { ...row, name: parkName };
    this.#remoteRows.set(id, parkedRow);
    this.#writer.addRemote({ kind: 'put', row: parkedRow });
  }

  isParked(side: Side, id: NodeId): boolean {
    return this.#parkedAs[side].has(id);
  }

  /** An item is gone from one side. */
  drop(side: Side, id: NodeId): void {
    this.#trees[side].delete(id);
    this.#parkedAs[side].delete(id);
    if (side === 'local') {
      this.#localStamps.delete(id);
      return;
    }
    const row = this.#remoteRows.get(id);
    this.#remoteRows.delete(id);
    if (row !== undefined) this.#writer.addRemote({ kind: 'remove', key: row.key });
  }

  /** The directory must be listed again before anything in it is believed. */
  markStale(directory: NodeId): void {
    const before = this.#remoteRows.get(directory);
    if (before === undefined) return;
    const row = { ...before, listedEtag: undefined };
    this.#remoteRows.set(directory, row);
    this.#writer.addRemote({ kind: 'put', row });
  }

  /**
   * Forgets, durably and at once, that an item was here, so that its absence is no deletion. Once it is here again, it is
   * the same item as before: else one that has another place on the server by now would become two.
   */
  forgetLocal(id: NodeId): void {
    const row = this.#base.get(id);
    if (row === undefined) return;
    const forgotten = { ...row, local: undefined };
    this.#forgotten.set(id, row);
    this.#base.set(id, forgotten);
    this.#writer.writeNow(forgotten);
  }

  /** Lets the base follow what both sides have now. Children before their directories when they are gone. */
  commit(id: NodeId): void {
    const before = this.#base.get(id);
    const local = this.#trees.local.get(id);
    const remote = this.#trees.remote.get(id);
    const after = advance(before === undefined ? undefined : toBaseNode(before), local, remote);
    if (after !== undefined) {
      const row = this.#toRow(after, before);
      // The synced tree stays a tree. A directory has no row yet while its spellings differ, which can last: of two
      // names on the server that this computer cannot tell apart, only one can be taken over.
      if (row.parentId !== ROOT_ID && !this.#base.has(row.parentId)) return;
      if (before !== undefined && isSameRow(before, row)) return;
      this.#put(row);
    } else if (before !== undefined && this.#isLeaf(id)) {
      this.#remove(before);
    }
  }

  /** A move of ours that nobody heard the end of: the base follows it, whatever the other side has by now. */
  commitMove(id: NodeId, { parentId, name }: Place): void {
    const before = this.#base.get(id);
    if (before === undefined || (parentId !== ROOT_ID && !this.#base.has(parentId))) return;
    if (before.parentId !== parentId || before.name !== name) this.#put({ ...before, parentId, name });
  }

  /** As `commit`, for items that are on neither side; a row that others still have as their directory stays. */
  commitGone(ids: Iterable<NodeId>): void {
    const gone = new Set(ids);
    for (const start of gone) {
      for (let id: NodeId | undefined = start; id !== undefined && gone.has(id) && this.#isLeaf(id);) {
        const parentId: NodeId | undefined = this.#base.get(id)?.parentId;
        this.commit(id);
        gone.delete(id);
        id = parentId;
      }
    }
  }

  #isLeaf(id: NodeId): boolean {
    return (this.#rowsBelow.get(id) ?? 0) === 0;
  }

  #toRow(node: BaseNode, before: BaseRow | undefined): BaseRow {
    const { id, parentId, name, kind } = node;
    const here = this.#trees.local.get(id);
    const there = this.#trees.remote.get(id);
    const stamp = here?.content === node.content ? this.#localStamps.get(id) : undefined;
    const remote = there?.content === node.content ? this.#remoteRows.get(id) : undefined;
    return {
      id,
      parentId,
      name,
      kind,
      checksum: toChecksum(node.content),
      local: node.onLocal ? (stamp ?? before?.local) : undefined,
      remote: node.onRemote ? (remote ?? before?.remote) : undefined,
    };
  }

  #put(row: BaseRow): void {
    const before = this.#base.get(row.id);
    if (!isSameHere(before, row)) this.#makeDurable(row.id);
    if (before !== undefined) this.#countBelow(before.parentId, -1);
    this.#countBelow(row.parentId, 1);
    this.#base.set(row.id, row);
    this.#writer.addBase({ kind: 'put', row });
  }

  /** Whoever gave the item its name here, and be it a program of ours that died: nobody may have flushed it. */
  #makeDurable(id: NodeId): void {
    const path = this.findPath('local', id);
    if (path !== undefined) this.#writer.touchDirectory(parentPath(path));
  }

  #remove(row: BaseRow): void {
    this.#countBelow(row.parentId, -1);
    this.#base.delete(row.id);
    this.#writer.addBase({ kind: 'remove', id: row.id });
  }

  #newRemoteKey(fileId: FileId): RemoteKey {
    const key = toRemoteKey(fileId, (taken) => this.#isRemoteKeyTaken(taken) || this.#newRemoteKeys.has(taken));
    this.#newRemoteKeys.add(key);
    return key;
  }

  #countBelow(parentId: NodeId, change: number): void {
    this.#rowsBelow.set(parentId, (this.#rowsBelow.get(parentId) ?? 0) + change);
  }
}

/** What merge sees of a base row. */
export function toBaseNode(row: BaseRow): BaseNode {
  return {
    id: row.id,
    parentId: row.parentId,
    name: row.name,
    kind: row.kind,
    content: row.kind === 'directory' || row.checksum === undefined ? NO_CONTENT : toContentId(row.checksum),
    onLocal: row.local !== undefined,
    onRemote: row.remote !== undefined,
  };
}

/** The checksum behind a content id; undefined for directories. */
function toChecksum(content: ContentId): Checksum | undefined {
  return parseChecksum(content);
}

function placeKey({ parentId, name }: Place): string {
  return `${parentId}/${name}`;
}

function toNode(
  item: { readonly id: NodeId; readonly place: Place; readonly kind: NodeKind },
  content: ContentId,
): TreeNode {
  return { id: item.id, parentId: item.place.parentId, name: item.place.name, kind: item.kind, content };
}

function isSameRow(a: BaseRow, b: BaseRow): boolean {
  if (a.parentId !== b.parentId || a.name !== b.name || a.checksum !== b.checksum) return false;
  return isSameLocal(a, b) && isSameRemote(a, b);
}

/** The base says already that this very item is at this place here. */
function isSameHere(before: BaseRow | undefined, row: BaseRow): boolean {
  if (before === undefined || before.parentId !== row.parentId || before.name !== row.name) return false;
  return before.local?.inode === row.local?.inode && before.local?.birthNs === row.local?.birthNs;
}

function isSameLocal(a: BaseRow, b: BaseRow): boolean {
  if (a.local === undefined || b.local === undefined) return a.local === b.local;
  return isSameStamp(a.kind, a.local, b.local);
}

function isSameRemote(a: BaseRow, b: BaseRow): boolean {
  if (a.remote === undefined || b.remote === undefined) return a.remote === b.remote;
  if (a.remote.fileId !== b.remote.fileId || a.remote.permissions !== b.remote.permissions) return false;
  // A directory's etag moves with everything below it; only the remote tree keeps it.
  if (a.kind === 'directory') return true;
  return a.remote.etag === b.remote.etag && a.remote.sizeBytes === b.remote.sizeBytes;
}

/** Equal for paths that are one on some system. */
function toAnySpelling(path: RelativePath): string {
  return path.normalize('NFC').toLowerCase();
}
