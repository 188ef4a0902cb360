import { isInside } from '../../core/model/relative-path.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { HistoryRecords, KeptRow, SyncDatabase } from '../../sync-database/sync-database.ts';
import { RemotePlaces } from '../naming/remote-places.ts';
import { readActNotes } from './act-notes.ts';
import { findRemoval } from './find-removal.ts';
import type { Why } from './why.ts';

/** Where it is looked up. */
interface Records {
  readonly filesystem: Filesystem;
  readonly database: SyncDatabase;
  readonly history: Pick<HistoryRecords, 'findHistory'>;
}

/** Adds what only the records know of a path that is not here: whether the server has it, and whether it was removed. */
export async function tellRecords(why: Why, records: Records): Promise<Why> {
  if (why.code === 'deselected') return tellWithin(why, records.database);
  if (why.code !== 'not-there') return why;
  const kept = records.database.listKept();
  if (findRemoval(why.path, { ...records, kept }) === undefined) return why;
  const removal = findRemoval(why.path, { ...records, kept: [...kept, ...(await listNotedKept(records))] });
  return removal === undefined ? why : { ...why, code: 'was-removed', removal };
}

/** What a person undid a moment ago is kept, before the database knows of it. */
async function listNotedKept({ filesystem }: Records): Promise<readonly KeptRow[]> {
  return (await readActNotes(filesystem)).flatMap(({ kept }) => (kept === undefined ? [] : [kept]));
}

/** Nobody lists what is in a deselected directory: most of the time only the directory itself is known to be there. */
function tellWithin(why: Why, database: SyncDatabase): Why {
  if (new RemotePlaces(database.loadRemoteTree().values()).find(why.path) !== undefined) return why;
  const { choices } = database.loadSelection();
  const within = choices.find(({ kind, path }) => kind === 'deselected' && isInside(why.path, path));
  return within === undefined ? why : { ...why, code: 'in-deselected', within: within.path };
}
