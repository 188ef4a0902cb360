import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { UnusableReason } from './database-unusable-error.ts';
import { DatabaseUnusableError, toDatabaseError } from './database-unusable-error.ts';
import { findHeldDatabase, noteHeldDatabase } from './held-databases.ts';
import { checkOwnership, migrate } from './migrations.ts';
import { createReserveFile } from './reserve-file.ts';
import { SqliteSyncDatabase } from './sqlite-sync-database.ts';
import type { SyncDatabase } from './sync-database.ts';

/** How an opening ended. */
export type OpenedSyncDatabase =
  | { readonly kind: 'opened'; readonly database: SyncDatabase }
  | { readonly kind: 'unusable'; readonly reason: UnusableReason; readonly error: DatabaseUnusableError };

/** How long a lock of a process that is just ending is waited for. */
const BUSY_TIMEOUT_MS = 1_000;

/** The mark that every SQLite database begins with. @see https://www.sqlite.org/fileformat2.html#magic_header_string */
const HEADER_BYTES = 16;

/**
 * Opens the sync database at `path`, or makes an empty one where there is no file. The file is checked as a whole, and
 * no other process can open it until `close`. `unusable` has touched nothing: see `UnusableReason` for what to do.
 */
export function openSyncDatabase(path: string): OpenedSyncDatabase {
  try {
    return { kind: 'opened', database: withPrivateFiles(() => openOrThrow(path)) };
  } catch (error) {
    const converted = toDatabaseError(error);
    if (!(converted instanceof DatabaseUnusableError)) throw converted;
    return { kind: 'unusable', reason: converted.reason, error: converted };
  }
}

/**
 * Renames a broken database and what belongs to it; nothing is deleted. Returns its new path. The next
 * `openSyncDatabase` begins with an empty one. `nowMs` only makes the new name readable.
 */
export function setAsideBrokenDatabase(path: string, nowMs: number): string {
  const suffix = findFreeSuffix(path, new Date(nowMs).toISOString().replaceAll(':', '-'));
  // The database goes first: its log alone is never applied to a new file, while without its log it would still look
  // like a database, but an outdated one.
  for (const part of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(path + part)) renameSync(path + part, path + suffix + part);
  }
  return path + suffix;
}

function findFreeSuffix(path: string, stamp: string): string {
  for (let attempt = 1; ; attempt += 1) {
    const suffix = `.broken-${stamp}${attempt === 1 ? '' : `-${attempt}`}`;
    if (!existsSync(path + suffix)) return suffix;
  }
}

/** Names of files and addresses of upload sessions are nobody else's business, wherever the database lies. */
function withPrivateFiles<Value>(open: () => Value): Value {
  const before = process.umask(0o077);
  try {
    return open();
  } finally {
    process.umask(before);
  }
}

function openOrThrow(path: string): SyncDatabase {
  if (findHeldDatabase(path) !== undefined) throw new DatabaseUnusableError('in-use', 'this process has it open');
  if (isCutOff(path)) throw new DatabaseUnusableError('broken', 'the file has been cut off');
  if (isZeroed(path)) throw new DatabaseUnusableError('broken', 'the file has lost its bytes');
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    // First of all, because log and shared memory depend on it; network drives have no shared memory.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA trusted_schema = OFF;');
    checkOwnership(database);
    configure(database);
    checkFile(database);
    migrate(database);
    const opened = new SqliteSyncDatabase(database, createReserveFile(`${path}.reserve`));
    noteHeldDatabase(path, opened, database);
    return opened;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** An emptied file, or a log whose database is gone: SQLite would take both for a new database. */
function isCutOff(path: string): boolean {
  const sizeBytes = statSync(path, { throwIfNoEntry: false })?.size;
  return sizeBytes === undefined ? existsSync(`${path}-wal`) : sizeBytes === 0;
}

/** What a power cut leaves of a file whose bytes never reached the disk: SQLite would take it for no database at all. */
function isZeroed(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const header = Buffer.alloc(HEADER_BYTES, 1);
  const file = openSync(path, 'r');
  try {
    return readSync(file, header) === HEADER_BYTES && header.every((byte) => byte === 0);
  } finally {
    closeSync(file);
  }
}

function configure(database: DatabaseSync): void {
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA fullfsync = ON;
    BEGIN IMMEDIATE; COMMIT;`);
}

function checkFile(database: DatabaseSync): void {
  const findings = database.prepare('PRAGMA quick_check(1)').all();
  const finding = findings[0]?.['quick_check'];
  if (finding !== 'ok') throw new DatabaseUnusableError('broken', 'SQLite found damage');
}
