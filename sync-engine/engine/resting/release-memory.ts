import { findDatabaseFailure } from '../database-failure.ts';
import type { KnownContents } from '../looking/known-contents.ts';
import type { FolderPorts } from '../parts.ts';

/**
 * Lets go of what a folder at rest can do without: rows that can be read again, and what was found out of bytes that the
 * base tells of, too. What was seen here stays: the next hint is compared with it.
 */
export function releaseMemory(
  { database, returnMemory }: Pick<FolderPorts, 'database' | 'returnMemory'>,
  contents: KnownContents,
): void {
  try {
    // To read rows for it would be to take memory before any is given back.
    const rows = contents.isEmpty ? undefined : database.parts.findKeptBase();
    if (rows !== undefined) contents.forgetAgreed(rows.values());
  } catch (error) {
    // The next run meets it as well, and tells it.
    if (findDatabaseFailure(error) === undefined) throw error;
  }
  database.forgetRead();
  returnMemory?.();
}
