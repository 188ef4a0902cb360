import type { Remove } from '../core/model/operation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { parentPath } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import type { FileVersion } from '../transport/transport.ts';
import type { OperationContext } from './context.ts';
import { keepListed, toKeptRow } from './keep-index.ts';
import { DONE, refused } from './outcome.ts';
import { confirmAbandoned } from './quiet.ts';

/**
 * Removes what the other side is proven not to have, exactly as the plan saw it: here into the safety store, on the
 * server into its trash. A directory goes here only when it is empty, on the server only when nothing below it changed.
 */
export async function remove(operation: Remove, context: OperationContext): Promise<Outcome<void>> {
  const { ledger, writer } = context;
  const { side } = operation;
  const parked = operation.covers.filter((id) => ledger.isParked(side, id));
  const removed = side === 'local' ? await removeLocal(operation, context) : await removeRemote(operation, context);
  if (removed.kind !== 'done') return removed;
  for (const id of parked) writer.addUnparked(id, side);
  for (const id of operation.covers.toReversed()) {
    ledger.drop(side, id);
    ledger.commit(id);
  }
  return removed;
}

async function removeLocal(operation: Remove, context: OperationContext): Promise<Outcome<void>> {
  const { ledger, filesystem, writer, keepId } = context;
  const path = ledger.findPath('local', operation.node);
  const stamp = ledger.findStamp(operation.node);
  if (path === undefined || stamp === undefined) return refused('missing');
  if (operation.nodeKind === 'directory') {
    const removed = await filesystem.removeDirectory(path, { kind: 'stamp', nodeKind: 'directory', stamp });
    if (removed.kind !== 'done') return removed;
    writer.touchDirectory(parentPath(path));
    context.onDeed({ nodeKind: 'directory', path, target: undefined, reversal: { kind: 'make-directory' } });
    return removed;
  }
  const row = toKeptRow({ node: operation.node, path, stamp, reason: 'removed-on-server' }, context);
  const kept = await keepListed(row, stamp, context);
  if (kept.kind !== 'done') return kept;
  writer.touchDirectory(parentPath(path));
  context.onDeed({ nodeKind: 'file', path, target: undefined, reversal: { kind: 'restore', keepId } });
  return DONE;
}

async function removeRemote(operation: Remove, context: OperationContext): Promise<Outcome<void>> {
  const { ledger } = context;
  const path = ledger.findPath('remote', operation.node);
  const row = ledger.findRemote(operation.node);
  if (path === undefined || row === undefined) return refused('missing');
  const isStillGone = await confirmAbandoned(operation.node, context);
  if (isStillGone.kind !== 'done') return isStillGone;
  const { nodeKind } = operation;
  const { fileId, etag } = row;
  const { signal } = context;
  const onlyWhile = findTwin(operation, path, context);
  const dependence = onlyWhile === undefined ? {} : { onlyWhile };
  const removed = await context.writes.remove({ path, kind: nodeKind, fileId, etag, signal, ...dependence });
  if (removed.kind === 'done') {
    // Also where it was gone already: if the item, or a directory above it, had only moved, a listing has to show it.
    const parentId = ledger.findNode('remote', operation.node)?.parentId;
    if (parentId !== undefined) ledger.markStale(parentId);
    context.onDeed({ nodeKind, path, target: undefined, reversal: { kind: 'none', why: 'needs-server-trash' } });
  }
  return removed;
}

/** The first version of a needless second one, as long as it has the same bytes on the server as far as we know. */
function findTwin(
  { node }: Remove,
  path: RelativePath,
  { ledger, findFirstVersion }: OperationContext,
): FileVersion | undefined {
  const id = findFirstVersion(path);
  const [row, twinPath] = id === undefined ? [] : [ledger.findRemote(id), ledger.findPath('remote', id)];
  if (id === undefined || row === undefined || twinPath === undefined) return undefined;
  const hasBytes = ledger.findNode('remote', id)?.content === ledger.findNode('remote', node)?.content;
  return hasBytes ? { path: twinPath, fileId: row.fileId, etag: row.etag } : undefined;
}
