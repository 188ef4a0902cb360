import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { SyncDatabase } from './sync-database.ts';

interface Held {
  readonly connection: DatabaseSync;
  readonly database: SyncDatabase;
}

/** By device and inode: a database is the same file under every path. */
const held = new Map<string, Held>();

/**
 * Remembers that this process has a database open, until its connection is closed. POSIX systems take all locks of a
 * process from a file as soon as it closes any descriptor of it: as long as one connection is open, nothing else in this
 * process may open that file, not even for reading.
 *
 * @see https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export function noteHeldDatabase(path: string, database: SyncDatabase, connection: DatabaseSync): void {
  for (const [key, other] of held) if (!other.connection.isOpen) held.delete(key);
  const key = toKey(path);
  if (key !== undefined) held.set(key, { connection, database });
}

/** The database at `path`, when this process has it open. Opens nothing. */
export function findHeldDatabase(path: string): SyncDatabase | undefined {
  const key = toKey(path);
  const found = key === undefined ? undefined : held.get(key);
  return found?.connection.isOpen === true ? found.database : undefined;
}

function toKey(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.dev} ${stats.ino}`;
}
