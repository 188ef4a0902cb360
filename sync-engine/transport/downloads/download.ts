import { parseChecksumSet } from '../../core/model/checksum.ts';
import type { Outcome } from '../../core/model/sync-error.ts';
import { findETag, readFacts, toUseless } from '../http/http-answer.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import { urlOf } from '../servers/remote-root.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createError, describe, toAnswerError } from '../http/status-outcome.ts';
import type { AnswerFacts } from '../http/status-outcome.ts';
import type { Download, DownloadRequest } from '../transport.ts';

/**
 * GET of one version of a file. The version is compared here, because some servers ignore `If-Match` and `If-Range`.
 * @see RFC 9110 §14
 */
export async function downloadFile(root: RemoteRoot, request: DownloadRequest): Promise<Outcome<Download>> {
  const result = await root.http.send({
    method: 'GET',
    url: urlOf(root, request.path),
    headers: {
      'If-Match': `"${request.etag}"`,
      ...(request.startByte > 0 ? { Range: `bytes=${request.startByte}-` } : {}),
    },
    inactivityMs: root.timeouts.transferMs,
    signal: request.signal,
  });
  // A read changes nothing, so that a lost answer is a failure and not an unknown outcome.
  if (result.kind === 'no-answer') return { kind: 'failed', error: result.error };
  const { answer } = result;
  if (answer.status !== 200 && answer.status !== 206) return toRefusal(await readFacts(answer));
  const outcome = toDownload(answer, request);
  if (outcome.kind !== 'done') answer.body.destroy();
  return outcome;
}

function toRefusal(facts: AnswerFacts): Outcome<Download> {
  switch (facts.status) {
    case 404:
      return { kind: 'refused', reason: 'missing' };
    case 412:
      return { kind: 'refused', reason: 'changed-meanwhile' };
    case 416:
      // Same version, yet the bytes kept so far go beyond its end: they are of no use.
      return { kind: 'failed', error: createError('incomplete-transfer', describe(facts)) };
    default:
      return {
        kind: 'failed',
        error: facts.status < 300 ? createError('unexpected-answer', describe(facts)) : toAnswerError(facts),
      };
  }
}

function toDownload(answer: HttpAnswer, request: DownloadRequest): Outcome<Download> {
  const etag = findETag(answer);
  if (etag === undefined) return unexpected(answer, 'no etag');
  if (etag !== request.etag) return { kind: 'refused', reason: 'changed-meanwhile' };
  if ((answer.header('content-encoding') ?? 'identity') !== 'identity')
    return unexpected(answer, 'compressed though asked not to');
  const extent = answer.status === 206 ? findRange(answer, request.startByte) : findWhole(answer);
  if (extent === undefined) return unexpected(answer, 'length or range missing or wrong');
  return {
    kind: 'done',
    value: { etag, ...extent, checksum: parseChecksumSet(answer.header('oc-checksum') ?? ''), body: answer.body },
  };
}

function findWhole(answer: HttpAnswer): Pick<Download, 'sizeBytes' | 'startByte'> | undefined {
  const length = answer.header('content-length');
  return length !== undefined && /^\d+$/.test(length) ? { sizeBytes: Number(length), startByte: 0 } : undefined;
}

function findRange(answer: HttpAnswer, wantedStart: number): Pick<Download, 'sizeBytes' | 'startByte'> | undefined {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(answer.header('content-range') ?? '');
  if (match === null) return undefined;
  const [start, end, total] = match.slice(1).map(Number);
  const length = answer.header('content-length');
  if (start === undefined || end === undefined || total === undefined) return undefined;
  const isTheRest = wantedStart > 0 && start === wantedStart && end === total - 1;
  const isWhole = length !== undefined && Number(length) === total - start;
  return isTheRest && isWhole ? { sizeBytes: total, startByte: start } : undefined;
}

function unexpected(answer: HttpAnswer, detail: string): Outcome<never> {
  return { kind: 'failed', error: toUseless(answer, detail) };
}
