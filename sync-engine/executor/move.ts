import { parseChecksum } from '../core/model/checksum.ts';
import type { Move } from '../core/model/operation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import { parentPath } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import type { TreeNode } from '../core/model/tree.ts';
import type { BegunMove } from '../sync-database/sync-database.ts';
import { toBegunKey } from '../sync-database/sync-database.ts';
import type { OperationContext } from './context.ts';
import { DONE, failedItem, refused } from './outcome.ts';
import { confirmAbandoned, waitForQuiet } from './quiet.ts';

/** Moves or renames one item without ever replacing another. A detour under a private name is journaled before. */
export async function move(operation: Move, context: OperationContext): Promise<Outcome<void>> {
  const { ledger, database, writer } = context;
  const { side, node: id, place, role } = operation;
  const node = ledger.findNode(side, id);
  const from = ledger.findPath(side, id);
  const to = ledger.findPlacePath(side, place);
  if (node === undefined || from === undefined) return refused('missing');
  if (to === undefined) return refused('parent-missing');
  if (role === 'park') {
    database.addParked({ nodeId: id, side, parkName: place.name, parentId: node.parentId, name: node.name });
  }
  const wasParked = ledger.isParked(side, id);
  const moved =
    side === 'local'
      ? await moveLocal({ operation, node, from, to }, context)
      : await moveRemote({ operation, node, from, to }, context);
  if (moved.kind === 'done' && role === 'final') {
    if (wasParked) writer.addUnparked(id, side);
    // Back from a detour under a private name it came from where it logically was all the time.
    const path = wasParked ? (ledger.findPlacePath(side, node) ?? from) : from;
    const reversal = {
      kind: 'move-back',
      inode: ledger.findStamp(id)?.inode,
      checksum: parseChecksum(node.content),
    } as const;
    if (path !== to) context.onDeed({ nodeKind: node.kind, path, target: to, reversal });
    ledger.commit(id);
  }
  return moved;
}

interface Way {
  readonly operation: Move;
  readonly node: TreeNode;
  readonly from: RelativePath;
  readonly to: RelativePath;
}

async function moveLocal({ operation, node, from, to }: Way, context: OperationContext): Promise<Outcome<void>> {
  const { ledger, filesystem, writer } = context;
  const stamp = ledger.findStamp(operation.node);
  if (stamp === undefined) return refused('missing');
  const moved = await noted({ operation, to }, context, () =>
    filesystem.move(from, to, { kind: 'stamp', nodeKind: node.kind, stamp }),
  );
  if (moved.kind !== 'done') return moved;
  writer.touchDirectory(parentPath(from));
  writer.touchDirectory(parentPath(to));
  if (operation.role === 'park')
    ledger.park({ side: 'local', id: operation.node, parkName: operation.place.name, stamp: moved.value });
  else ledger.putLocal({ id: operation.node, place: operation.place, kind: node.kind }, moved.value, node.content);
  return DONE;
}

async function moveRemote({ operation, node, from, to }: Way, context: OperationContext): Promise<Outcome<void>> {
  const { ledger, writes } = context;
  const row = ledger.findRemote(operation.node);
  if (row === undefined) return refused('missing');
  const isStillThere = await confirmPlace(operation, context);
  if (isStillThere.kind !== 'done') return isStillThere;
  const moved = await noted({ operation, to }, context, () =>
    writes.move({ from, to, fileId: row.fileId, signal: context.signal }),
  );
  if (moved.kind !== 'done') return moved;
  if (operation.role === 'park') {
    ledger.park({ side: 'remote', id: operation.node, parkName: operation.place.name, stamp: undefined });
    return DONE;
  }
  // Somebody may have written a newer version just before: the MOVE took it along, but nobody here has seen its bytes.
  // So the item keeps the version that we know, and the next look tells whether that is still the one there.
  const known = { ...moved.value, etag: row.etag, sizeBytes: row.sizeBytes, checksum: row.checksum };
  ledger.putRemote({ id: operation.node, place: operation.place, kind: node.kind }, known, node.content);
  ledger.markStale(operation.place.parentId);
  return DONE;
}

/**
 * Writes a move down before it happens, so that it is known as ours also when nobody hears of its end. A detour has its
 * own journal, and what the base does not know yet looks new wherever it is.
 */
async function noted<Value>(
  { operation, to }: Pick<Way, 'operation' | 'to'>,
  { database, ledger, writer, clock }: OperationContext,
  act: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const { side, node: nodeId, role, place } = operation;
  if (role !== 'final' || ledger.findBase(nodeId) === undefined) return act();
  const begun: BegunMove = {
    kind: 'move',
    side,
    nodeId,
    path: to,
    parentId: place.parentId,
    begunAtMs: clock.nowMs(),
  };
  database.addBegun(begun);
  const outcome = await act();
  if (outcome.kind === 'done') writer.addAnswered(toBegunKey(begun));
  else if (outcome.kind !== 'unknown') database.removeBegun([toBegunKey(begun)]);
  return outcome;
}

/**
 * Some programs rename the old file before the new one takes its name. A file that got its name here a moment ago must
 * keep it for a while, and its old name must stay free, before the server follows: else the server's item goes along
 * with the backup.
 */
async function confirmPlace({ node, nodeKind }: Move, context: OperationContext): Promise<Outcome<void>> {
  const { ledger, filesystem } = context;
  const stamp = ledger.findStamp(node);
  if (nodeKind === 'directory' || stamp === undefined) return DONE;
  if (!(await waitForQuiet({ kind: 'named', touchedNs: stamp.ctimeNs }, context)))
    return failedItem('cancelled', 'stopped while a file came to rest');
  // Only now: meanwhile this very plan may have given it, or a directory above it, another name here.
  const path = ledger.findPath('local', node);
  if (path === undefined) return DONE;
  const now = await filesystem.stat(path);
  if (now.kind === 'failed') return now;
  const isThere = now.kind === 'present' && now.entry.stamp.inode === stamp.inode;
  return isThere ? confirmAbandoned(node, context) : refused('changed-meanwhile');
}
