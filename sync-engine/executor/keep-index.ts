import { parseChecksum } from '../core/model/checksum.ts';
import type { NodeId } from '../core/model/ids.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { baseName } from '../core/model/relative-path.ts';
import type { KeptRow } from '../sync-database/sync-database.ts';
import type { OperationContext } from './context.ts';

/** A local file that is about to go into the safety store. */
export interface Keeping {
  readonly node: NodeId;
  readonly path: RelativePath;
  readonly reason: KeptRow['reason'];
}

/**
 * Lists a file in the index of the safety store before it goes there: bytes that are kept but not listed would be bytes
 * that nobody finds. Does nothing for an item that is not here.
 */
export function listKept({ node, path, reason }: Keeping, context: OperationContext): void {
  const stamp = context.ledger.findStamp(node);
  if (stamp === undefined) return;
  context.database.addKept({
    keepId: context.keepId,
    originalPath: path,
    sizeBytes: stamp.sizeBytes,
    checksum: parseChecksum(context.ledger.findNode('local', node)?.content ?? ''),
    keptAtMs: context.clock.nowMs(),
    reason,
  });
}

/**
 * Takes the row back after an act that was not done, but only when the bytes are proven not to be in the store: an act
 * can fail after it has put them there and could not bring them back to their place.
 */
export async function unlistUnlessKept(path: RelativePath, context: OperationContext): Promise<void> {
  const found = await context.filesystem.kept.find(context.keepId, baseName(path));
  if (found.kind === 'absent') context.database.removeKept(context.keepId);
}
