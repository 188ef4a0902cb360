import type { Outcome, SyncError } from '../../core/model/sync-error.ts';
import { removeChunks, toChunkUrl } from './chunk-session.ts';
import { compareExpectation, explainRefusal, isRefusal } from '../expectation.ts';
import { discard, readFacts, readText } from '../http/http-answer.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import { lookAt } from '../listings/list.ts';
import { urlOf } from '../servers/remote-root.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { parseJob } from '../servers/server-answers.ts';
import type { ServerJob } from '../servers/server-answers.ts';
import { createError, toAnswerError, toWriteFailure } from '../http/status-outcome.ts';
import type { AnswerFacts } from '../http/status-outcome.ts';
import type { RemoteEntry, UploadRequest } from '../transport.ts';
import { toContentHeaders } from './upload-put.ts';
import { toUploadedEntry, verifyUpload } from './verify-upload.ts';

const MINUTES_PER_GIBIBYTE = 3;
const LONGEST_ASSEMBLY_MS = 30 * 60_000;
const BETWEEN_QUESTIONS_MS = 2_000;
const JOB_LIMIT = 64 * 1024;

/** MOVE that makes one file of the chunks, if the place is still as expected. */
export async function assembleChunks(
  root: RemoteRoot,
  request: UploadRequest,
  id: string,
): Promise<Outcome<RemoteEntry>> {
  const missed = compareExpectation(await lookAt(root, request.path, request.signal), request.expect);
  if (missed !== undefined) return missed;
  const destination = urlOf(root, request.path);
  const result = await root.http.send({
    method: 'MOVE',
    url: toChunkUrl(root, id, '.file'),
    headers: {
      Destination: destination,
      ...toConditions(request, destination),
      ...toContentHeaders(request),
      ...(root.chunking?.canAssembleLater === true ? { 'OC-LazyOps': '1' } : {}),
    },
    inactivityMs: Math.max(root.timeouts.transferMs, assemblyMs(request)),
    signal: request.signal,
  });
  if (result.kind === 'no-answer') return { kind: result.mayHaveArrived ? 'unknown' : 'failed', error: result.error };
  const { answer } = result;
  if (answer.status === 202) return follow(root, request, { id, accepted: answer });
  if (answer.status !== 201 && answer.status !== 204)
    return explain(root, request, { id, facts: await readFacts(answer) });
  await discard(answer);
  const entry = toUploadedEntry(answer, request);
  return end(request, entry === undefined ? await verifyUpload(root, request) : { kind: 'done', value: entry });
}

/** `Overwrite: F` for a new file, a tagged `If` for an exact version and our own lock on it. @see RFC 4918 §10.4 */
function toConditions({ expect, lockToken }: UploadRequest, destination: string): Readonly<Record<string, string>> {
  if (expect.kind === 'absent') return { Overwrite: 'F' };
  const token = lockToken === undefined ? '' : `<${lockToken}> `;
  return { Overwrite: 'T', If: `<${destination}> (${token}["${expect.etag}"])` };
}

function assemblyMs({ sizeBytes }: UploadRequest): number {
  return Math.min(LONGEST_ASSEMBLY_MS, (sizeBytes / 2 ** 30) * MINUTES_PER_GIBIBYTE * 60_000);
}

function end(request: UploadRequest, outcome: Outcome<RemoteEntry>): Outcome<RemoteEntry> {
  if (outcome.kind === 'done') request.onSession(undefined);
  return outcome;
}

async function explain(
  root: RemoteRoot,
  request: UploadRequest,
  { id, facts }: { readonly id: string; readonly facts: AnswerFacts },
): Promise<Outcome<RemoteEntry>> {
  if (facts.status === 404) {
    request.onSession(undefined);
    return { kind: 'failed', error: createError('incomplete-transfer', 'the server forgot the upload') };
  }
  if (isRefusal(facts)) return explainRefusal(root, { facts, ...request });
  const outcome = toWriteFailure(facts);
  if (outcome.kind === 'failed' && outcome.error.code === 'checksum-mismatch') {
    // These chunks will never make the right file: the next attempt starts anew.
    await removeChunks(root, toChunkUrl(root, id), request.signal);
    request.onSession(undefined);
  }
  return outcome;
}

/**
 * The server puts the file together after its answer and tells under an address of its own how far it is. As long as it
 * does not say how that ended, the outcome is unknown.
 */
async function follow(
  root: RemoteRoot,
  request: UploadRequest,
  { id, accepted }: { readonly id: string; readonly accepted: HttpAnswer },
): Promise<Outcome<RemoteEntry>> {
  await discard(accepted);
  const location = URL.parse(accepted.header('oc-jobstatus-location') ?? '', root.origin);
  if (location === null) return { kind: 'unknown', error: createError('unexpected-answer', 'MOVE 202: no address') };
  const url = root.origin + location.pathname + location.search;
  const untilMs = root.monotonicMs() + Math.max(root.timeouts.transferMs, assemblyMs(request));
  while (root.monotonicMs() < untilMs) {
    const job = await askJob(root, request, url);
    if ('code' in job) return { kind: 'unknown', error: job };
    if (job.status === 'finished') return end(request, await verifyUpload(root, request));
    if (job.status === 'error') {
      const facts = { method: 'MOVE', status: job.errorCode ?? 500, exception: '', message: job.errorMessage ?? '' };
      return explain(root, request, { id, facts: { ...facts, retryAfterMs: undefined } });
    }
    await root.wait(BETWEEN_QUESTIONS_MS, request.signal);
  }
  return { kind: 'unknown', error: createError('server-busy', 'the file is still put together') };
}

async function askJob(root: RemoteRoot, { signal }: UploadRequest, url: string): Promise<ServerJob | SyncError> {
  const result = await root.http.send({ method: 'GET', url, inactivityMs: root.timeouts.otherMs, signal });
  if (result.kind === 'no-answer') return result.error;
  if (result.answer.status !== 200) return toAnswerError(await readFacts(result.answer));
  const text = await readText(result.answer, JOB_LIMIT);
  if (typeof text !== 'string') return text;
  return parseJob(text) ?? createError('unexpected-answer', 'GET 200: no state of a job');
}
