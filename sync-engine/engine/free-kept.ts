import { reconcileKept } from '../core/guards/kept-index.ts';
import { isOnServer } from '../core/guards/kept-retention.ts';
import type { Result } from '../core/model/sync-error.ts';
import type { KeptFile } from '../filesystem/filesystem.ts';
import type { KeptRow } from '../sync-database/sync-database.ts';
import type { FolderPorts } from './parts.ts';

/** What went for ever. */
export interface FreedSpace {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Gives the space of deselected directories back at once, in place of a day later, because a person wants it. Only what
 * the server has goes: everything else is kept as promised. The folder's lock must be held.
 */
export async function freeDeselected({
  filesystem,
  database,
}: Pick<FolderPorts, 'filesystem' | 'database'>): Promise<Result<FreedSpace>> {
  const listed = await filesystem.kept.list();
  if (!listed.ok) return listed;
  let [files, bytes] = [0, 0];
  for (const { row, stored } of reconcileKept(database.listKept(), listed.value).matched) {
    if (!canBeFreed(row, stored)) continue;
    const dropped = await filesystem.kept.drop(stored);
    if (dropped.kind === 'failed' || dropped.kind === 'unknown') return { ok: false, error: dropped.error };
    if (dropped.kind !== 'done') continue;
    database.removeKept(row.keepId);
    files += 1;
    bytes += stored.stamp.sizeBytes;
  }
  return { ok: true, value: { files, bytes } };
}

/** True for what is on the server, byte for byte. */
export function canBeFreed({ reason, keptAtMs, sizeBytes }: KeptRow, { stamp }: KeptFile): boolean {
  const modifiedAtMs = Number(stamp.mtimeNs / 1_000_000n);
  return isOnServer({ isDeselected: reason === 'deselected', keptAtMs, modifiedAtMs }) && stamp.sizeBytes === sizeBytes;
}
