import { isPortableName } from '../../core/merge/names.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import type { FileId } from '../../core/model/ids.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { joinPath, parentPath } from '../../core/model/relative-path.ts';
import type { Side } from '../../core/model/side.ts';
import type { Act, Actor, RefusalCodes } from '../visiting/visit-acts.ts';
import { refuseAct } from '../visiting/visit-acts.ts';
import type { VisitServer } from './visit-server.ts';

/** An item, where it is, and the name that a person wants for it. */
export interface WantedName {
  readonly path: RelativePath;
  readonly side: Side;
  readonly name: string;
}

interface RenameParts {
  readonly actor: Actor;
  /** Undefined while the folder is not open. */
  readonly server: VisitServer | undefined;
  readonly signal: AbortSignal;
}

/** What the refusals of a rename mean, on either side. */
const CODES: RefusalCodes = { exists: 'path-taken', 'parent-missing': 'changed-since', missing: 'changed-since' };

/**
 * Gives an item another name on the side where its name is the trouble; nothing is ever replaced. What the other side
 * makes of it, sync finds out as with any rename. Codes: `name-not-allowed` for a name that is not legal everywhere,
 * `path-taken`, `changed-since` when the item is not there, `folder-at-rest` when the server would be needed.
 */
export async function renameItem(wanted: WantedName, parts: RenameParts): Promise<Act<HistoryEntry>> {
  if (!isPortableName(wanted.name)) return refuseAct('name-not-allowed');
  const target = joinPath(parentPath(wanted.path), wanted.name);
  return wanted.side === 'local' ? renameHere(wanted.path, target, parts) : renameOnServer(wanted.path, target, parts);
}

async function renameHere(
  path: RelativePath,
  target: RelativePath,
  { actor }: RenameParts,
): Promise<Act<HistoryEntry>> {
  const reading = await actor.filesystem.stat(path);
  if (reading.kind === 'failed') return reading;
  if (reading.kind === 'absent') return refuseAct('changed-since');
  const { kind: nodeKind, stamp } = reading.entry;
  if (nodeKind !== 'file' && nodeKind !== 'directory') return refuseAct('changed-since');
  return actor.carryOut({
    side: 'local',
    verb: 'move',
    nodeKind,
    path,
    target,
    reversal: { kind: 'move-back', inode: stamp.inode, checksum: undefined },
    undoes: undefined,
    kept: undefined,
    codes: CODES,
    act: () => actor.filesystem.move(path, target, { kind: 'stamp', nodeKind, stamp }),
  });
}

async function renameOnServer(
  path: RelativePath,
  target: RelativePath,
  parts: RenameParts,
): Promise<Act<HistoryEntry>> {
  const { actor, server, signal } = parts;
  if (server === undefined) return refuseAct('folder-at-rest');
  const seen = server.find(path);
  if (seen === undefined) return refuseAct('changed-since');
  return moveOnServer({ ...seen, path, target, undoes: undefined }, { actor, server, signal });
}

/** Moves the very item with this id on the server, as an act of a person that can be turned round. */
export function moveOnServer(
  {
    fileId,
    ...what
  }: Pick<HistoryEntry, 'nodeKind' | 'path' | 'undoes'> & {
    readonly fileId: FileId;
    readonly target: RelativePath;
  },
  { actor, server, signal }: RenameParts & { readonly server: VisitServer },
): Promise<Act<HistoryEntry>> {
  return actor.carryOut({
    ...what,
    side: 'remote',
    verb: 'move',
    reversal: { kind: 'move-back-on-server', fileId },
    kept: undefined,
    codes: CODES,
    act: () => server.move({ from: what.path, to: what.target, fileId, signal }),
  });
}
