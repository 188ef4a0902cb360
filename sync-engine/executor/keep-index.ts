import { parseChecksum } from '../core/model/checksum.ts';
import type { NodeId } from '../core/model/ids.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import type { Filesystem, KeptItem } from '../filesystem/filesystem.ts';
import type { KeptRow, SyncDatabase } from '../sync-database/sync-database.ts';
import type { OperationContext } from './context.ts';

/** The safety store and its index. */
export interface KeepPorts {
  readonly filesystem: Pick<Filesystem, 'keepFile' | 'kept'>;
  readonly database: Pick<SyncDatabase, 'addKept' | 'removeKept'>;
}

/** A local file that an operation is about to put into the safety store. */
export interface Keeping {
  readonly node: NodeId;
  readonly path: RelativePath;
  readonly stamp: LocalStamp;
  readonly reason: KeptRow['reason'];
}

/** The index row of what an operation displaces. */
export function toKeptRow({ node, path, stamp, reason }: Keeping, context: OperationContext): KeptRow {
  return {
    keepId: context.keepId,
    originalPath: path,
    sizeBytes: stamp.sizeBytes,
    checksum: parseChecksum(context.ledger.findNode('local', node)?.content ?? ''),
    keptAtMs: context.clock.nowMs(),
    reason,
  };
}

/**
 * Moves a file that is still as `stamp` says into the safety store. It is listed before it goes there: bytes that are
 * kept but not listed would be bytes that nobody finds.
 */
export async function keepListed(row: KeptRow, stamp: LocalStamp, ports: KeepPorts): Promise<Outcome<KeptItem>> {
  const { keepId, originalPath } = row;
  ports.database.addKept(row);
  const kept = await ports.filesystem.keepFile(originalPath, { kind: 'stamp', nodeKind: 'file', stamp }, keepId);
  if (kept.kind !== 'done') await unlistUnlessKept(row, ports);
  return kept;
}

/**
 * Takes a row back after an act that was not done, but only when the bytes are proven not to be in the store: an act can
 * fail after it has put them there and could not bring them back to their place.
 */
export async function unlistUnlessKept(
  { keepId, originalPath }: { readonly keepId: string; readonly originalPath: RelativePath },
  { filesystem, database }: KeepPorts,
): Promise<void> {
  const found = await filesystem.kept.find(keepId, baseName(originalPath));
  if (found.kind === 'absent') database.removeKept(keepId);
}
