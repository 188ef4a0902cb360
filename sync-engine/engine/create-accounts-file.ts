import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountsFile } from '../auth/accounts-file.ts';
import { JsonAccountsFile } from '../auth/accounts-file.ts';
import { takeFolderLock } from '../filesystem/folder-lock.ts';
import type { FolderLock } from '../filesystem/folder-lock.ts';

/** A change takes some milliseconds: whoever holds the list longer hangs. */
const PATIENCE_MS = 5_000;

/** The list of accounts in a state directory. One program at a time changes it; waits for another one up to 5 s. */
export function createAccountsFile(stateDirectory: string): AccountsFile {
  return new JsonAccountsFile(join(stateDirectory, 'accounts.json'), (act) => {
    const lock = takeListLock(stateDirectory);
    try {
      return act();
    } finally {
      lock?.release();
    }
  });
}

/** Undefined where no lock can be made at all (a disk that knows none): that keeps nobody from signing in. */
function takeListLock(stateDirectory: string): FolderLock | undefined {
  mkdirSync(stateDirectory, { recursive: true, mode: 0o700 });
  const lock = takeFolderLock(join(stateDirectory, 'accounts.lock'), PATIENCE_MS);
  if (lock.ok) return lock.value;
  if (lock.error.code !== 'local-folder-in-use') return undefined;
  throw Object.assign(new Error('another program changes the list of accounts'), { code: 'EBUSY' });
}
