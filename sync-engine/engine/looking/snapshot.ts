import type { Steps } from '../../core/model/steps.ts';
import type { ConflictRecord } from '../../core/model/conflict.ts';
import { identifyLocal } from '../../core/merge/local-identity.ts';
import type { MergePolicy } from '../../core/merge/merge-types.ts';
import type { Permitted } from '../../core/merge/permitted.ts';
import { respectPermissions } from '../../core/merge/permitted.ts';
import { identifyRemote } from '../../core/merge/remote-identity.ts';
import { withAliases } from '../../core/merge/unify.ts';
import { EMPTY_CHECKSUM, parseChecksum } from '../../core/model/checksum.ts';
import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import type { LocalItem, LocalStamp, RemoteItem } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Side } from '../../core/model/side.ts';
import { baseName, parentPath } from '../../core/model/relative-path.ts';
import type { BaseNode, ContentId, Tree, TreeNode } from '../../core/model/tree.ts';
import { findPath, NO_CONTENT, toContentId } from '../../core/model/tree.ts';
import type { LocalView } from '../../discovery/local-discovery.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import type { BaseRow, BegunAct, BegunKey, ParkedNode, RemoteRow } from '../../sync-database/sync-database.ts';
import type { KnownContents } from './known-contents.ts';
import type { SideSnapshot, Snapshot } from '../planning/plan.ts';
import type { Choice } from '../../core/model/selection.ts';
import type { UnsyncPlan } from '../selection/plan-unsync.ts';
import type { Absences } from './absences.ts';
import { listExpectedPlaces } from './expected-places.ts';
import { keepAway } from '../selection/keep-away.ts';
import { listStaying } from '../selection/plan-unsync.ts';
import { toBaseNode } from '../../executor/ledger.ts';
import { withLeftBehind } from './left-behind.ts';
import { listFailedHere, withOwnMoves } from './own-moves.ts';
import { collectRemoteItems } from './remote-items.ts';
import type { Withheld } from './withhold.ts';
import type { FolderRules } from '../opening/folder-rules.ts';

export interface SnapshotInput {
  readonly base: ReadonlyMap<NodeId, BaseRow>;
  readonly local: LocalView;
  readonly remote: RemoteView;
  readonly parked: readonly ParkedNode[];
  readonly choices: readonly Choice[];
  readonly begun: readonly BegunAct[];
  /** Whose second versions stay on this computer; undefined: they are uploaded. */
  readonly conflicts: readonly ConflictRecord[] | undefined;
  readonly rules: FolderRules;
  readonly hasStableInodes: boolean;
  readonly contents: KnownContents;
  /** Of items that the server does not show, those whose absence proves nothing yet. */
  readonly doubtAbsences: Absences['doubt'];
  readonly newId: () => NodeId;
  readonly policy: MergePolicy;
  readonly parkName: (id: NodeId) => string;
}

/** A snapshot with the way back from ids to what was observed. */
export interface Observed {
  readonly snapshot: Snapshot;
  readonly localStamps: ReadonlyMap<NodeId, LocalStamp>;
  readonly remoteRows: ReadonlyMap<NodeId, RemoteRow>;
  /** Also for rows that take no part. */
  readonly isRemoteKeyTaken: (key: RemoteKey) => boolean;
  /** Tracked files that look touched but have their old size: their bytes must be read before anything is planned. */
  readonly suspects: readonly LocalItem[];
  /** Items that only one look could not see; they take no part, and nothing above them is removed. */
  readonly withheld: Withheld;
  /** Private names that a side shows, with the items that carry them; also of those that take no part. */
  readonly parkNames: Readonly<Record<Side, ReadonlyMap<string, NodeId>>>;
  /** Begun moves here that have not happened. */
  readonly failedMoves: readonly BegunKey[];
  /** Rows of items that the exclude list now leaves out: forgotten without touching either side. */
  readonly excludedRows: readonly NodeId[];
  readonly problems: readonly Problem[];
  /** What has to leave this computer because it was deselected, and what stays all the same. */
  readonly unsync: readonly UnsyncPlan[];
  /** How many items and places this look could not see. */
  readonly unseen: number;
}

/** Puts both views and the base under common ids, and takes out everything that must be left alone. Pure but for ids. */
export function* buildSnapshot(input: SnapshotInput): Steps<Observed> {
  const rows = [...input.base.values()];
  const formerNames = new Map(input.parked.map((parked) => [`${parked.side} ${parked.parkName}`, parked.name]));
  const { localIds, remoteItems, remoteIds, local, remote } = yield* seeBoth(input, rows, formerNames);
  const trees = { local: local.actual, remote: remote.actual };
  const { base, unwritten: unwrittenMoves } = withOwnMoves(baseTree(rows), input.begun, trees);
  const parkNames = findParkNames(trees, formerNames);
  const excludedRows = takeOutExcluded(base, input.rules);
  yield;
  const { withheld, unsync, carriedIn } = keepAway({
    base,
    rows: input.base,
    choices: input.choices,
    parked: new Set([...parkNames.local.values(), ...parkNames.remote.values()]),
    local: { tree: local.actual, ids: localIds, view: input.local, stamps: local.stamps },
    remote: {
      tree: remote.actual,
      logical: withFormerNames(remote.actual, 'remote', formerNames),
      ids: remoteIds,
      view: input.remote,
      items: remoteItems,
      doubted: input.doubtAbsences(listMissing(rows, remote.actual), isAnyHidden(input.remote)),
      aside: new Set(parkNames.remote.values()),
    },
    nameKey: (name) => input.policy.nameKey(name),
  });
  const toSide = (side: Side): SideSnapshot => {
    const actual = without(trees[side], withheld);
    return { ...withheld[side], actual, logical: withFormerNames(actual, side, formerNames) };
  };
  const snapshot = permitted({
    base: without(base, withheld),
    local: toSide('local'),
    remote: toSide('remote'),
    rootPermissions: input.remote.rows.get(input.remote.rootKey)?.permissions,
    newId: input.newId,
  });
  return {
    snapshot: { ...snapshot, ...toRules(input, trees, formerNames), returning: withheld.returning, unwrittenMoves },
    localStamps: rekey(local.stamps, snapshot.replaced),
    remoteRows: remote.rows,
    isRemoteKeyTaken: (key) => input.remote.rows.has(key),
    suspects: local.suspects,
    withheld,
    parkNames,
    failedMoves: input.local.unknown.length > 0 ? [] : listFailedHere(input.begun, trees.local),
    excludedRows,
    problems: withLeftBehind({ ...withheld, local: local.actual, unknown: input.local.unknown }, [
      ...[input.local, input.remote, remoteItems].flatMap(({ problems }) => problems),
      ...listOutOfSight([...withheld.outOfSight, ...carriedIn], base),
      ...listStaying(unsync),
    ]),
    unsync,
    unseen: withheld.unseen.size + countUnseen(input),
  };
}

/** What either side shows, under common ids. */
function* seeBoth(input: SnapshotInput, rows: readonly BaseRow[], formerNames: ReadonlyMap<string, string>) {
  const localIds = toLocalIds(input, rows);
  yield;
  const remoteItems = collectRemoteItems(input.remote, input.rules, formerNames);
  yield;
  const remoteIds = toRemoteIds(input, remoteItems.items, localIds);
  yield;
  const local = localTree(input, localIds);
  yield;
  const remote = remoteTree(input, remoteItems.items, remoteIds);
  yield;
  return { localIds, remoteItems, remoteIds, local, remote };
}

/** What a plan goes by. */
function toRules(
  { conflicts, policy, parkName }: SnapshotInput,
  trees: Readonly<Record<Side, Tree>>,
  formerNames: ReadonlyMap<string, string>,
): Pick<Snapshot, 'policy' | 'parkName' | 'secondVersions'> {
  if (conflicts === undefined) return { policy, parkName };
  const inAll = (side: Side): Tree => withFormerNames(trees[side], side, formerNames);
  return { policy, parkName, secondVersions: { records: conflicts, local: inAll('local'), remote: inAll('remote') } };
}

function toLocalIds(input: SnapshotInput, rows: readonly BaseRow[]): ReadonlyMap<RelativePath, NodeId> {
  return identifyLocal({
    items: input.local.items,
    known: rows.flatMap((row) => (row.local === undefined ? [] : [{ ...row, stamp: row.local }])),
    expected: listExpectedPlaces(input),
    hasStableInodes: input.hasStableInodes,
    newId: input.newId,
  });
}

function toRemoteIds(
  input: SnapshotInput,
  items: readonly RemoteItem[],
  localIds: ReadonlyMap<RelativePath, NodeId>,
): ReadonlyMap<RemoteKey, NodeId> {
  const rows = [...input.base.values()];
  return identifyRemote({
    items,
    known: rows.flatMap((row) => (row.remote === undefined ? [] : [{ ...row, fileId: row.remote.fileId }])),
    aside: findAside(input, localIds),
    root: { key: input.remote.rootKey, id: ROOT_ID },
    newId: input.newId,
  });
}

/** Items that carry a private name here. */
function findAside({ local, parked }: SnapshotInput, ids: ReadonlyMap<RelativePath, NodeId>): ReadonlySet<NodeId> {
  const names = new Set(parked.flatMap(({ side, parkName }) => (side === 'local' ? [parkName] : [])));
  if (names.size === 0) return new Set();
  const aside = local.items.filter(({ path }) => names.has(baseName(path)));
  return new Set(aside.flatMap(({ path }) => ids.get(path) ?? []));
}

/** False while the server has something that it does not show, or not as what it is: anything may have moved there. */
export function isAllSeen({ unlisted, damaged, unproven }: RemoteView): boolean {
  return unlisted.length + damaged.length + unproven.length === 0;
}

/** Something there may hold what was not found elsewhere, or be it. (A file that a listing lacked is only itself.) */
function isAnyHidden({ rows, unlisted, damaged, unproven }: RemoteView): boolean {
  const holders = unproven.filter((key) => rows.get(key)?.kind === 'directory');
  return unlisted.length + damaged.length + holders.length > 0;
}

/** Items that the server had when both sides agreed on them. */
function listMissing(rows: readonly BaseRow[], remote: ReadonlyMap<NodeId, TreeNode>): readonly NodeId[] {
  return rows.flatMap(({ id, remote: agreed }) => (agreed === undefined || remote.has(id) ? [] : [id]));
}

/** The snapshot with what the server would refuse understood differently. */
function permitted(
  trees: Pick<Snapshot, 'base' | 'local' | 'remote' | 'rootPermissions'> & Pick<SnapshotInput, 'newId'>,
): Pick<Snapshot, 'base' | 'local' | 'remote' | 'rootPermissions'> & Permitted {
  const { base, local, remote, rootPermissions, newId } = trees;
  const sides = { base, local: local.logical, remote: remote.logical };
  const { replaced, broughtBack } = respectPermissions({ ...sides, rootPermissions, newId });
  if (replaced.size === 0) return { base, local, remote, rootPermissions, replaced, broughtBack };
  const formerIds = new Map([...replaced].map(([former, id]) => [id, former]));
  const logical = withAliases(local.logical, replaced);
  return {
    base,
    local: {
      ...local,
      logical,
      actual: local.actual === local.logical ? logical : withAliases(local.actual, replaced),
      isOccupied: (place) => local.isOccupied({ ...place, parentId: formerIds.get(place.parentId) ?? place.parentId }),
    },
    remote,
    rootPermissions,
    replaced,
    broughtBack,
  };
}

/** The same values under the ids that items go on under. */
export function rekey<Value>(
  map: ReadonlyMap<NodeId, Value>,
  ids: ReadonlyMap<NodeId, NodeId>,
): ReadonlyMap<NodeId, Value> {
  return ids.size === 0 ? map : new Map([...map].map(([id, value]) => [ids.get(id) ?? id, value]));
}

function without<Node extends TreeNode>(
  tree: ReadonlyMap<NodeId, Node>,
  { nodes }: Withheld,
): ReadonlyMap<NodeId, Node> {
  return nodes.size === 0 ? tree : new Map([...tree].filter(([id]) => !nodes.has(id)));
}

/** Places that a side could not show, tracked or not. */
function countUnseen({ local, remote }: SnapshotInput): number {
  return local.unknown.length + remote.unlisted.length + remote.unproven.length + remote.damaged.length;
}

/** Told at the path that both sides agreed on: that is where the item still is on the server. */
function listOutOfSight(ids: readonly NodeId[], base: ReadonlyMap<NodeId, BaseNode>): readonly Problem[] {
  return ids.flatMap((id) => {
    const path = findPath(base, id);
    return path === undefined ? [] : [{ path, side: 'local', code: 'moved-out-of-sight' }];
  });
}

function localTree(
  input: SnapshotInput,
  ids: ReadonlyMap<RelativePath, NodeId>,
): {
  readonly actual: ReadonlyMap<NodeId, TreeNode>;
  readonly stamps: ReadonlyMap<NodeId, LocalStamp>;
  readonly suspects: readonly LocalItem[];
} {
  const actual = new Map<NodeId, TreeNode>();
  const stamps = new Map<NodeId, LocalStamp>();
  const suspects: LocalItem[] = [];
  for (const item of input.local.items) {
    const id = ids.get(item.path);
    const parentId = ids.get(parentPath(item.path));
    if (id === undefined || parentId === undefined) throw new Error('an item of the scan has no id');
    const content = item.kind === 'directory' ? NO_CONTENT : localContent(item, input.base.get(id));
    stamps.set(id, item.stamp);
    actual.set(id, { id, parentId, name: baseName(item.path), kind: item.kind, content });
  }
  return { actual, stamps, suspects };

  function localContent(item: LocalItem, row: BaseRow | undefined): ContentId {
    if (row?.local !== undefined && row.checksum !== undefined && isSameStamp('file', row.local, item.stamp)) {
      return toContentId(row.checksum);
    }
    if (item.stamp.sizeBytes === 0) return toContentId(EMPTY_CHECKSUM);
    const known = input.contents.find(item);
    if (known !== undefined) return toContentId(known);
    if (row?.local?.sizeBytes === item.stamp.sizeBytes && !input.contents.wasTried(item)) suspects.push(item);
    return toContentId(`local ${item.stamp.inode} ${item.stamp.sizeBytes} ${item.stamp.mtimeNs} ${item.stamp.ctimeNs}`);
  }
}

function remoteTree(
  input: SnapshotInput,
  items: readonly RemoteItem[],
  ids: ReadonlyMap<RemoteKey, NodeId>,
): { readonly actual: ReadonlyMap<NodeId, TreeNode>; readonly rows: ReadonlyMap<NodeId, RemoteRow> } {
  const actual = new Map<NodeId, TreeNode>();
  const rows = new Map<NodeId, RemoteRow>();
  for (const item of items) {
    const id = ids.get(item.key);
    const parentId = ids.get(item.parentKey);
    const row = input.remote.rows.get(item.key);
    if (id === undefined || parentId === undefined || row === undefined) throw new Error('a remote item has no id');
    const content = item.kind === 'directory' ? NO_CONTENT : remoteContent(row, input.base.get(id), input.contents);
    actual.set(id, { id, parentId, name: item.name, kind: item.kind, content, permissions: row.permissions });
    rows.set(id, row);
  }
  return { actual, rows };
}

function remoteContent(row: RemoteRow, base: BaseRow | undefined, contents: KnownContents): ContentId {
  if (base?.remote !== undefined && base.checksum !== undefined) {
    if (base.remote.etag === row.etag && base.remote.sizeBytes === row.sizeBytes) return toContentId(base.checksum);
  }
  if (row.checksum !== undefined) {
    const checksum = parseChecksum(row.checksum) ?? contents.findSame(row.checksum);
    if (checksum !== undefined) return toContentId(checksum);
  }
  return toContentId(row.sizeBytes === 0 ? EMPTY_CHECKSUM : `remote ${row.fileId} ${row.etag}`);
}

function baseTree(rows: readonly BaseRow[]): Map<NodeId, BaseNode> {
  const tree = new Map<NodeId, BaseNode>();
  for (const row of rows) tree.set(row.id, toBaseNode(row));
  return tree;
}

function takeOutExcluded(base: Map<NodeId, BaseNode>, rules: FolderRules): readonly NodeId[] {
  const excluded: NodeId[] = [];
  for (const node of base.values()) {
    const path = findPath(base, node.id);
    if (path !== undefined && rules.isExcludedFully(path, node.kind)) excluded.push(node.id);
  }
  for (const id of excluded) base.delete(id);
  return excluded;
}

function findParkNames(
  trees: Readonly<Record<Side, ReadonlyMap<NodeId, TreeNode>>>,
  formerNames: ReadonlyMap<string, string>,
): Observed['parkNames'] {
  const find = (side: Side): ReadonlyMap<string, NodeId> => {
    const found = new Map<string, NodeId>();
    if (formerNames.size === 0) return found;
    for (const { id, name } of trees[side].values()) if (formerNames.has(`${side} ${name}`)) found.set(name, id);
    return found;
  };
  return { local: find('local'), remote: find('remote') };
}

function withFormerNames(
  tree: ReadonlyMap<NodeId, TreeNode>,
  side: 'local' | 'remote',
  formerNames: ReadonlyMap<string, string>,
): ReadonlyMap<NodeId, TreeNode> {
  if (formerNames.size === 0) return tree;
  const logical = new Map(tree);
  for (const node of tree.values()) {
    const name = formerNames.get(`${side} ${node.name}`);
    if (name !== undefined) logical.set(node.id, { ...node, name });
  }
  return logical;
}
