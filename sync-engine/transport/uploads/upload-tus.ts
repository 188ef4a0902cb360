import type { Outcome, SyncError } from '../../core/model/sync-error.ts';
import { computeFirstChunkBytes, computeNextChunkBytes } from './chunk-size.ts';
import { compareExpectation } from '../expectation.ts';
import { discard, readFacts } from '../http/http-answer.ts';
import type { HttpResult } from '../http/http-exchange.ts';
import { lookAt } from '../listings/list.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createError, describe, toAnswerError, toWriteFailure } from '../http/status-outcome.ts';
import type { AnswerFacts } from '../http/status-outcome.ts';
import type { RemoteEntry, UploadRequest } from '../transport.ts';
import {
  askTusOffset,
  createHeldError,
  createTusSession,
  isSelfProving,
  parseCount,
  resumeTusSession,
  TUS_HEADERS,
} from './tus-session.ts';
import type { TusSession } from './tus-session.ts';
import { uploadWithPut } from './upload-put.ts';
import { findFinishedUpload, verifyUpload } from './verify-upload.ts';

/**
 * Offsets that disagree are asked for again: the server may still be busy with bytes of a request that has broken. One
 * that goes on to disagree ends the attempt, but not the session.
 */
const MAX_OFFSET_QUESTIONS = 4;
const BETWEEN_QUESTIONS_MS = 200;

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
      questions = 0;
      request.onStored(offset);
      continue;
    }
    if (step.kind === 'gone') return endWithoutSession(root, request);
    const known = await askAgain(root, request, { url: start.url, questions });
    questions += 1;
    if (typeof known === 'object') return { kind: isLast ? 'unknown' : 'failed', error: known };
    if (known === 'gone') return endWithoutSession(root, request);
    offset = known;
  }
  return verifyUpload(root, request);
}

async function askAgain(
  root: RemoteRoot,
  request: UploadRequest,
  { url, questions }: { readonly url: string; readonly questions: number },
): Promise<number | 'gone' | SyncError> {
  if (questions >= MAX_OFFSET_QUESTIONS) return createHeldError('the server does not agree on the offset');
  if (questions > 0) await root.wait(BETWEEN_QUESTIONS_MS * questions, request.signal);
  return askTusOffset(root, request, url);
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
  if (facts.status === 423) return { kind: 'failed', error: createHeldError(describe(facts)) };
  return isLast ? toWriteFailure(facts) : { kind: 'failed', error: toAnswerError(facts) };
}

function limitPiece(root: RemoteRoot, bytes: number): number {
  return root.maxChunkBytes === undefined ? bytes : Math.min(bytes, root.maxChunkBytes);
}
