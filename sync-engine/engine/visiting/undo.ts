import type { Checksum } from '../../core/model/checksum.ts';
import type { HistoryEntry, Reversal } from '../../core/model/history.ts';
import type { LocalStamp } from '../../core/model/observation.ts';
import { baseName } from '../../core/model/relative-path.ts';
import type { LocalEntry, LocalExpectation } from '../../filesystem/filesystem.ts';
import { moveOnServer } from '../naming/rename-item.ts';
import type { VisitServer } from '../naming/visit-server.ts';
import type { Act, Actor } from './visit-acts.ts';
import { makeParents, refuseAct, toAct } from './visit-acts.ts';

/** One kind of reversal. */
type ReversalOf<Kind extends Reversal['kind']> = Extract<Reversal, { readonly kind: Kind }>;

/** What is undone, by whom, and for how long. */
interface Undoing {
  readonly entry: HistoryEntry;
  readonly actor: Actor;
  /** Undefined while the folder is not open. */
  readonly server: VisitServer | undefined;
  readonly signal: AbortSignal;
}

/**
 * Turns an operation round by an ordinary change of the folder, if what it left behind is still as it was left: the
 * bytes are compared right before, and the act itself expects the very file that was compared. Whether a person may, and
 * has agreed to it, `judgeUndo` has said before.
 */
export async function undoEntry(undoing: Undoing): Promise<Act<HistoryEntry>> {
  const { reversal } = undoing.entry;
  switch (reversal.kind) {
    case 'keep-file':
      return keepFile(undoing, reversal);
    case 'restore':
      return restore(undoing, reversal);
    case 'put-back':
      return putBack(undoing, reversal);
    case 'move-back':
      return moveBack(undoing, reversal);
    case 'move-back-on-server':
      return moveBackOnServer(undoing, reversal);
    case 'remove-directory':
      return removeDirectory(undoing);
    case 'make-directory':
      return makeDirectory(undoing);
    case 'reopen':
      return refuseAct('two-versions-decided');
    case 'none':
      return refuseAct(reversal.why);
    default:
      return reversal satisfies never;
  }
}

async function keepFile(undoing: Undoing, { checksum }: ReversalOf<'keep-file'>): Promise<Act<HistoryEntry>> {
  const { actor, entry } = undoing;
  const { path } = entry;
  const present = await findUnchanged(undoing, checksum);
  if (present.kind !== 'done') return present;
  const expect = toExpectation('file', present.value);
  return actor.carryOut({
    side: 'local',
    verb: 'remove',
    nodeKind: 'file',
    path,
    target: undefined,
    reversal: { kind: 'restore', keepId: actor.id },
    undoes: entry.id,
    kept: actor.planKeeping(path, { sizeBytes: present.value.sizeBytes, checksum }),
    codes: {},
    act: () => actor.filesystem.keepFile(path, expect, actor.id),
  });
}

async function restore(undoing: Undoing, { keepId }: ReversalOf<'restore'>): Promise<Act<HistoryEntry>> {
  const { actor, entry } = undoing;
  const { path } = entry;
  const checksum = await hashKept(undoing, keepId);
  if (checksum.kind !== 'done') return checksum;
  const ready = await makeParents(actor.filesystem, path);
  if (ready !== undefined) return ready;
  return actor.restoreKept({
    keepId,
    name: baseName(path),
    path,
    checksum: checksum.value,
    undoes: entry.id,
    ifMissing: 'kept-gone',
  });
}

async function putBack(undoing: Undoing, { keepId, checksum }: ReversalOf<'put-back'>): Promise<Act<HistoryEntry>> {
  const { actor, entry } = undoing;
  const { path } = entry;
  const older = await hashKept(undoing, keepId);
  if (older.kind !== 'done') return older;
  const present = await findUnchanged(undoing, checksum);
  if (present.kind !== 'done') return present;
  const expect = toExpectation('file', present.value);
  return actor.carryOut({
    side: 'local',
    verb: 'restore',
    nodeKind: 'file',
    path,
    target: undefined,
    reversal: { kind: 'put-back', keepId: actor.id, checksum: older.value },
    undoes: entry.id,
    kept: actor.planKeeping(path, { sizeBytes: present.value.sizeBytes, checksum }),
    codes: {},
    act: () =>
      actor.filesystem.kept.restore({ keepId, name: baseName(path), target: path, expect, displacedKeepId: actor.id }),
  });
}

async function moveBack(undoing: Undoing, reversal: ReversalOf<'move-back'>): Promise<Act<HistoryEntry>> {
  const { actor, entry } = undoing;
  const { path: to, target: from, nodeKind } = entry;
  if (from === undefined) return refuseAct('not-recorded');
  const reading = await actor.filesystem.stat(from);
  if (reading.kind === 'failed') return reading;
  if (reading.kind === 'absent' || !(await isSameItem(undoing, reading.entry, reversal))) {
    return refuseAct('changed-since');
  }
  const ready = await makeParents(actor.filesystem, to);
  if (ready !== undefined) return ready;
  const { stamp } = reading.entry;
  return actor.carryOut({
    side: 'local',
    verb: 'move',
    nodeKind,
    path: from,
    target: to,
    reversal: { kind: 'move-back', inode: stamp.inode, checksum: reversal.checksum },
    undoes: entry.id,
    kept: undefined,
    codes: { exists: 'path-taken', 'parent-missing': 'parent-taken' },
    act: () => actor.filesystem.move(from, to, toExpectation(nodeKind, stamp)),
  });
}

async function moveBackOnServer(
  { entry, actor, server, signal }: Undoing,
  { fileId }: ReversalOf<'move-back-on-server'>,
): Promise<Act<HistoryEntry>> {
  const { path: target, target: path, nodeKind } = entry;
  if (path === undefined) return refuseAct('not-recorded');
  if (server === undefined) return refuseAct('folder-at-rest');
  return moveOnServer({ fileId, nodeKind, path, target, undoes: entry.id }, { actor, server, signal });
}

async function removeDirectory({ actor, entry }: Undoing): Promise<Act<HistoryEntry>> {
  const { path } = entry;
  const reading = await actor.filesystem.stat(path);
  if (reading.kind === 'failed') return reading;
  if (reading.kind === 'absent' || reading.entry.kind !== 'directory') return refuseAct('changed-since');
  const expect = toExpectation('directory', reading.entry.stamp);
  return actor.carryOut({
    side: 'local',
    verb: 'remove',
    nodeKind: 'directory',
    path,
    target: undefined,
    reversal: { kind: 'make-directory' },
    undoes: entry.id,
    kept: undefined,
    codes: { 'changed-meanwhile': 'directory-not-empty' },
    act: () => actor.filesystem.removeDirectory(path, expect),
  });
}

async function makeDirectory({ actor, entry }: Undoing): Promise<Act<HistoryEntry>> {
  const { path } = entry;
  const ready = await makeParents(actor.filesystem, path);
  if (ready !== undefined) return ready;
  return actor.carryOut({
    side: 'local',
    verb: 'make-directory',
    nodeKind: 'directory',
    path,
    target: undefined,
    reversal: { kind: 'remove-directory' },
    undoes: entry.id,
    kept: undefined,
    codes: { exists: 'path-taken', 'parent-missing': 'parent-taken' },
    act: () => actor.filesystem.makeDirectory(path),
  });
}

/** The stamp of the file at the entry's path, if it still has these bytes. */
async function findUnchanged({ actor, entry, signal }: Undoing, checksum: Checksum): Promise<Act<LocalStamp>> {
  const hashed = await actor.filesystem.hashFile(entry.path, signal);
  if (hashed.kind !== 'done') return toAct(hashed, {});
  if (hashed.value.checksum !== checksum) return refuseAct('changed-since');
  return { kind: 'done', value: hashed.value.stamp };
}

async function hashKept({ actor, entry, signal }: Undoing, keepId: string): Promise<Act<Checksum>> {
  const hashed = await actor.filesystem.kept.hash(keepId, baseName(entry.path), signal);
  if (hashed.kind !== 'done') return toAct(hashed, { missing: 'kept-gone' });
  return { kind: 'done', value: hashed.value.checksum };
}

/** The very item that moved; or a file with its bytes, as after a save by an editor that did not change anything. */
async function isSameItem(
  { actor, entry, signal }: Undoing,
  present: LocalEntry,
  { inode, checksum }: ReversalOf<'move-back'>,
): Promise<boolean> {
  if (present.kind !== entry.nodeKind) return false;
  if (inode !== undefined && present.stamp.inode === inode) return true;
  if (checksum === undefined || entry.target === undefined) return false;
  const hashed = await actor.filesystem.hashFile(entry.target, signal);
  return hashed.kind === 'done' && hashed.value.checksum === checksum;
}

function toExpectation(nodeKind: 'file' | 'directory', stamp: LocalStamp): LocalExpectation {
  return { kind: 'stamp', nodeKind, stamp };
}
