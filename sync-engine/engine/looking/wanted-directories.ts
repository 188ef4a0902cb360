import { computeNewestNs, isRecent } from '../../core/guards/damage.ts';
import { findOriginalName } from '../../core/merge/name-conflict.ts';
import type { ConflictRecord } from '../../core/model/conflict.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { parentPath } from '../../core/model/relative-path.ts';
import type { BaseRow } from '../../sync-database/sync-database.ts';

/** Says of a directory on which both sides agree, and of the rows in it, whether a plan has to see it. */
export type IsWanted = (path: RelativePath, rows: readonly BaseRow[]) => boolean;

/**
 * After a session that did not end: the directories with files that it may have cost their bytes without a trace. Those
 * of which the disk shows something else are planned for in any case.
 */
export function wantRecent(base: ReadonlyMap<NodeId, BaseRow>): IsWanted {
  const newestNs = computeNewestNs(base.values());
  return (_path, rows) =>
    rows.some(({ kind, local }) => kind === 'file' && local !== undefined && isRecent(local, newestNs));
}

/**
 * The directories in which a review of conflicts looks: those of recorded pairs, wherever their first version has gone
 * since, alone or with its directory, and, where it searches for pairs that nobody has recorded, those with the name of a
 * second version.
 */
export function wantConflicts(input: {
  readonly records: readonly ConflictRecord[];
  readonly isSearching: boolean;
}): IsWanted {
  const { records, isSearching } = input;
  const recorded = new Set(records.map(({ path }) => parentPath(path)));
  const originals = new Set(records.map(({ nodeId }) => nodeId));
  return (path, rows) =>
    recorded.has(path) ||
    rows.some(({ id, name }) => originals.has(id) || (isSearching && findOriginalName(name) !== undefined));
}
