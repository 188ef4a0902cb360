import { isInside } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import type { ServerWrites } from '../../executor/context.ts';
import type { OwnLock } from '../../sync-database/sync-database.ts';
import type { RemoteEntry, UploadRequest } from '../../transport/transport.ts';
import type { OwnLocks } from './own-locks.ts';

/** Writes that our own locks are never in the way of. */
export function passOwnLocks(writes: ServerWrites, locks: OwnLocks): ServerWrites {
  return {
    upload: (request) => uploadPast(request, writes, locks),
    move: (request) => changePast(request.from, request.signal, { locks, write: () => writes.move(request) }),
    remove: (request) => changePast(request.path, request.signal, { locks, write: () => writes.remove(request) }),
  };
}

/** The plan is made anew at once, and finds what is held by then. */
const AGAIN = { kind: 'refused', reason: 'changed-meanwhile' } as const;

/**
 * A new version carries the token. Where that is of no use, because the lock ran out or because this kind of upload cannot
 * show it, we let go of the lock, and the next plan sends the version without: its bytes go first.
 */
async function uploadPast(
  request: UploadRequest,
  writes: ServerWrites,
  locks: OwnLocks,
): Promise<Outcome<RemoteEntry>> {
  const { expect } = request;
  const find = (): OwnLock | undefined => (expect.kind === 'version' ? locks.find(expect.fileId) : undefined);
  const lock = find();
  const outcome = await writes.upload(lock === undefined ? request : { ...request, lockToken: lock.token });
  if (isLocked(outcome) && isNew(find(), lock === undefined ? [] : [lock])) return AGAIN;
  if (lock === undefined || (!isLocked(outcome) && outcome.kind !== 'refused')) return outcome;
  if (isLocked(outcome)) locks.bar(lock.path);
  const left = await locks.letGo(lock, request.signal);
  return isLocked(outcome) && left === undefined ? AGAIN : outcome;
}

interface Change<Value> {
  readonly locks: OwnLocks;
  readonly write: () => Promise<Outcome<Value>>;
}

/** Infinite Scale moves and removes nothing that is locked, whoever asks. */
async function changePast<Value>(
  path: RelativePath,
  signal: AbortSignal,
  { locks, write }: Change<Value>,
): Promise<Outcome<Value>> {
  const findBelow = (): readonly OwnLock[] => locks.held.filter((lock) => isInside(lock.path, path));
  const before = findBelow();
  for (const lock of before) await locks.letGo(lock, signal);
  const outcome = await write();
  return isLocked(outcome) && findBelow().some((lock) => isNew(lock, before)) ? AGAIN : outcome;
}

function isLocked(outcome: Outcome<unknown>): boolean {
  return outcome.kind === 'failed' && outcome.error.code === 'locked-on-server';
}

/** Taken, or taken anew, while a write was on its way. */
function isNew(lock: OwnLock | undefined, before: readonly OwnLock[]): boolean {
  return lock !== undefined && !before.some(({ token }) => token === lock.token);
}
