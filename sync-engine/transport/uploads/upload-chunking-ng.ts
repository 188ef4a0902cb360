import type { Outcome, SyncError } from '../../core/model/sync-error.ts';
import { assembleChunks } from './assemble-chunks.ts';
import { RangeCutter } from './chunk-ranges.ts';
import type { ByteRange } from './chunk-ranges.ts';
import { createChunkSession, resumeChunks, toChunkName, toChunkUrl } from './chunk-session.ts';
import type { ChunkSession } from './chunk-session.ts';
import { computeFirstChunkBytes, computeNextChunkBytes } from './chunk-size.ts';
import { readFacts } from '../http/http-answer.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createError, toAnswerError } from '../http/status-outcome.ts';
import type { RemoteEntry, UploadRequest } from '../transport.ts';

/**
 * Chunks of one file in flight. Two hide each other's waiting for the answer; with more, three large files at a time
 * would leave no connection for small ones.
 */
const PARALLEL_CHUNKS = 2;

/**
 * Resumable upload of ownCloud 10: chunks named by their offset in a directory of their own, put together by a MOVE
 * that carries checksum and conditions. The session stays when an attempt ends early.
 * @see docs/protocol, part B
 */
export async function uploadWithChunkingNg(root: RemoteRoot, request: UploadRequest): Promise<Outcome<RemoteEntry>> {
  const start = (await resumeChunks(root, request)) ?? (await createChunkSession(root, request));
  if (start.kind !== 'session') return start;
  const failure = await sendChunks(root, request, start);
  if (failure === undefined) return assembleChunks(root, request, start.id);
  if (failure !== 'gone') return { kind: 'failed', error: failure };
  request.onSession(undefined);
  return { kind: 'failed', error: createError('incomplete-transfer', 'the server forgot the upload') };
}

/** Sends what is missing; undefined when all has arrived, else the first reason why not. */
async function sendChunks(
  root: RemoteRoot,
  request: UploadRequest,
  session: ChunkSession,
): Promise<SyncError | 'gone' | undefined> {
  const { isResumed } = session;
  const pace = { fileBytes: request.sizeBytes, isResumed };
  const cutter = new RangeCutter(session.missing);
  let chunkBytes = computeFirstChunkBytes(pace);
  const missingBytes = session.missing.reduce((sum, { start, end }) => sum + end - start, 0);
  const storedBytes = request.sizeBytes - missingBytes;
  request.onStored(storedBytes);
  let sentBytes = 0;
  let failure: SyncError | 'gone' | undefined;
  const work = async (): Promise<void> => {
    while (failure === undefined) {
      const range = cutter.take(chunkBytes);
      if (range === undefined) return;
      const startedMs = root.monotonicMs();
      const refusal = await sendChunk(root, request, { id: session.id, ...range });
      failure ??= refusal;
      if (refusal !== undefined) return;
      const bytes = range.end - range.start;
      sentBytes += bytes;
      request.onStored(storedBytes + sentBytes);
      chunkBytes = computeNextChunkBytes({ bytes, durationMs: root.monotonicMs() - startedMs, sentBytes }, pace);
    }
  };
  // After a cut the line is in doubt: what is in flight at the next one is kept small.
  const lanes = isResumed || root.chunking?.isSerial === true ? 1 : PARALLEL_CHUNKS;
  await Promise.all(Array.from({ length: lanes }, work));
  return failure;
}

async function sendChunk(
  root: RemoteRoot,
  request: UploadRequest,
  { id, start, end }: ByteRange & { readonly id: string },
): Promise<SyncError | 'gone' | undefined> {
  const result = await root.http.send({
    method: 'PUT',
    url: toChunkUrl(root, id, toChunkName(start)),
    headers: { 'OC-Chunk-Offset': String(start), 'OC-Total-Length': String(request.sizeBytes) },
    body: { open: () => request.open(start, end), sizeBytes: end - start, onProgress: request.onProgress },
    inactivityMs: root.timeouts.transferMs,
    signal: request.signal,
  });
  // A chunk changes nothing at the place: whatever happens to it, the upload has simply not happened.
  if (result.kind === 'no-answer') return result.error;
  const facts = await readFacts(result.answer);
  if (facts.status === 201 || facts.status === 204) return undefined;
  return facts.status === 404 || facts.status === 409 ? 'gone' : toAnswerError(facts);
}
