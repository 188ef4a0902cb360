import { DatabaseSync } from 'node:sqlite';
import type { Result } from '../core/model/sync-error.ts';
import { toSyncError } from './errno-outcome.ts';

/** SQLITE_BUSY: somebody else holds the lock. */
const BUSY_ERROR = 5;

/** The right to work in one sync folder, until released or until this process ends in any way. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock of a sync folder. It is SQLite's exclusive lock on an empty file: the system gives it back when its
 * holder dies, so there are no stale locks to judge by process ids, and it also holds between two machines on network
 * file systems that lock. Answers `local-folder-in-use` when another holder lives, in this process or any other.
 */
export function takeFolderLock(path: string): Result<FolderLock> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    // Nothing is ever written, so a journal file beside the lock would only be litter.
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    return { ok: false, error: isBusy(error) ? inUse() : { ...toSyncError('EIO', 'lock'), detail: 'lock: SQLite' } };
  }
  const held = database;
  return { ok: true, value: { release: () => held.close() } };
}

/** Takes the lock for a moment to see whether somebody has it. */
export function isFolderLocked(lockPath: string): boolean {
  const lock = takeFolderLock(lockPath);
  if (lock.ok) lock.value.release();
  return !lock.ok;
}

function inUse() {
  return {
    code: 'local-folder-in-use',
    scope: 'sync-folder',
    retry: { kind: 'after', delayMs: 60_000 },
    detail: 'lock',
  } as const;
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Error && 'errcode' in thrown && thrown.errcode === BUSY_ERROR;
}
