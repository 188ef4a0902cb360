import type { FileHandle } from 'node:fs/promises';
import { findErrno } from './errno-outcome.ts';
import type { FileCalls } from './file-calls.ts';

/** What is said where nothing can be flushed: in shared folders of virtual machines, on some network drives. */
const KNOWS_NO_FLUSH: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS']);

/**
 * Brings everything of an open file or directory onto the disk, as far as its file system can do that. Where it cannot,
 * waiting would not help, and nothing would ever be synced. Throws errno errors. @see fsync(2), EINVAL
 */
export async function flush(calls: FileCalls, handle: FileHandle): Promise<void> {
  try {
    await calls.sync(handle);
  } catch (error) {
    if (!KNOWS_NO_FLUSH.has(findErrno(error))) throw error;
  }
}
