import { join } from 'node:path';
import { SystemClock } from '../clock/system-clock.ts';
import { PRIVATE_FOLDER } from '../filesystem/filesystem.ts';
import { isFolderLocked } from '../filesystem/folder-lock.ts';
import { RealFilesystem } from '../filesystem/real-filesystem.ts';
import { borrowDatabase } from '../sync-database/borrow-database.ts';
import type { Result } from '../core/model/sync-error.ts';
import { decideSettings, randomId } from './create-settings.ts';
import type { LookedAtFolder } from './create-visit.ts';
import { findFolder } from './opening/find-folder.ts';
import { SelectionVisit } from './selection/selection-visit.ts';

/** The selection of one sync folder, seen from beside. */
export interface OpenedSelection {
  readonly selection: SelectionVisit;
  /** A sync is working in the folder at this moment. */
  readonly isRunning: boolean;
  close(): Promise<void>;
}

/** Opens what is selected in the sync folder that holds a path; undefined when it lies in none that has been synced. */
export async function openSelection(
  { anyPath, stateDirectory, records }: LookedAtFolder,
  signal: AbortSignal,
): Promise<Result<OpenedSelection> | undefined> {
  const found = findFolder(anyPath, stateDirectory);
  if (found === undefined) return undefined;
  const clock = new SystemClock();
  const database = borrowDatabase(found.databasePath, records);
  // Without an identity the copy is an empty stand-in: "everything is selected" would be a guess.
  if (database.loadIdentity() === undefined) return undefined;
  const isLocked = isFolderLocked(join(found.rootPath, PRIVATE_FOLDER, 'lock'));
  if (!isLocked.ok) return isLocked;
  const filesystem = new RealFilesystem({ rootPath: found.rootPath, clock });
  const traits = await filesystem.open({ isReadOnly: false, isVisitor: true });
  if (!traits.ok) return traits;
  const selection = new SelectionVisit({
    filesystem,
    database,
    settings: decideSettings({ ...found, traits: traits.value, userName: '', clock }),
    newToken: randomId(),
    nowMs: clock.nowMs(),
    signal,
  });
  return { ok: true, value: { selection, isRunning: isLocked.value, close: () => filesystem.close() } };
}
