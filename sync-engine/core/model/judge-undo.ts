import type { HistoryEntry, NoReversal } from './history.ts';

/** What undoing would do to others on the server; nobody does it without having agreed to it. */
export type UndoEffect =
  /** The file goes, here and on the server. */
  | 'removes-file'
  /** The directory goes, here and on the server, if it is empty. */
  | 'removes-directory'
  /** The file gets back the bytes of before, here and on the server. */
  | 'replaces-file'
  /** The file or directory that others removed is there again, for them as well. */
  | 'brings-back'
  /** What others moved goes back to where it was, for them as well. */
  | 'moves-back';

/** Every effect that is asked about. */
export const UNDO_EFFECTS = [
  'removes-file',
  'removes-directory',
  'replaces-file',
  'brings-back',
  'moves-back',
] as const satisfies readonly UndoEffect[];

export type UndoVerdict =
  /** Nothing that others have goes or changes. */
  | { readonly kind: 'free' }
  | { readonly kind: 'asks'; readonly effect: UndoEffect }
  | { readonly kind: 'refused'; readonly why: NoReversal };

/**
 * Whether an entry may be undone, and what a person agrees to before. Undo takes back what this person, or this computer
 * for him, has done; of what came from others it brings back what they removed or replaced here, and their places.
 * What others have made is theirs: it is deleted as a file, not as a line of a list.
 *
 * | what was done | from here (side `remote`) | by others (side `local`) | by the person (restored, undone, renamed) |
 * |---|---|---|---|
 * | file made | `removes-file` | refused: `came-from-server` | `removes-file` |
 * | file changed | refused: `needs-server-versions` | `replaces-file` | `replaces-file` |
 * | directory made | `removes-directory` | refused: `came-from-server` | `removes-directory` |
 * | item moved | free: nothing is replaced by it | `moves-back` | free; a rename here, which looks as one by others, `moves-back` |
 * | item removed | refused: `needs-server-trash` | `brings-back` | free: it comes back for all |
 * | any of it, to carry an undo to the server | refused: `carries-undo`, as that undo is taken back | | |
 * | two versions made | | refused: `two-versions` | |
 * | two versions decided | | | refused: `two-versions-decided`, as it is taken back as a whole; then both are there for all |
 * | deselected, chosen | | | refused: `needs-selecting` |
 *
 * Pure.
 */
export function judgeUndo({ side, undoes, verb, reversal }: Omit<HistoryEntry, 'id'>): UndoVerdict {
  const isByOthers = side === 'local' && undoes === undefined && verb !== 'restore';
  switch (reversal.kind) {
    case 'keep-file':
      return isByOthers ? CAME_FROM_SERVER : { kind: 'asks', effect: 'removes-file' };
    case 'remove-directory':
      return isByOthers ? CAME_FROM_SERVER : { kind: 'asks', effect: 'removes-directory' };
    case 'put-back':
      return { kind: 'asks', effect: 'replaces-file' };
    case 'move-back':
      return isByOthers ? { kind: 'asks', effect: 'moves-back' } : { kind: 'free' };
    case 'restore':
    case 'make-directory':
      return isByOthers ? { kind: 'asks', effect: 'brings-back' } : { kind: 'free' };
    case 'move-back-on-server':
      return { kind: 'free' };
    case 'reopen':
      return { kind: 'refused', why: 'two-versions-decided' };
    case 'none':
      return { kind: 'refused', why: reversal.why };
    default:
      return reversal satisfies never;
  }
}

const CAME_FROM_SERVER = { kind: 'refused', why: 'came-from-server' } as const;
