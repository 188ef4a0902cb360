import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DISK_RESERVE_BYTES } from '../core/model/disk-reserve.ts';
import type { SyncErrorCode } from '../core/model/sync-error.ts';
import { findErrno, toSyncError } from '../filesystem/errno-outcome.ts';
import { PRIVATE_FOLDER } from '../filesystem/filesystem.ts';
import { isFolderLocked } from '../filesystem/folder-lock.ts';
import { toLocalStamp } from '../filesystem/local-stamp.ts';
import { openSyncDatabase } from '../sync-database/open-sync-database.ts';
import { databasePathFor } from './opening/database-path.ts';
import { readMarker, toMarkerPath } from './opening/folder-marker.ts';
import type { CopiedItem, CopyProgress } from './moving/copy-folder.ts';
import { copyFolder, measureFolder } from './moving/copy-folder.ts';
import { LeftFolder } from './moving/left-folder.ts';
import type { LeftLook } from './moving/left-folder.ts';
import type { MoveNote } from './moving/move-journal.ts';
import { MoveJournal, syncDirectory } from './moving/move-journal.ts';
import { restampDatabase } from './moving/restamp.ts';

export type { CopyProgress } from './moving/copy-folder.ts';
export type { LeftFolder } from './moving/left-folder.ts';

/** Takes down that a sync folder is at `to` from now on; false when that could not be written. Durable when true. */
export type Commit = (from: string, to: string) => boolean;

export interface FolderMove {
  /** Where the sync folder is; nobody syncs it meanwhile. Absolute. */
  readonly from: string;
  /** Where it shall be: nothing is there, or an empty directory. Absolute. */
  readonly to: string;
  readonly stateDirectory: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: CopyProgress) => void;
  readonly commit: Commit;
  /** For tests: whether a new name is enough. */
  readonly isOnSameDisk?: (one: string, other: string) => boolean;
}

/**
 * `moved`: everything is at the new place. `left`: it was copied to another disk, and the old folder is still there.
 * `failed`: everything is as before.
 */
export type MoveEnd =
  | { readonly kind: 'moved'; readonly left: LeftFolder | undefined }
  | { readonly kind: 'failed'; readonly code: SyncErrorCode | 'path-taken' | 'settings-not-written' };

const DATABASE_PARTS = ['', '-wal', '-shm', '-journal'] as const;

/**
 * Moves a sync folder on this computer: by a new name on the same disk, else by a copy that is read back before it
 * counts. What both sides agreed on goes along, so that nothing is transferred again and nothing seems deleted. Every
 * step is written down before it happens; `recoverFolderMoves` ends what a crash cut off. The old folder is never
 * deleted. Codes: `local-folder-in-use`, `path-taken`, `disk-full`, `still-changing`, `cancelled`, those of the disk.
 */
export async function moveSyncFolder(move: FolderMove): Promise<MoveEnd> {
  const { from, to } = move;
  try {
    const isLocked = isFolderLocked(join(from, PRIVATE_FOLDER, 'lock'));
    if (!isLocked.ok) return { kind: 'failed', code: isLocked.error.code };
    if (isLocked.value) return { kind: 'failed', code: 'local-folder-in-use' };
    if (existsSync(to)) rmdirSync(to);
    mkdirSync(dirname(to), { recursive: true });
    const canRename = (move.isOnSameDisk ?? isOnSameDisk)(from, dirname(to));
    return (canRename ? rename(move) : undefined) ?? (await copy(move));
  } catch (error) {
    if (move.signal.aborted) return { kind: 'failed', code: 'cancelled' };
    const errno = findErrno(error);
    if (errno === undefined) throw error;
    if (errno === 'ENOTEMPTY' || errno === 'EEXIST' || errno === 'ENOTDIR')
      return { kind: 'failed', code: 'path-taken' };
    return { kind: 'failed', code: toSyncError(errno, 'move-folder').code };
  }
}

/** What is at an old place now; the code of an error of the disk. */
export async function lookAtLeft(left: LeftFolder, signal: AbortSignal): Promise<LeftLook | SyncErrorCode> {
  try {
    return await left.look(signal);
  } catch (error) {
    if (signal.aborted) return 'cancelled';
    const errno = findErrno(error);
    if (errno === undefined) throw error;
    return toSyncError(errno, 'look-at-old-folder').code;
  }
}

function isOnSameDisk(one: string, other: string): boolean {
  return lstatSync(one, { bigint: true }).dev === lstatSync(other, { bigint: true }).dev;
}

/** Undefined when the system knows two disks where the numbers show one. */
function rename({ from, to, stateDirectory, commit }: FolderMove): MoveEnd | undefined {
  const journal = new MoveJournal(stateDirectory);
  const key = toKey(from);
  journal.write(key, { kind: 'rename', from, to });
  try {
    renameSync(from, to);
  } catch (error) {
    journal.remove(key);
    if (findErrno(error) === 'EXDEV') return undefined;
    throw error;
  }
  try {
    syncDirectory(dirname(to));
    carryDatabase(from, to, stateDirectory);
    if (commit(from, to)) {
      journal.remove(key);
      return { kind: 'moved', left: undefined };
    }
  } catch (error) {
    takeBack({ from, to, stateDirectory });
    journal.remove(key);
    throw error;
  }
  takeBack({ from, to, stateDirectory });
  journal.remove(key);
  return { kind: 'failed', code: 'settings-not-written' };
}

function takeBack({ from, to, stateDirectory }: Pick<FolderMove, 'from' | 'to' | 'stateDirectory'>): void {
  renameSync(to, from);
  carryDatabase(to, from, stateDirectory);
}

/** Each part on its own, so that it can be done again from any point. The folder itself is at `to` already. */
function carryDatabase(from: string, to: string, stateDirectory: string): void {
  const [oldPath, newPath] = [databasePathFor(from, stateDirectory), databasePathFor(to, stateDirectory)];
  // SQLite would take the log of a folder that was synced there once for that of this one.
  if (existsSync(oldPath)) removeDatabase(newPath);
  for (const part of DATABASE_PARTS) if (existsSync(oldPath + part)) renameSync(oldPath + part, newPath + part);
  rmSync(`${oldPath}.reserve`, { force: true });
  writeMarker(to, newPath);
}

/** The marker keeps its id, and names the database at its new place for programs that look for it. */
function writeMarker(root: string, database: string): void {
  const path = toMarkerPath(root);
  const marker = readMarker(root);
  if (marker === undefined) return;
  writeFileSync(`${path}.next`, `${JSON.stringify({ ...marker, database })}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.next`, path);
}

async function copy(move: FolderMove): Promise<MoveEnd> {
  const { from, to, stateDirectory, signal, onProgress, commit } = move;
  const { bavail, bsize } = statfsSync(dirname(to));
  if ((await measureFolder(from, signal)) + DISK_RESERVE_BYTES > bavail * bsize) {
    return { kind: 'failed', code: 'disk-full' };
  }
  const journal = new MoveJournal(stateDirectory);
  const key = toKey(from);
  const note: Extract<MoveNote, { kind: 'copy' }> = {
    kind: 'copy',
    from,
    to,
    draft: join(dirname(to), `.bayernbox-${key}`),
    isComplete: false,
  };
  journal.write(key, note);
  let items: ReadonlyMap<string, CopiedItem>;
  try {
    rmSync(note.draft, { recursive: true, force: true });
    mkdirSync(note.draft, { mode: 0o700 });
    const end = await copyFolder({ from, draft: note.draft, toStamp: toLocalStamp, signal, onProgress });
    if (end.kind === 'failed') {
      drop(note, journal, stateDirectory);
      return { kind: 'failed', code: end.why === 'differs' ? 'local-io-error' : 'still-changing' };
    }
    ({ items } = end);
    prepareDatabase(note, items, stateDirectory);
    journal.write(key, { ...note, isComplete: true });
    renameSync(note.draft, to);
    syncDirectory(dirname(to));
  } catch (error) {
    drop(note, journal, stateDirectory);
    throw error;
  }
  if (!commit(from, to)) {
    renameSync(to, note.draft);
    drop(note, journal, stateDirectory);
    return { kind: 'failed', code: 'settings-not-written' };
  }
  finishCopy(note, journal, stateDirectory);
  return { kind: 'moved', left: new LeftFolder({ path: from, items, toStamp: toLocalStamp }) };
}

/** A database of its own for the new place; that of the old one stays as it is. */
function prepareDatabase(
  { from, to, draft }: Extract<MoveNote, { kind: 'copy' }>,
  items: Parameters<typeof restampDatabase>[1]['items'],
  stateDirectory: string,
): void {
  const [oldPath, newPath] = [databasePathFor(from, stateDirectory), databasePathFor(to, stateDirectory)];
  removeDatabase(newPath);
  writeMarker(draft, newPath);
  if (!existsSync(oldPath)) return;
  // Opening and closing brings everything into the one file. A broken one is left to the next start, which unites.
  const opened = openSyncDatabase(oldPath);
  if (opened.kind === 'unusable') return;
  opened.database.close();
  copyFileSync(oldPath, newPath);
  const copied = openSyncDatabase(newPath);
  if (copied.kind === 'unusable') return;
  const root = toLocalStamp(lstatSync(draft, { bigint: true }));
  restampDatabase(copied.database, { rootPath: to, root, items });
  copied.database.close();
}

/** Nothing of the copy has ever been anybody's. */
function drop(
  { from, to, draft }: Extract<MoveNote, { kind: 'copy' }>,
  journal: MoveJournal,
  stateDirectory: string,
): void {
  rmSync(draft, { recursive: true, force: true });
  removeDatabase(databasePathFor(to, stateDirectory));
  journal.remove(toKey(from));
}

/** The old folder may be synced anew one day: then both sides are united, instead of believing an old base. */
function finishCopy({ from }: Extract<MoveNote, { kind: 'copy' }>, journal: MoveJournal, stateDirectory: string): void {
  removeDatabase(databasePathFor(from, stateDirectory));
  journal.remove(toKey(from));
}

function removeDatabase(path: string): void {
  for (const part of [...DATABASE_PARTS, '.reserve']) rmSync(path + part, { force: true });
}

/**
 * Ends moves that a crash cut off, before anything is synced: forwards when the folder has its new place already, else
 * backwards. While neither place can be seen (a disk is missing), nothing is done and it is tried at the next start.
 */
export function recoverFolderMoves({ stateDirectory, commit }: Pick<FolderMove, 'stateDirectory' | 'commit'>): void {
  const journal = new MoveJournal(stateDirectory);
  for (const { key, note } of journal.list()) {
    const { from, to } = note;
    if (note.kind === 'copy') {
      if (!isSyncFolder(to) && !existsSync(dirname(note.draft))) continue;
      if (!note.isComplete || !isSyncFolder(to)) drop(note, journal, stateDirectory);
      else if (commit(from, to)) finishCopy(note, journal, stateDirectory);
    } else if (isSyncFolder(from)) journal.remove(key);
    else if (isSyncFolder(to)) {
      carryDatabase(from, to, stateDirectory);
      if (commit(from, to)) journal.remove(key);
    }
  }
}

function isSyncFolder(root: string): boolean {
  return existsSync(toMarkerPath(root));
}

/** How a folder that a person has moved is found again. */
export type AdoptEnd = 'adopted' | 'not-the-same' | 'settings-not-written';

/**
 * Goes on with a sync folder that a person has moved or renamed outside of this program, if `to` is that folder. On the
 * same disk nothing is transferred; a copy is united with the server, and nothing is deleted. Throws errno errors.
 */
export function adoptMovedFolder({
  from,
  to,
  stateDirectory,
  commit,
}: Omit<FolderMove, 'signal' | 'onProgress'>): AdoptEnd {
  const oldPath = databasePathFor(from, stateDirectory);
  const marker = readMarker(to);
  if (marker === undefined || marker.folderId !== readFolderId(oldPath)) return 'not-the-same';
  const journal = new MoveJournal(stateDirectory);
  const key = toKey(from);
  journal.write(key, { kind: 'rename', from, to });
  carryDatabase(from, to, stateDirectory);
  if (!commit(from, to)) return 'settings-not-written';
  journal.remove(key);
  return 'adopted';
}

function readFolderId(databasePath: string): string | undefined {
  if (!existsSync(databasePath)) return undefined;
  const opened = openSyncDatabase(databasePath);
  if (opened.kind === 'unusable') return undefined;
  const identity = opened.database.loadIdentity();
  opened.database.close();
  return identity?.folderId;
}

function toKey(from: string): string {
  return createHash('sha256').update(from).digest('hex').slice(0, 16);
}
