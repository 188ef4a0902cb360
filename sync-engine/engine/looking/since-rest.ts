import type { NodeId, RemoteKey } from '../../core/model/ids.ts';
import { ROOT_ID, toRemoteKey } from '../../core/model/ids.ts';
import type { RemoteStamp } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isName, joinPath, parentPath, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { Steps } from '../../core/model/steps.ts';
import type { LocalDiscovery } from '../../discovery/local-discovery.ts';
import type { RemoteView } from '../../discovery/remote-discovery.ts';
import { RemoteRows } from '../../sync-database/remote-rows.ts';
import type { BaseRow, RemoteRow, RowsPart, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { StoredProof } from '../resting/rest-proof.ts';
import type { AgreedPlace } from './known-same.ts';
import type { ChangedPart } from './changed-part.ts';
import type { Pictures } from './plan-sides.ts';

export interface SinceRestInput {
  readonly database: Pick<SyncDatabase, 'parts' | 'loadRestProof'>;
  readonly discovery: Pick<LocalDiscovery, 'listUnchanged' | 'directories' | 'hasInode'>;
  readonly proof: StoredProof;
  /** Of the root, as the server shows it now: the same as in the proof. */
  readonly rootKey: RemoteKey;
}

/** So few rows are always a part worth reading. */
const MIN_ROWS = 1_000;

/**
 * The pictures of a look that finds the server and the rules as they were proven at rest, and something here changed
 * since: without the files of all directories in which nothing can differ. Those are the ones of which nothing differed
 * then, and which show the very same here now: their rows are the same, too, for the database takes the proof away with
 * any change of them.
 *
 * Undefined where something does not fit the proof, or where more would be read than left out: then all is to be read.
 *
 * @see docs/adr/0029-rows-of-what-has-changed-since-the-rest.md
 */
export function* readSinceRest(input: SinceRestInput): Steps<Pictures | undefined> {
  const { database, discovery, proof, rootKey } = input;
  if (proof.differing === undefined || database.parts.isAllCheaper) return undefined;
  const unchanged = yield* discovery.listUnchanged(proof.local);
  if (unchanged.size === 0) return undefined;
  const { rows: directories } = yield* database.parts.readBase(new Set());
  const same = findSame(directories, { unchanged, differing: proof.differing, rootKey });
  const others = findOthers(directories, same, rootKey);
  const base = yield* database.parts.readBase(others.ids);
  if (base.rows.size > Math.max(MIN_ROWS, base.filesLeftOut)) return undefined;
  const remote = yield* readRemote(database, { same, others: others.keys });
  const rows = RemoteRows.of(remote.rows);
  const paths = new Set(same.map(({ path }) => path));
  const views = yield* discovery.directories(paths);
  // What was read in steps is of one moment only while the proof stands.
  const isOfProof = database.loadRestProof() === proof.stored && rows.rootKey === rootKey;
  if (!isOfProof || views === undefined || remote.filesLeftOut !== base.filesLeftOut) return undefined;
  return {
    directories: views,
    remote: toView(rows, rootKey),
    base: base.rows,
    filesLeftOut: base.filesLeftOut,
    isAnyInvolved: (part) => discovery.hasInode(paths, collectInodes(part, paths)),
    isRemoteKeyTaken: (key) => rows.has(key) || database.parts.hasRemoteRow(key),
  };
}

/** Of the server also all that is in directories which nobody has agreed on. */
function* readRemote(
  { parts }: SinceRestInput['database'],
  { same, others }: { readonly same: readonly AgreedPlace[]; readonly others: ReadonlySet<RemoteKey> },
): Steps<RowsPart<ReadonlyMap<RemoteKey, RemoteRow>>> {
  const part = yield* parts.readRemoteTree(others);
  const known = new Set([...same.map(({ key }) => key), ...others]);
  const strangers = [...RemoteRows.of(part.rows).directories()].filter(({ key }) => !known.has(key));
  return strangers.length === 0
    ? part
    : yield* parts.readRemoteTree(new Set([...others, ...strangers.map(({ key }) => key)]));
}

/** All agreed directories but these. */
function findOthers(
  directories: ReadonlyMap<NodeId, BaseRow>,
  same: readonly AgreedPlace[],
  rootKey: RemoteKey,
): { readonly ids: ReadonlySet<NodeId>; readonly keys: ReadonlySet<RemoteKey> } {
  const ids = new Set<NodeId>([ROOT_ID, ...directories.keys()]);
  const keys = new Set<RemoteKey>([rootKey]);
  for (const { remote } of directories.values()) if (remote !== undefined) keys.add(toKey(remote));
  for (const { id, key } of same) {
    ids.delete(id);
    keys.delete(key);
  }
  return { ids, keys };
}

/** Each item is there once, under the key that its file id makes. */
function toKey({ fileId }: RemoteStamp): RemoteKey {
  return toRemoteKey(fileId, () => false);
}

/** What a look at the server would show that lists nothing. */
function toView(rows: RemoteRows, rootKey: RemoteKey): RemoteView {
  return { rootKey, rows, unlisted: [], damaged: [], unproven: [], problems: [], changes: [] };
}

/**
 * By which anything in the directories outside of the part would be known: the part may show what was there, or miss what
 * is there, taking part or not. The directories above the part stand in them, and are in all pictures.
 */
function collectInodes({ local, base }: ChangedPart, outside: ReadonlySet<RelativePath>): ReadonlySet<bigint> {
  const inodes = new Set(local.items.map(({ stamp }) => stamp.inode));
  for (const row of base.values()) if (row.local !== undefined) inodes.add(row.local.inode);
  for (const { kind, path, stamp } of local.items)
    if (kind === 'directory' && outside.has(parentPath(path))) inodes.delete(stamp.inode);
  return inodes;
}

interface Unchanged {
  readonly unchanged: ReadonlySet<RelativePath>;
  readonly differing: ReadonlySet<NodeId>;
  readonly rootKey: RemoteKey;
}

/** The directories in which nothing can differ: where both sides had them, they were when all was proven. */
function findSame(
  directories: ReadonlyMap<NodeId, BaseRow>,
  { unchanged, differing, rootKey }: Unchanged,
): readonly AgreedPlace[] {
  const paths = new Map<NodeId, RelativePath>([[ROOT_ID, ROOT_PATH]]);
  const findPath = ({ id, parentId, name }: BaseRow): RelativePath | undefined => {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const parent = directories.get(parentId);
    const above = parentId === ROOT_ID ? ROOT_PATH : parent && findPath(parent);
    if (above === undefined || !isName(name)) return undefined;
    const path = joinPath(above, name);
    paths.set(id, path);
    return path;
  };
  const same: AgreedPlace[] = [];
  const add = (id: NodeId, path: RelativePath | undefined, key: RemoteKey | undefined): void => {
    if (path === undefined || key === undefined || differing.has(id) || !unchanged.has(path)) return;
    same.push({ id, path, key });
  };
  add(ROOT_ID, ROOT_PATH, rootKey);
  for (const row of directories.values()) add(row.id, findPath(row), row.remote && toKey(row.remote));
  return same;
}
