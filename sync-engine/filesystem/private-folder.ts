import { randomUUID } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { SyncError } from '../core/model/sync-error.ts';
import { toSyncError } from './errno-outcome.ts';
import type { LocalRoot } from './local-root.ts';
import { finishMove, isMoveIntent } from './move-intent.ts';
import { dropSecondName } from './moving.ts';

const FOLDERS = ['staging', 'kept', 'aside'] as const;

/** Makes the private folder and the folders in it. A link in the place of one is refused. Throws errno errors. */
export function makePrivateFolder(root: LocalRoot): SyncError | undefined {
  const folders = [root.privatePath(), ...FOLDERS.map((name) => root.privatePath(name))];
  for (const path of folders) {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) mkdirSync(path, { mode: 0o700 });
    if (!lstatSync(path).isDirectory()) {
      return { ...toSyncError('EACCES', 'open'), scope: 'sync-folder', detail: 'open: private folder is no directory' };
    }
  }
  return undefined;
}

/**
 * Clears what a crash left behind, under the lock. A file that has no other name than the one in `aside` was a user's
 * and goes to the safety store. One in `staging` that has a second name is in its place already: whoever went on with
 * it would write into a file that a user sees. Throws errno errors.
 */
export function recoverPrivateFolder(root: LocalRoot): void {
  for (const name of readdirSync(root.privatePath())) {
    if (name.startsWith('probe-')) rmSync(root.privatePath(name), { recursive: true });
  }
  for (const name of readdirSync(root.privatePath('aside')).filter(isMoveIntent)) {
    finishMove(root, name, (from, to) => dropSecondName(root, from, to));
  }
  for (const name of readdirSync(root.privatePath('aside'))) {
    const path = root.privatePath('aside', name);
    const hasOtherName = lstatSync(path, { bigint: true }).nlink > 1n;
    if (hasOtherName || name.startsWith('draft-')) unlinkSync(path);
    else moveToKept(root, path, name);
  }
  for (const name of readdirSync(root.privatePath('staging'))) {
    const path = root.privatePath('staging', name);
    if (lstatSync(path, { bigint: true }).nlink > 1n) unlinkSync(path);
  }
}

function moveToKept(root: LocalRoot, path: string, name: string): void {
  const keptFolder = root.privatePath('kept', `recovered-${randomUUID()}`);
  mkdirSync(keptFolder, { mode: 0o700 });
  renameSync(path, join(keptFolder, name));
}
