import { compareChecksums } from '../../core/model/checksum.ts';
import { baseName } from '../../core/model/relative-path.ts';
import { toFileId } from '../../core/model/ids.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import { findETag } from '../http/http-answer.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import { lookAt } from '../listings/list.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createError } from '../http/status-outcome.ts';
import type { RemoteEntry, UploadRequest } from '../transport.ts';

/** The stamp of a finished upload as the answer's headers tell it; undefined when something is missing. */
export function toUploadedEntry(answer: HttpAnswer, request: UploadRequest): RemoteEntry | undefined {
  const etag = findETag(answer);
  const id = answer.header('oc-fileid') ?? '';
  if (etag === undefined || id === '') return undefined;
  const isMtimeTaken = answer.header('x-oc-mtime')?.toLowerCase() === 'accepted';
  const lastModifiedMs = Date.parse(answer.header('last-modified') ?? '');
  const sentMs = Math.floor(request.mtimeMs / 1000) * 1000;
  return {
    name: baseName(request.path),
    kind: 'file',
    isProcessing: false,
    fileId: toFileId(id),
    etag,
    sizeBytes: request.sizeBytes,
    mtimeMs: isMtimeTaken || Number.isNaN(lastModifiedMs) ? sentMs : lastModifiedMs,
    checksum: request.checksum,
    permissions: answer.header('oc-perm') || undefined,
  };
}

/**
 * Looks at the place after an upload whose answer proves too little, and compares size and checksum. What cannot be
 * looked at is `unknown`, and so is the very version that was to be replaced, unless it has these bytes: whoever answered
 * may not have been the server. Other bytes are `checksum-mismatch`.
 */
export async function verifyUpload(root: RemoteRoot, request: UploadRequest): Promise<Outcome<RemoteEntry>> {
  const look = await lookAt(root, request.path, request.signal);
  if (look.kind === 'failed') return { kind: 'unknown', error: look.error };
  if (look.kind === 'absent')
    return { kind: 'unknown', error: createError('unexpected-answer', 'uploaded, but nothing is there') };
  if (isUntouched(look.entry, request))
    return { kind: 'unknown', error: createError('unexpected-answer', 'uploaded, but the former version is there') };
  if (isSameContent(look.entry, request)) return { kind: 'done', value: { ...look.entry, checksum: request.checksum } };
  return { kind: 'failed', error: createError('checksum-mismatch', 'the server holds other bytes than were sent') };
}

/** An earlier attempt whose answer was lost may have arrived: its bytes are at the place already. */
export async function findFinishedUpload(root: RemoteRoot, request: UploadRequest): Promise<RemoteEntry | undefined> {
  const look = await lookAt(root, request.path, request.signal);
  const isFinished =
    look.kind === 'present' && compare(look.entry, request) === 'equal' && isSameContent(look.entry, request);
  return isFinished ? look.entry : undefined;
}

/** Where no checksum tells, another version of the same length would pass for the new one. */
function isUntouched(entry: RemoteEntry, request: UploadRequest): boolean {
  const { expect } = request;
  return expect.kind === 'version' && entry.etag === expect.etag && compare(entry, request) !== 'equal';
}

function isSameContent(entry: RemoteEntry, request: UploadRequest): boolean {
  return entry.kind === 'file' && entry.sizeBytes === request.sizeBytes && compare(entry, request) !== 'different';
}

function compare({ checksum }: RemoteEntry, request: UploadRequest): ReturnType<typeof compareChecksums> {
  return checksum === undefined ? 'incomparable' : compareChecksums(checksum, request.checksum);
}
