import type { Outcome, Refusal, RetryPolicy, SyncError } from '../core/model/sync-error.ts';

const SOON: RetryPolicy = { kind: 'after', delayMs: 10_000 };
const LATER: RetryPolicy = { kind: 'after', delayMs: 60_000 };
const ON_CHANGE: RetryPolicy = { kind: 'on-change' };

type Failure = Omit<SyncError, 'detail'>;

const ACCESS_DENIED: Failure = { code: 'local-access-denied', scope: 'item', retry: LATER };
const READ_ONLY_DISK: Failure = { code: 'local-access-denied', scope: 'sync-folder', retry: LATER };
const BUSY: Failure = { code: 'local-file-busy', scope: 'item', retry: SOON };
const DISK_FULL: Failure = { code: 'disk-full', scope: 'item', retry: LATER };
const DISK_BROKEN: Failure = { code: 'local-io-error', scope: 'sync-folder', retry: LATER };
const NAME_REFUSED: Failure = { code: 'local-name-refused', scope: 'item', retry: ON_CHANGE };
const OTHER: Failure = { code: 'local-io-error', scope: 'item', retry: LATER };

/** What each error of the operating system stops. Anything not named here is an I/O error of one item. */
const FAILURES: ReadonlyMap<string, Failure> = new Map([
  ['EACCES', ACCESS_DENIED],
  ['EPERM', ACCESS_DENIED],
  ['EXDEV', ACCESS_DENIED],
  ['EROFS', READ_ONLY_DISK],
  ['EBUSY', BUSY],
  ['ETXTBSY', BUSY],
  ['EMFILE', BUSY],
  ['ENFILE', BUSY],
  ['ENOSPC', DISK_FULL],
  ['EDQUOT', DISK_FULL],
  ['EIO', DISK_BROKEN],
  ['ESTALE', DISK_BROKEN],
  ['ENOTCONN', DISK_BROKEN],
  ['ENODEV', DISK_BROKEN],
  ['ENAMETOOLONG', NAME_REFUSED],
  ['EINVAL', NAME_REFUSED],
  ['EILSEQ', NAME_REFUSED],
]);

/** Errors that say: the world is not as it was when the expectation was checked. */
const REFUSALS: ReadonlyMap<string, Refusal> = new Map([
  ['ENOENT', 'missing'],
  ['EEXIST', 'exists'],
  ['ENOTEMPTY', 'changed-meanwhile'],
  ['EISDIR', 'changed-meanwhile'],
  ['ELOOP', 'changed-meanwhile'],
  ['ENOTDIR', 'parent-missing'],
]);

/**
 * The code of an error of the operating system; undefined for every other thrown value. libuv says `UNKNOWN` where
 * Windows has a reason that no other system knows: a virus scanner keeps a file back, or a cloud drive cannot fetch it.
 */
export function findErrno(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' && /^(?:E[A-Z0-9]+|UNKNOWN)$/.test(thrown.code) ? thrown.code : undefined;
}

/** The failure for an errno. `act` is a word for logs; no path is written down. */
export function toSyncError(errno: string, act: string): SyncError {
  return { ...(FAILURES.get(errno) ?? OTHER), detail: `${act}: ${errno}` };
}

/** Turns what a system call threw into a failure; rethrows what is no error of the operating system (a bug). */
export function parseSyncError(thrown: unknown, act: string): SyncError {
  const errno = findErrno(thrown);
  if (errno === undefined) throw thrown;
  return toSyncError(errno, act);
}

/** Turns what a system call threw into a refusal or a failure; rethrows what is no error of the operating system. */
export function parseOutcome(thrown: unknown, act: string): Outcome<never> {
  const refusal = REFUSALS.get(findErrno(thrown) ?? '');
  return refusal === undefined ? { kind: 'failed', error: parseSyncError(thrown, act) } : refuse(refusal);
}

/** An outcome that says no, because the world changed. */
export function refuse(reason: Refusal): Outcome<never> {
  return { kind: 'refused', reason };
}

/** The error of work that its signal stopped. */
export function cancelledError(act: string): SyncError {
  return { code: 'cancelled', scope: 'item', retry: SOON, detail: `${act}: cancelled` };
}

/** The error of a name that this system, or the border around the sync folder, does not allow. */
export function nameRefusedError(act: string): SyncError {
  return { ...NAME_REFUSED, detail: `${act}: name` };
}

/** The error of a directory that belongs to another file system, mounted inside the sync folder. */
export function otherFileSystemError(act: string): SyncError {
  return { ...ACCESS_DENIED, detail: `${act}: other file system` };
}

/** The error of a root that is not where it was, or not the one that was opened. */
export function rootError(code: 'local-folder-missing' | 'local-folder-replaced', act: string): SyncError {
  return { code, scope: 'sync-folder', retry: LATER, detail: act };
}

/** The error of an act whose result a user changed in the same moment: whether it counts must be looked at again. */
export function stillChangingError(act: string): SyncError {
  return { code: 'still-changing', scope: 'item', retry: SOON, detail: act };
}
