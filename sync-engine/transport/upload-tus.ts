import type { Outcome } from '../core/model/sync-error.ts';
import { computeFirstChunkBytes, computeNextChunkBytes } from './chunk-size.ts';
import { compareExpectation } from './expectation.ts';
import { discard, readFacts } from './http-answer.ts';
import type { HttpResult } from './http-exchange.ts';
import { lookAt } from './list.ts';
import type { RemoteRoot } from './remote-root.ts';
import { createError, describe, toAnswerError, toWriteFailure } from './status-outcome.ts';
import type { AnswerFacts } from './status-outcome.ts';
import type { RemoteEntry, UploadRequest } from './transport.ts';
import {
  askTusOffset,
  createTusSession,
  isSelfProving,
  parseCount,
  resumeTusSession,
  TUS_HEADERS,
} from './tus-session.ts';
import type { TusSession } from './tus-session.ts';
import { uploadWithPut } from './upload-put.ts';
import { findFinishedUpload, verifyUpload } from './verify-upload.ts';

/** Offsets that disagree are asked for again; a server that never agrees ends the attempt. */
const MAX_OFFSET_QUESTIONS = 3;
/** How soon a session that is still held by a broken request is worth another attempt. */
const SESSION_LOCK_MS = 5000;

/**
 * Resumable upload in pieces. Servers of this family check neither conditions at the end nor checksums here, so the
 * place is looked at before the first and before the last piece, and the result is compared afterwards.
 * @see https://tus.io/protocols/resumable-upload (1.0.0)
 */
export async function uploadWithTus(root: RemoteRoot, request: UploadRequest): Promise<Outcome<RemoteEntry>> {
  const start = (await resumeTusSession(root, request)) ?? (await createTusSession(root, request));
  if (start.kind === 'unreachable') return uploadWithPut(root, request);
  if (start.kind !== 'session') return start;
  const outcome = await sendPieces(root, request, start);
  const isOver = outcome.kind === 'done' || (outcome.kind === 'failed' && outcome.error.code === 'checksum-mismatch');
  if (isOver) request.onSession(undefined);
  return outcome;
}

async function sendPieces(root: RemoteRoot, request: UploadRequest, start: TusSession): Promise<Outcome<RemoteEntry>> {
  let { offset } = start;
  const pace = { fileBytes: request.sizeBytes, isResumed: start.isResumed };
  let pieceBytes = limitPiece(root, computeFirstChunkBytes(pace));
  let questions = 0;
  request.onStored(offset);
  while (offset < request.sizeBytes) {
    const end = Math.min(request.sizeBytes, offset + pieceBytes);
    const isLast = end === request.sizeBytes;
    if (isLast) {
      const missed = compareExpectation(await lookAt(root, request.path, request.signal), request.expect);
      if (missed !== undefined) return missed;
    }
    const startedMs = root.monotonicMs();
    const step = await sendPiece(root, request, { url: start.url, startByte: offset, endByte: end });
    if (step.kind === 'ended') return step.outcome;
    if (step.kind === 'sent') {
      const durationMs = root.monotonicMs() - startedMs;
      const sentBytes = step.offset - start.offset;
      pieceBytes = limitPiece(root, computeNextChunkBytes({ bytes: end - offset, durationMs, sentBytes }, pace));
      offset = step.offset;
      request.onStored(offset);
      continue;
    }
    questions += 1;
    const known =
      step.kind === 'gone' || questions > MAX_OFFSET_QUESTIONS ? 'gone' : await askTusOffset(root, request, start.url);
    if (typeof known === 'object') return { kind: isLast ? 'unknown' : 'failed', error: known };
    if (known === 'gone') return endWithoutSession(root, request);
    offset = known;
  }
  return verifyUpload(root, request);
}

async function endWithoutSession(root: RemoteRoot, request: UploadRequest): Promise<Outcome<RemoteEntry>> {
  request.onSession(undefined);
  const finished = await findFinishedUpload(root, request);
  return finished === undefined
    ? { kind: 'failed', error: createError('incomplete-transfer', 'the server forgot the upload') }
    : { kind: 'done', value: finished };
}

interface Piece {
  readonly url: string;
  readonly startByte: number;
  readonly endByte: number;
}

type Step =
  | { readonly kind: 'sent'; readonly offset: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'wrong-offset' }
  | { readonly kind: 'ended'; readonly outcome: Outcome<RemoteEntry> };

async function sendPiece(root: RemoteRoot, request: UploadRequest, { url, startByte, endByte }: Piece): Promise<Step> {
  const isLast = endByte === request.sizeBytes;
  const result = await root.http.send({
    method: 'PATCH',
    url,
    headers: { ...TUS_HEADERS, 'Upload-Offset': String(startByte), 'Content-Type': 'application/offset+octet-stream' },
    body: {
      open: () => request.open(startByte, endByte),
      sizeBytes: endByte - startByte,
      onProgress: request.onProgress,
    },
    inactivityMs: root.timeouts.transferMs,
    signal: request.signal,
    isAnonymous: isSelfProving(url),
  });
  if (result.kind === 'no-answer') return { kind: 'ended', outcome: toBrokenPiece(result, isLast) };
  if (result.answer.status === 204 || result.answer.status === 200) {
    await discard(result.answer);
    const offset = parseCount(result.answer.header('upload-offset'));
    const isPlausible = offset !== undefined && offset > startByte && offset <= endByte;
    return isPlausible ? { kind: 'sent', offset } : { kind: 'wrong-offset' };
  }
  const facts = await readFacts(result.answer);
  if (facts.status === 404 || facts.status === 410) return { kind: 'gone' };
  if (facts.status === 409) return { kind: 'wrong-offset' };
  return { kind: 'ended', outcome: toFailedPiece(facts, isLast) };
}

// Only the last piece makes the server replace the file: trouble with any other leaves the place as it was.
function toBrokenPiece(
  result: Extract<HttpResult, { readonly kind: 'no-answer' }>,
  isLast: boolean,
): Outcome<RemoteEntry> {
  return { kind: isLast && result.mayHaveArrived ? 'unknown' : 'failed', error: result.error };
}

function toFailedPiece(facts: AnswerFacts, isLast: boolean): Outcome<RemoteEntry> {
  if (facts.status === 412) return { kind: 'refused', reason: 'changed-meanwhile' };
  // The server has not yet noticed that our own last attempt is over.
  if (facts.status === 423)
    return { kind: 'failed', error: createError('locked-on-server', describe(facts), SESSION_LOCK_MS) };
  return isLast ? toWriteFailure(facts) : { kind: 'failed', error: toAnswerError(facts) };
}

function limitPiece(root: RemoteRoot, bytes: number): number {
  return root.maxChunkBytes === undefined ? bytes : Math.min(bytes, root.maxChunkBytes);
}
