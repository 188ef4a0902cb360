import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import { findErrno, toSyncError } from './errno-outcome.ts';

/** SQLITE_BUSY: somebody else holds the lock. */
const BUSY_ERROR = 5;

/** The right to work in one sync folder, until released or until this process ends in any way. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes the lock of a sync folder. It is SQLite's exclusive lock on an empty file: the system gives it back when its
 * holder dies, so there are no stale locks to judge by process ids, and it also holds between two machines on network
 * file systems that lock. Answers `local-folder-in-use` when another holder lives, in this process or any other, and
 * still does after `patienceMs`; blocks as long.
 */
export function takeFolderLock(path: string, patienceMs = 0): Result<FolderLock> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: patienceMs });
    // Nothing is ever written, so a journal file beside the lock would only be litter.
    database.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    return { ok: false, error: isBusy(error) ? inUse() : toLockError(error) };
  }
  const held = database;
  return { ok: true, value: { release: () => held.close() } };
}

/**
 * Whether somebody works in a sync folder at this moment; makes nothing. Whoever takes the lock in the same moment may
 * be refused. Codes: those of the disk, when nobody can know.
 */
export function isFolderLocked(path: string): Result<boolean> {
  let database: DatabaseSync | undefined;
  try {
    if (statSync(path, { throwIfNoEntry: false }) === undefined) return { ok: true, value: false };
    database = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    // Reading waits for whoever has the file for itself.
    database.prepare('SELECT 1 FROM sqlite_schema').all();
    return { ok: true, value: false };
  } catch (error) {
    return isBusy(error) ? { ok: true, value: true } : { ok: false, error: toLockError(error) };
  } finally {
    database?.close();
  }
}

function toLockError(thrown: unknown): SyncError {
  const errno = findErrno(thrown);
  if (errno !== undefined) return toSyncError(errno, 'lock');
  if (!(thrown instanceof Error && 'errcode' in thrown)) throw thrown;
  return { ...toSyncError('EIO', 'lock'), detail: 'lock: SQLite' };
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
