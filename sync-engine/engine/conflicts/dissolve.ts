import type { Pair } from '../../core/conflicts/pairs.ts';
import { secondPath } from '../../core/model/conflict.ts';
import { isSameStamp } from '../../core/model/observation.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { keepListed } from '../../executor/keep-index.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import type { FolderPorts } from '../parts.ts';

type DissolvingPorts = Pick<FolderPorts, 'database' | 'filesystem' | 'clock' | 'randomId'>;

/**
 * Closes conflicts whose two versions have the same bytes again. Both files are read right before: only then, and only
 * when the second one is a copy that we made, it goes to the safety store, which syncs as any other deletion.
 *
 * @returns true when a file was taken away.
 */
export async function dissolveEqual(
  pairs: readonly Pair[],
  ports: DissolvingPorts,
  signal: AbortSignal,
): Promise<boolean> {
  let hasChanged = false;
  for (const pair of pairs) {
    if (signal.aborted) return hasChanged;
    if (await dissolveOne(pair, ports, signal)) hasChanged = true;
  }
  return hasChanged;
}

async function dissolveOne(
  { record, path }: Pair,
  { database, filesystem, clock, randomId }: DissolvingPorts,
  signal: AbortSignal,
): Promise<boolean> {
  const second = secondPath(path, record.secondName);
  const [a, b] = [await filesystem.hashFile(path, signal), await filesystem.hashFile(second, signal)];
  if (a.kind !== 'done' || b.kind !== 'done' || a.value.checksum !== b.value.checksum) return false;
  // One file is equal to itself, whatever a record says; what goes then is not the second of two.
  if (isSameStamp('file', a.value.stamp, b.value.stamp)) return false;
  const atMs = clock.nowMs();
  const dissolved = { ...record, path, state: { kind: 'dissolved', why: 'equal-bytes', atMs } } as const;
  if (record.origin === 'found') {
    database.putConflict(dissolved);
    return false;
  }
  const keepId = `${atMs}-${randomId()}`;
  const { stamp, checksum } = b.value;
  const reason = 'needless-second-version';
  const row = { keepId, originalPath: second, sizeBytes: stamp.sizeBytes, checksum, keptAtMs: atMs, reason } as const;
  const kept = await keepListed(row, stamp, { filesystem, database });
  if (kept.kind !== 'done') return false;
  // After the act: a crash in between leaves an open record, and the next review closes it as one that has one left.
  database.putConflict(dissolved);
  return true;
}

/** First versions of which the second had the same bytes and was taken away here, by the place of the second. */
export function findDissolved(database: Pick<SyncDatabase, 'listConflicts'>): ReadonlyMap<RelativePath, NodeId> {
  const first = new Map<RelativePath, NodeId>();
  for (const { state, path, secondName, nodeId } of database.listConflicts()) {
    const isTakenAway = state.kind === 'dissolved' && state.why === 'equal-bytes';
    if (isTakenAway) first.set(secondPath(path, secondName), nodeId);
  }
  return first;
}
