import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { Checksum, ChecksumAlgorithm } from '../core/model/checksum.ts';
import type { LocalStamp } from '../core/model/observation.ts';
import { isSameStamp } from '../core/model/observation.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome, Result } from '../core/model/sync-error.ts';
import { cancelledError, findErrno, parseOutcome, parseSyncError, refuse } from './errno-outcome.ts';
import { READ_FLAGS } from './file-calls.ts';
import { flush } from './flushing.ts';
import type { Digests } from './digester.ts';
import type { HashedFile, OpenFile } from './filesystem.ts';
import { toKeptPath } from './kept-store.ts';
import type { LocalRoot } from './local-root.ts';
import { toOutcome } from './local-root.ts';
import { isSameContentStamp, toLocalStamp } from './local-stamp.ts';
import { hashHandle, readBytes, streamRange } from './reading-file.ts';

interface Opened {
  readonly root: LocalRoot;
  /** Where the file has to be; undefined while the way there is not what it was. */
  readonly locate: () => string | undefined;
  readonly handle: FileHandle;
  readonly stamp: LocalStamp;
}

/** Opens a user's file; what was opened is compared with what the path showed, so no link is ever followed. */
export async function openFile(root: LocalRoot, path: RelativePath): Promise<Outcome<OpenFile>> {
  return toOpenFile(await openChecked(root, path));
}

/** Opens a file of the safety store; `missing` when it is not there any more. */
export async function openKept(root: LocalRoot, keepId: string, path: RelativePath): Promise<Outcome<OpenFile>> {
  const keptPath = toKeptPath(root, keepId, path);
  const failure = root.findFailure('open-kept');
  if (failure !== undefined) return { kind: 'failed', error: failure };
  return toOpenFile(await openAt(root, keptPath, () => keptPath));
}

function toOpenFile(outcome: Outcome<Opened>): Outcome<OpenFile> {
  if (outcome.kind !== 'done') return outcome;
  const opened = outcome.value;
  const { handle, stamp } = opened;
  return {
    kind: 'done',
    value: {
      stamp,
      read: (startByte, endByteExclusive) => streamRange(handle, startByte, endByteExclusive),
      readWhole: () => readWhole(opened),
      hash: async (signal) => toSha1(await hash(opened, signal)),
      isUnmodified: async () => isSameContentStamp(toLocalStamp(opened.root.calls.fstat(handle.fd)), stamp),
      sync: () => syncOpened(opened),
      close: () => handle.close(),
    },
  };
}

async function syncOpened({ root, handle }: Opened): Promise<Result<void>> {
  try {
    await flush(root.calls, handle);
    return { ok: true, value: undefined };
  } catch (error) {
    // Windows flushes only handles that may write.
    if (findErrno(error) === 'EPERM') return { ok: true, value: undefined };
    return { ok: false, error: parseSyncError(error, 'sync-file') };
  }
}

/** SHA-1 of a file between two equal stamps of both the open file and its path. */
export async function hashFile(
  root: LocalRoot,
  path: RelativePath,
  options: { readonly signal: AbortSignal; readonly also: readonly ChecksumAlgorithm[] | undefined },
): Promise<Outcome<HashedFile>> {
  const outcome = await openChecked(root, path);
  if (outcome.kind !== 'done') return outcome;
  const opened = outcome.value;
  try {
    const hashed = await hash(opened, options.signal, options.also);
    return hashed.kind === 'done' ? { kind: 'done', value: { ...hashed.value, stamp: opened.stamp } } : hashed;
  } finally {
    await opened.handle.close();
  }
}

function toSha1(hashed: Outcome<Digests>): Outcome<Checksum> {
  return hashed.kind === 'done' ? { kind: 'done', value: hashed.value.checksum } : hashed;
}

async function hash(
  opened: Opened,
  signal: AbortSignal,
  also?: readonly ChecksumAlgorithm[],
): Promise<Outcome<Digests>> {
  try {
    const { sizeBytes, ...digests } = await hashHandle(opened.handle, {
      signal,
      also,
      expectedBytes: opened.stamp.sizeBytes,
    });
    const isWhole = sizeBytes === opened.stamp.sizeBytes && isUntouched(opened);
    return isWhole ? { kind: 'done', value: digests } : refuse('changed-meanwhile');
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', error: cancelledError('hash-file') };
    return parseOutcome(error, 'hash-file');
  }
}

async function readWhole(opened: Opened): Promise<Outcome<Uint8Array>> {
  try {
    const bytes = await readBytes(opened.handle, opened.stamp.sizeBytes);
    return bytes !== undefined && isUntouched(opened) ? { kind: 'done', value: bytes } : refuse('changed-meanwhile');
  } catch (error) {
    return parseOutcome(error, 'read-file');
  }
}

async function openChecked(root: LocalRoot, path: RelativePath): Promise<Outcome<Opened>> {
  const place = root.resolve(path, 'open-file');
  if (place.kind !== 'inside') return toOutcome(place);
  return openAt(root, place.absolutePath, () => {
    const placeNow = root.resolve(path, 'open-file');
    return placeNow.kind === 'inside' ? placeNow.absolutePath : undefined;
  });
}

async function openAt(root: LocalRoot, absolutePath: string, locate: Opened['locate']): Promise<Outcome<Opened>> {
  let handle: FileHandle | undefined;
  try {
    const seen = root.calls.lstat(absolutePath);
    if (seen === undefined) return refuse('missing');
    if (!seen.isFile()) return refuse('changed-meanwhile');
    handle = await open(absolutePath, READ_FLAGS);
    const stamp = toLocalStamp(root.calls.fstat(handle.fd));
    if (isSameStamp('file', stamp, toLocalStamp(seen))) return { kind: 'done', value: { root, locate, handle, stamp } };
    await handle.close();
    return refuse('changed-meanwhile');
  } catch (error) {
    await handle?.close();
    return parseOutcome(error, 'open-file');
  }
}

/** False also when the look itself is answered with an error: then nothing is proven. */
function isUntouched({ root, locate, handle, stamp }: Opened): boolean {
  try {
    const ofHandle = toLocalStamp(root.calls.fstat(handle.fd));
    const at = locate();
    const ofPath = at === undefined ? undefined : root.calls.lstat(at);
    if (ofPath === undefined || !ofPath.isFile()) return false;
    return isSameStamp('file', ofHandle, stamp) && isSameStamp('file', toLocalStamp(ofPath), stamp);
  } catch (error) {
    if (findErrno(error) === undefined) throw error;
    return false;
  }
}
