import type { NodeId } from '../../core/model/ids.ts';
import { ROOT_ID } from '../../core/model/ids.ts';
import type { NodeKind } from '../../core/model/observation.ts';
import type { Move, Operation } from '../../core/model/operation.ts';
import { isAllowed } from '../../core/model/permissions.ts';
import type { Tree } from '../../core/model/tree.ts';

/** The server's side as a plan sees it. */
export interface ServerLetters {
  readonly remote: Tree;
  /** Letters of the sync root. */
  readonly rootPermissions: string | undefined;
}

/**
 * True for an operation that the server would refuse by the letters it has shown. What a directory takes that is yet to
 * be made is decided with the directory. Pure.
 */
export function isForbidden(operation: Operation, letters: ServerLetters): boolean {
  if (operation.side !== 'remote') return false;
  const own = lettersOf(operation.node, letters);
  switch (operation.kind) {
    case 'make-directory':
      return !takesIn(operation.place.parentId, 'directory', letters);
    case 'transfer':
      if (operation.mode.kind === 'create') return !takesIn(operation.place.parentId, 'file', letters);
      return !isAllowed('write', own);
    case 'move':
      return !mayMove(operation, letters);
    case 'remove':
      return operation.covers.some((id) => !isAllowed('remove', lettersOf(id, letters)));
    default:
      return operation satisfies never;
  }
}

function mayMove({ node, nodeKind, place }: Move, letters: ServerLetters): boolean {
  const own = lettersOf(node, letters);
  if (letters.remote.get(node)?.parentId === place.parentId) return isAllowed('rename', own);
  return isAllowed('move', own) && takesIn(place.parentId, nodeKind, letters);
}

function takesIn(directory: NodeId, kind: NodeKind, letters: ServerLetters): boolean {
  return isAllowed(kind === 'file' ? 'create-file' : 'create-directory', lettersOf(directory, letters));
}

function lettersOf(id: NodeId, { remote, rootPermissions }: ServerLetters): string | undefined {
  return id === ROOT_ID ? rootPermissions : remote.get(id)?.permissions;
}
