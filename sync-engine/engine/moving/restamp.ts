import type { LocalStamp } from '../../core/model/observation.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import { findPath } from '../../core/model/tree.ts';
import type { BaseChange, SyncDatabase } from '../../sync-database/sync-database.ts';
import type { CopiedItem } from './copy-folder.ts';

/** The new place of a folder whose items have been copied. */
export interface NewPlace {
  /** Absolute path that the folder will have. */
  readonly rootPath: string;
  readonly root: LocalStamp;
  /** By path below the root. */
  readonly items: ReadonlyMap<string, CopiedItem>;
}

/**
 * Lets the base of a copied folder speak of the copies: an item that was as both sides had agreed on still is, under its
 * new number. One that was not keeps the stamp of the old disk, which nothing at the new place has: it is looked at like
 * every other change. So nothing seems deleted, and nothing is sent or fetched again.
 */
export function restampDatabase(database: SyncDatabase, place: NewPlace): void {
  const base = database.loadBase();
  const changes: BaseChange[] = [];
  for (const row of base.values()) {
    const path = findPath(base, row.id);
    const copied = path === undefined ? undefined : place.items.get(path);
    if (row.local === undefined || copied?.kind !== row.kind || !isSameStamp(row.kind, row.local, copied.source))
      continue;
    changes.push({ kind: 'put', row: { ...row, local: copied.target } });
  }
  database.commitBase(changes);
  for (const act of database.listBegun()) {
    if (act.kind !== 'upload') continue;
    const copied = place.items.get(act.path);
    if (copied !== undefined && isSameStamp('file', act.local, copied.source)) {
      database.addBegun({ ...act, local: copied.target });
    }
  }
  const identity = database.loadIdentity();
  if (identity === undefined) return;
  const { device, inode } = place.root;
  // Last: until then the base belongs to another folder, and would be dropped rather than believed.
  database.saveIdentity({
    ...identity,
    localRootPath: place.rootPath,
    localRootDevice: device,
    localRootInode: inode,
  });
}
