import { findPairs } from '../../core/conflicts/pairs.ts';
import type { ConflictRecord } from '../../core/model/conflict.ts';
import type { NodeId } from '../../core/model/ids.ts';
import type { Operation } from '../../core/model/operation.ts';
import type { Tree } from '../../core/model/tree.ts';

/**
 * Second versions that were made here, as they are here now. Where the first one is on neither side any more there are no
 * two versions: what is left is a file like any other. Pure.
 */
export function findSecondVersions(
  records: readonly ConflictRecord[],
  { local, remote }: { readonly local: Tree; readonly remote: Tree },
): ReadonlySet<NodeId> {
  const made = records.filter(({ origin, state }) => origin !== 'found' && state.kind !== 'dissolved');
  const there = findPairs(made, remote);
  const standing = findPairs(made, local).flatMap(({ original, second }, index) => {
    const hasFirst = original !== undefined || there[index]?.original !== undefined;
    return hasFirst && second !== undefined ? [second.id] : [];
  });
  return new Set(standing);
}

/** True for an operation that would bring a second version to the server. Pure. */
export function isUploadOf(seconds: ReadonlySet<NodeId>, operation: Operation): boolean {
  if (operation.side !== 'remote' || !seconds.has(operation.node)) return false;
  return operation.kind === 'make-directory' || (operation.kind === 'transfer' && operation.mode.kind === 'create');
}
