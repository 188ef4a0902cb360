import type { RelativePath } from '../../core/model/relative-path.ts';
import { isInside } from '../../core/model/relative-path.ts';
import type { HistoryRecords, SyncDatabase } from '../../sync-database/sync-database.ts';
import { RemotePlaces } from '../naming/remote-places.ts';
import type { Removal, Why } from './why.ts';

/** Where it is looked up. */
interface Records {
  readonly database: SyncDatabase;
  readonly history: Pick<HistoryRecords, 'findHistory'>;
}

/** Adds what only the records know of a path that is not here: whether the server has it, and whether it was removed. */
export function tellRecords(why: Why, records: Records): Why {
  if (why.code === 'deselected') return tellWithin(why, records.database);
  if (why.code !== 'not-there') return why;
  const removal = findRemoval(why.path, records);
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
function findRemoval(path: RelativePath, { database, history }: Records): Removal | undefined {
  const kept = database.listKept().filter(({ originalPath, reason }) => originalPath === path && reason !== 'found');
  const entry = history.findHistory({ path });
  const isKept = kept.length > 0;
  if (entry !== undefined) return entry.verb === 'remove' ? { atMs: entry.atMs, isKept } : undefined;
  // The history forgets sooner than the safety store.
  const removed = kept.filter(({ reason }) => reason === 'removed-on-server');
  return removed.length === 0 ? undefined : { atMs: Math.max(...removed.map(({ keptAtMs }) => keptAtMs)), isKept };
}
