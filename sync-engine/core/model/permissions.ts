import type { NodeKind } from './observation.ts';

/** What a person may do with an item on the server. */
export type RemoteAct = 'write' | 'remove' | 'rename' | 'move' | 'create-file' | 'create-directory';

/** The letter of `oc:permissions` that allows each act. `R` (share on), `S` (shared) and `M` (mounted) allow none of them. */
const LETTERS: Readonly<Record<RemoteAct, string>> = {
  write: 'W',
  remove: 'D',
  rename: 'N',
  move: 'V',
  'create-file': 'C',
  'create-directory': 'K',
};

/**
 * Whether the letters of an item allow an act. A server that sends none at all allows everything: then its answers
 * tell. Reading needs no letter: Infinite Scale never sends `G`, and what could be listed can be read.
 */
export function isAllowed(act: RemoteAct, letters: string | undefined): boolean {
  return letters === undefined || letters.includes(LETTERS[act]);
}

const NEEDED: Readonly<Record<NodeKind, readonly RemoteAct[]>> = {
  file: ['write', 'remove', 'rename', 'move'],
  directory: ['create-file', 'create-directory', 'remove', 'rename', 'move'],
};

/** True when nothing that a person can do with the item is forbidden, as it is for nearly all items. */
export function isAllAllowed(kind: NodeKind, letters: string | undefined): boolean {
  return NEEDED[kind].every((act) => isAllowed(act, letters));
}

/**
 * True for the place where a share or an external storage is mounted: what is in it has the same mark, what it is in
 * does not. Deleting such a place deletes nothing, but takes it out of the user's sight.
 */
export function isMountPoint(letters: string | undefined, parentLetters: string | undefined): boolean {
  return ['S', 'M'].some((mark) => letters?.includes(mark) === true && parentLetters?.includes(mark) !== true);
}
