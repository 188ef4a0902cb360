import type { HistoryEntry } from './history.ts';
import type { RelativePath } from './relative-path.ts';
import { isInside, parentPath, ROOT_PATH } from './relative-path.ts';

/** Fewer stand by themselves: a line to open would save nothing. */
const MIN_GROUP = 3;

/** One line of the history: an entry, or many of one run that did the same. */
export type EntryRow =
  | { readonly kind: 'entry'; readonly entry: HistoryEntry }
  | {
      readonly kind: 'group';
      readonly groupId: string;
      readonly count: number;
      readonly directory: RelativePath;
      readonly newest: HistoryEntry;
    };

/**
 * Puts together what one run did alike within one directory at the top; each line is where its newest entry was. Entries
 * come and go newest first. Pure.
 */
export function toHistoryRows(entries: readonly HistoryEntry[]): readonly EntryRow[] {
  const groups = Map.groupBy(entries.entries(), ([, entry]) => toGroupId(entry));
  return [...groups]
    .flatMap(([groupId, members]) => {
      const [first] = members;
      if (first === undefined || members.length < MIN_GROUP) return members.map(([at, entry]) => toSingle(at, entry));
      const all = members.map(([, entry]) => entry);
      return [{ at: first[0], row: toGroup(groupId, first[1], all) }];
    })
    .toSorted((one, other) => one.at - other.at)
    .map(({ row }) => row);
}

/**
 * What entries of one line have in common: run, act, side, kind of item, and the directory at the top. Decisions on two
 * versions have a run each: those of one minute belong together that were alike, on versions of one person. What came of
 * a choice of directories is a summary already, and stands by itself. Pure.
 */
export function toGroupId({
  id,
  runId,
  atMs,
  verb,
  side,
  nodeKind,
  path,
  undoes,
  outcome,
  reversal,
}: HistoryEntry): string {
  if (outcome !== undefined) return JSON.stringify([id]);
  const top = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
  const what = [verb, side, nodeKind, toUndoMark(undoes, reversal), top];
  if (reversal.kind !== 'reopen') return JSON.stringify([runId, ...what]);
  return JSON.stringify([Math.floor(atMs / 60_000), ...what, reversal.how, reversal.person ?? '']);
}

/** What is an undo, or carries one to the server, is told apart from the rest. */
function toUndoMark(undoes: HistoryEntry['undoes'], reversal: HistoryEntry['reversal']): string {
  if (undoes !== undefined) return `undo ${reversal.kind}`;
  return reversal.kind === 'none' && reversal.why === 'carries-undo' ? reversal.why : '';
}

interface PlacedRow {
  readonly at: number;
  readonly row: EntryRow;
}

function toSingle(at: number, entry: HistoryEntry): PlacedRow {
  return { at, row: { kind: 'entry', entry } };
}

function toGroup(groupId: string, newest: HistoryEntry, entries: readonly HistoryEntry[]): EntryRow {
  const directory = entries.reduce((common, { path }) => findCommon(common, path), parentPath(newest.path));
  return { kind: 'group', groupId, count: entries.length, directory, newest };
}

/** The deepest directory that holds both what lies in `directory` and `path`. */
function findCommon(directory: RelativePath, path: RelativePath): RelativePath {
  let common = directory;
  while (common !== ROOT_PATH && (path === common || !isInside(path, common))) common = parentPath(common);
  return common;
}
