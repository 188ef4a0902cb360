import type { ConflictId, ConflictRecord } from '../../core/model/conflict.ts';
import { secondPath } from '../../core/model/conflict.ts';
import type { HistoryEntry } from '../../core/model/history.ts';
import { findKeepId } from '../../core/model/history.ts';
import type { HistoryId } from '../../core/model/ids.ts';
import { judgeUndo } from '../../core/model/judge-undo.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { listAbove, ROOT_PATH } from '../../core/model/relative-path.ts';
import type { HistoryRecords, KeptRow, SyncDatabase } from '../../sync-database/sync-database.ts';

/** How an item went that lay at a path last. */
export interface Removal {
  readonly cause: RemovalCause;
  /** When sync carried it from the one side to the other, or when it was undone here: in ms since the epoch. */
  readonly atMs: number;
  /** The directory that went as a whole, and the item with it. */
  readonly within?: RelativePath;
  /** A version of it is in the safety store, though perhaps an older one. */
  readonly isKept: boolean;
  readonly wayBack: WayBack;
}

export type RemovalCause =
  /** Deleted on this computer; sync carried that to the server. */
  | 'here'
  /** Deleted on the server, which does not tell by whom; sync carried that here. */
  | 'on-server'
  /** Somebody undid here what had made it. */
  | 'undo'
  /** A person decided here that the other of two versions counts. */
  | 'decision'
  /** A second version with the same bytes as the first: the program took it away. */
  | 'same-content';

/** What brings it back. */
export type WayBack =
  /** Undoing this entry of the history. */
  | { readonly kind: 'undo'; readonly entryId: HistoryId }
  /** Taking back the decision on two versions. */
  | { readonly kind: 'reopen'; readonly conflictId: ConflictId }
  /** Restoring its last version out of the safety store. */
  | { readonly kind: 'restore'; readonly keepId: string }
  /** Only the server's trash may have its last version; the safety store at most an older one. */
  | { readonly kind: 'server-trash'; readonly olderKeepId?: string };

/** Where it is looked up. */
export interface RemovalRecords {
  readonly database: Pick<SyncDatabase, 'listConflicts'>;
  readonly kept: readonly KeptRow[];
  readonly history: Pick<HistoryRecords, 'findHistory'>;
}

/** Undefined where what happened last at the path was no removal, or nothing is known of one. */
export function findRemoval(path: RelativePath, records: RemovalRecords): Removal | undefined {
  const kept = records.kept
    .filter(({ originalPath, reason }) => originalPath === path && reason !== 'found')
    .toSorted((one, other) => other.keptAtMs - one.keptAtMs);
  const last = records.history.findHistory({ path });
  if (last === undefined) return findForgotten(kept);
  const entry = last.verb === 'remove' ? last : findRemovedAbove(last, path, records);
  if (entry === undefined) return undefined;
  const conflict = entry === last && entry.side === 'remote' ? findConflict(path, records) : undefined;
  const cause = conflict === undefined ? findCause(entry) : nameCause(conflict);
  return {
    cause,
    atMs: entry.atMs,
    ...(entry === last ? {} : { within: entry.path }),
    isKept: kept.length > 0,
    wayBack: findDecided(conflict) ?? findWayBack(entry, { path, cause, kept }),
  };
}

/** The history forgets sooner than the safety store. */
function findForgotten(kept: readonly KeptRow[]): Removal | undefined {
  const row = kept.find(({ reason }) => reason === 'removed-on-server');
  if (row === undefined) return undefined;
  const wayBack = { kind: 'restore', keepId: row.keepId } as const;
  return { cause: 'on-server', atMs: row.keptAtMs, isKept: true, wayBack };
}

/** A directory that is deleted here goes on the server in one act, of which no entry names what was in it. */
function findRemovedAbove(
  last: HistoryEntry,
  path: RelativePath,
  { history }: RemovalRecords,
): HistoryEntry | undefined {
  if (!wasThereAfter(last, path)) return undefined;
  for (const directory of listAbove(path)) {
    const entry = directory === ROOT_PATH ? undefined : history.findHistory({ path: directory });
    if (entry?.verb === 'remove' && entry.nodeKind === 'directory' && entry.atMs >= last.atMs) return entry;
  }
  return undefined;
}

function wasThereAfter({ verb, path: from, target }: HistoryEntry, path: RelativePath): boolean {
  if (verb === 'move') return target === path;
  return verb !== 'unsync' && verb !== 'choose' && (from === path || target === path);
}

/** The decided or dissolved conflict after which nothing was left at its second place. */
function findConflict(path: RelativePath, { database }: RemovalRecords): ConflictRecord | undefined {
  return database.listConflicts().findLast((record) => {
    if (secondPath(record.path, record.secondName) !== path) return false;
    const { state } = record;
    if (state.kind === 'dissolved') return state.why === 'equal-bytes';
    return state.kind === 'resolved' && state.exchange.second.after === undefined;
  });
}

function nameCause({ state }: ConflictRecord): RemovalCause {
  return state.kind === 'resolved' ? 'decision' : 'same-content';
}

function findDecided(conflict: ConflictRecord | undefined): WayBack | undefined {
  return conflict?.state.kind === 'resolved' ? { kind: 'reopen', conflictId: conflict.id } : undefined;
}

function findCause({ side, undoes, reversal }: HistoryEntry): RemovalCause {
  const isUndo = undoes !== undefined || (reversal.kind === 'none' && reversal.why === 'carries-undo');
  if (isUndo) return 'undo';
  return side === 'remote' ? 'here' : 'on-server';
}

/** An entry is only named when undoing it brings back this very item. */
function findWayBack(
  entry: HistoryEntry,
  {
    path,
    cause,
    kept,
  }: { readonly path: RelativePath; readonly cause: RemovalCause; readonly kept: readonly KeptRow[] },
): WayBack {
  const keepId = findKeepId(entry);
  const canCome = keepId === undefined || kept.some((row) => row.keepId === keepId);
  if (entry.path === path && judgeUndo(entry).kind !== 'refused' && canCome) return { kind: 'undo', entryId: entry.id };
  const [newest] = kept;
  if (newest === undefined) return { kind: 'server-trash' };
  const isLast = newest.reason === KEPT_AS_LAST[cause];
  return isLast ? { kind: 'restore', keepId: newest.keepId } : { kind: 'server-trash', olderKeepId: newest.keepId };
}

/** For what is kept of an item that is gone for this cause, if its last version is. */
const KEPT_AS_LAST: Readonly<Partial<Record<RemovalCause, KeptRow['reason']>>> = {
  undo: 'undone',
  'same-content': 'needless-second-version',
};
