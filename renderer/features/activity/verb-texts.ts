import type { HistoryVerb, HistoryView } from '#ipc/history-view.ts';
import { isSeenByOthers } from '../../components/seen-by-others.ts';
import type { activityMessages } from './messages.ts';

/** Kinds of entries that a person looks for. */
export const HISTORY_FILTERS = [
  'everything',
  'transfers',
  'conflict',
  'move',
  'removals',
  'restores',
  'choices',
] as const;
export type HistoryFilter = (typeof HISTORY_FILTERS)[number];

const FILTER_VERBS = {
  everything: undefined,
  transfers: ['upload', 'download', 'make-directory'],
  conflict: ['conflict', 'decide'],
  move: ['move'],
  removals: ['remove', 'unsync'],
  restores: ['restore'],
  choices: ['choose'],
} as const satisfies Readonly<Record<HistoryFilter, readonly HistoryVerb[] | undefined>>;

/** What is asked for: parts of a path, and kinds of entries. Pure. */
export function toQuery(search: string, filter: HistoryFilter) {
  const verbs = FILTER_VERBS[filter];
  return { ...(search === '' ? {} : { search }), ...(verbs === undefined ? {} : { verbs }) };
}

/** What is so again after an undo. */
const UNDONE = {
  'restore file': 'undoneFileBack',
  'restore file replaces-file': 'undoneVersion',
  'remove file': 'undoneFileGone',
  'remove directory': 'undoneDirectoryGone',
  'make-directory directory': 'undoneDirectoryBack',
  'move file': 'undoneMove',
  'move directory': 'undoneMove',
} as const;

/** Names what an entry did, in every catalogue that tells of it. */
export type VerbKey =
  | Exclude<HistoryVerb, 'make-directory' | 'remove'>
  | 'makeDirectory'
  | 'removeHere'
  | 'removeOnServer'
  | 'undone'
  | (typeof UNDONE)[keyof typeof UNDONE]
  | `decided-${NonNullable<HistoryView['decided']>['how']}`;

/** The text for what an entry did. Pure. */
export function verbKey(entry: HistoryView): VerbKey {
  const { verb, side, undoes, decided } = entry;
  if (undoes !== undefined) return undoneKey(entry);
  if (decided !== undefined) return `decided-${decided.how}`;
  switch (verb) {
    case 'make-directory':
      return 'makeDirectory';
    case 'remove':
      return side === 'local' ? 'removeHere' : 'removeOnServer';
    case 'upload':
    case 'download':
    case 'conflict':
    case 'move':
    case 'unsync':
    case 'choose':
    case 'decide':
    case 'restore':
      return verb;
    default:
      return verb satisfies never;
  }
}

function undoneKey({ verb, nodeKind, undoAsks }: HistoryView): VerbKey {
  const what = `${verb} ${nodeKind}${verb === 'restore' && undoAsks === 'replaces-file' ? ` ${undoAsks}` : ''}`;
  return isUndone(what) ? UNDONE[what] : 'undone';
}

function isUndone(what: string): what is keyof typeof UNDONE {
  return Object.hasOwn(UNDONE, what);
}

const REASONS = [
  'already-undone',
  'needs-server-versions',
  'needs-server-trash',
  'carries-undo',
  'needs-selecting',
  'two-versions',
] as const satisfies readonly NonNullable<HistoryView['notUndoable']>[];

/**
 * The text for why an entry cannot be undone from here. Of what others have made nothing is said: nobody who reads a list
 * of downloads thinks of deleting them for all. Pure.
 */
export function findReasonKey(why: NonNullable<HistoryView['notUndoable']>): keyof typeof activityMessages | undefined {
  if (why === 'came-from-server') return undefined;
  return REASONS.find((reason) => reason === why) ?? 'notUndoable';
}

/** The text for the undoing itself, which says what it does and that a question comes first. Pure. */
export function toUndoKey({ verb, undoAsks, decided }: HistoryView): 'undo' | 'undoAsking' | 'bringBack' {
  if (undoAsks === undefined) return isSeenByOthers(decided?.how) ? 'undoAsking' : 'undo';
  return verb === 'download' && undoAsks === 'replaces-file' ? 'bringBack' : 'undoAsking';
}

/** True when others have something else after it. Pure. */
export function asksBeforeUndo({ undoAsks, decided }: HistoryView): boolean {
  return undoAsks !== undefined || isSeenByOthers(decided?.how);
}
