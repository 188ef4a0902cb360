import { isInside } from '../../core/model/relative-path.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import type { ServerWrites } from '../../executor/context.ts';
import type { RemoteEntry, UploadRequest } from '../../transport/transport.ts';
import type { OwnLocks } from './own-locks.ts';

/** Writes that our own locks are never in the way of. */
export function passOwnLocks(writes: ServerWrites, locks: OwnLocks): ServerWrites {
  return {
    upload: (request) => uploadPast(request, writes, locks),
    move: async (request) => {
      await letGoBelow(request.from, request.signal, locks);
      return writes.move(request);
    },
    remove: async (request) => {
      await letGoBelow(request.path, request.signal, locks);
      return writes.remove(request);
    },
  };
}

/**
 * A new version carries the token. Where that is of no use, because the lock ran out or because this kind of upload cannot
 * show it, we let go of the lock, and the next plan sends the version without: its bytes go first.
 */
async function uploadPast(
  request: UploadRequest,
  writes: ServerWrites,
  locks: OwnLocks,
): Promise<Outcome<RemoteEntry>> {
  const lock = request.expect.kind === 'version' ? locks.find(request.expect.fileId) : undefined;
  if (lock === undefined) return writes.upload(request);
  const outcome = await writes.upload({ ...request, lockToken: lock.token });
  const isLocked = outcome.kind === 'failed' && outcome.error.code === 'locked-on-server';
  if (!isLocked && outcome.kind !== 'refused') return outcome;
  if (isLocked) locks.bar(lock.path);
  const left = await locks.letGo(lock, request.signal);
  return isLocked && left === undefined ? { kind: 'refused', reason: 'changed-meanwhile' } : outcome;
}

/** Infinite Scale moves and removes nothing that is locked, whoever asks. */
async function letGoBelow(path: RelativePath, signal: AbortSignal, locks: OwnLocks): Promise<void> {
  for (const lock of locks.held) if (isInside(lock.path, path)) await locks.letGo(lock, signal);
}
