import type { Outcome } from '../../core/model/sync-error.ts';
import { compareExpectation, explainRefusal, isRefusal, toConditionHeaders } from '../expectation.ts';
import { discard, readFacts } from '../http/http-answer.ts';
import { lookAt } from '../listings/list.ts';
import { toTokenHeaders } from '../file-lock.ts';
import { urlOf } from '../servers/remote-root.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { toWriteFailure } from '../http/status-outcome.ts';
import type { RemoteEntry, UploadRequest } from '../transport.ts';
import { toUploadedEntry, verifyUpload } from './verify-upload.ts';

/** Sends a file in one piece. @see RFC 9110 §9.3.4 */
export async function uploadWithPut(root: RemoteRoot, request: UploadRequest): Promise<Outcome<RemoteEntry>> {
  if (root.server.ignoresConditions) {
    const missed = compareExpectation(await lookAt(root, request.path, request.signal), request.expect);
    if (missed !== undefined) return missed;
  }
  const result = await root.http.send({
    method: 'PUT',
    url: urlOf(root, request.path),
    headers: {
      ...toConditionHeaders(request.expect),
      ...toTokenHeaders(root, request.lockToken),
      ...toContentHeaders(request),
    },
    body: {
      open: () => request.open(0, request.sizeBytes),
      sizeBytes: request.sizeBytes,
      onProgress: request.onProgress,
    },
    inactivityMs: root.timeouts.transferMs,
    signal: request.signal,
  });
  if (result.kind === 'no-answer') return { kind: result.mayHaveArrived ? 'unknown' : 'failed', error: result.error };
  const { answer } = result;
  if (answer.status === 200 || answer.status === 201 || answer.status === 204) {
    await discard(answer);
    const entry = toUploadedEntry(answer, request);
    return entry === undefined ? verifyUpload(root, request) : { kind: 'done', value: entry };
  }
  const facts = await readFacts(answer);
  return isRefusal(facts) ? explainRefusal(root, { facts, ...request }) : toWriteFailure(facts);
}

/** What the server shall keep beside the bytes, and hold them against. */
export function toContentHeaders(request: UploadRequest): Readonly<Record<string, string>> {
  return {
    'OC-Checksum': request.checksum,
    'X-OC-Mtime': String(Math.floor(request.mtimeMs / 1000)),
    'OC-Total-Length': String(request.sizeBytes),
  };
}
