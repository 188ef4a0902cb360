import type { LocalStamp } from '../../core/model/observation.ts';
import { findPath } from '../../core/model/tree.ts';
import type { BaseChange, BaseRow, SyncDatabase } from '../../sync-database/sync-database.ts';
import { findDatabaseFailure } from '../database-failure.ts';
import type { FolderPorts } from '../parts.ts';
import { SESSION_MARK } from './folder-session.ts';

/**
 * Whether the disk under a sync folder is the one that its base was made on, and not an older state of it, although its
 * number is another one: network shares, sticks, encrypted volumes and subvolumes get theirs anew with each mount. Two
 * proofs, and no copy can have both: the mark of the last session, and the file that was written here last, under its
 * inode, from its birth, and not changed before the base knew it. Changed since then it may be.
 */
export async function proveSameDisk({
  database,
  filesystem,
}: Pick<FolderPorts, 'database' | 'filesystem'>): Promise<boolean> {
  const { mark } = database.loadSession();
  if (mark === undefined || (await filesystem.readPrivate(SESSION_MARK)) !== mark) return false;
  const last = findLastWritten(database);
  if (last === undefined) return false;
  const reading = await filesystem.stat(last.path);
  return reading.kind === 'present' && reading.entry.kind === 'file' && isSameFile(reading.entry.stamp, last.stamp);
}

/** Lets the base speak of the same disk under its present number. A crash in between only leaves work for the next time. */
export function renumberDisk(database: SyncDatabase, was: bigint, device: bigint): void {
  const renumber = (stamp: LocalStamp): LocalStamp => (stamp.device === was ? { ...stamp, device } : stamp);
  const changes: BaseChange[] = [];
  for (const row of database.loadBase().values()) {
    if (row.local?.device === was) changes.push({ kind: 'put', row: { ...row, local: renumber(row.local) } });
  }
  database.commitBase(changes);
  for (const act of database.listBegun()) {
    if (act.kind === 'upload') database.addBegun({ ...act, local: renumber(act.local) });
  }
  const identity = database.loadIdentity();
  // Last: until then the folder has to be proven again.
  if (identity !== undefined) database.saveIdentity({ ...identity, localRootDevice: device });
}

/** Of all files that both sides have agreed on; undefined without one, or when the base cannot be read. */
function findLastWritten(database: SyncDatabase) {
  try {
    const base = database.loadBase();
    let last: (BaseRow & { readonly local: LocalStamp }) | undefined;
    for (const row of base.values()) {
      if (row.kind !== 'file' || row.local === undefined) continue;
      if (last === undefined || row.local.ctimeNs > last.local.ctimeNs) last = { ...row, local: row.local };
    }
    const path = last === undefined ? undefined : findPath(base, last.id);
    return last === undefined || path === undefined ? undefined : { path, stamp: last.local };
  } catch (error) {
    if (findDatabaseFailure(error)?.isLost !== true) throw error;
    return undefined;
  }
}

/** Untouched, or touched since: programs that write a file anew give it another inode, and then nothing is proven. */
function isSameFile(is: LocalStamp, was: LocalStamp): boolean {
  if (is.inode !== was.inode || is.birthNs !== was.birthNs) return false;
  const isUntouched = is.ctimeNs === was.ctimeNs && is.sizeBytes === was.sizeBytes && is.mtimeNs === was.mtimeNs;
  return isUntouched || (is.birthNs !== 0n && is.ctimeNs > was.ctimeNs);
}
