import type { HistoryEntry } from '../../core/model/history.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import { isInside } from '../../core/model/relative-path.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';
import { RemotePlaces } from '../naming/remote-places.ts';
import type { Removal, Why } from './why.ts';

/** As much of the history as is gone through for one path. */
const MAX_ENTRIES = 10_000;

/** Adds what only the records know of a path that is not here: whether the server has it, and whether it was removed. */
export function tellRecords(why: Why, database: SyncDatabase): Why {
  if (why.code === 'deselected') return tellWithin(why, database);
  if (why.code !== 'not-there') return why;
  const removal = findRemoval(why.path, database);
  return removal === undefined ? why : { ...why, code: 'was-removed', removal };
}

/** Nobody lists what is in a deselected directory: most of the time only the directory itself is known to be there. */
function tellWithin(why: Why, database: SyncDatabase): Why {
  if (new RemotePlaces(database.loadRemoteTree().values()).find(why.path) !== undefined) return why;
  const { choices } = database.loadSelection();
  const within = choices.find(({ kind, path }) => kind === 'deselected' && isInside(why.path, path));
  return within === undefined ? why : { ...why, code: 'in-deselected', within: within.path };
}

/** Undefined where what happened last at the path was no removal, or nothing is known of one. */
function findRemoval(path: RelativePath, database: SyncDatabase): Removal | undefined {
  const kept = database.listKept().filter(({ originalPath, reason }) => originalPath === path && reason !== 'found');
  const entry = database.listHistory(MAX_ENTRIES).find((one) => isAbout(one, path));
  const isKept = kept.length > 0;
  if (entry !== undefined) return entry.verb === 'remove' ? { atMs: entry.atMs, isKept } : undefined;
  // The history forgets sooner than the safety store.
  const removed = kept.filter(({ reason }) => reason === 'removed-on-server');
  return removed.length === 0 ? undefined : { atMs: Math.max(...removed.map(({ keptAtMs }) => keptAtMs)), isKept };
}

function isAbout({ path: at, target }: HistoryEntry, path: RelativePath): boolean {
  return at === path || target === path;
}
