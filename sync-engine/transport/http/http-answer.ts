import type { Readable } from 'node:stream';
import { parseETag } from '../../core/model/ids.ts';
import type { ETag } from '../../core/model/ids.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import { parseErrorBody } from './error-body.ts';
import { createError, withRequestId } from './status-outcome.ts';
import type { AnswerFacts } from './status-outcome.ts';
import { TransferError } from './transfer-error.ts';

/** Status line and headers of an answer, and its body. Whoever gets it reads the body to its end or destroys it. */
export interface HttpAnswer {
  readonly method: string;
  /** The `X-Request-ID` that was sent. */
  readonly requestId: string;
  readonly status: number;
  /** Value of a header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  /** Emits only `TransferError`. */
  readonly body: Readable;
}

type AnswerHead = Pick<HttpAnswer, 'method' | 'status' | 'requestId'>;

const ERROR_BODY_LIMIT = 64 * 1024;
const MAX_RETRY_AFTER_MS = 60 * 60 * 1000;

/** Reads the whole body as text; fails when it breaks off or grows beyond the limit. */
export async function readText(answer: HttpAnswer, limitBytes: number): Promise<string | SyncError> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) return toUseless(answer, 'body too long');
      chunks.push(chunk);
    }
  } catch (thrown) {
    return toBodyError(thrown, answer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Lets the connection go back to the pool: error bodies and bodies of no interest are read and dropped. */
export async function discard(answer: HttpAnswer): Promise<void> {
  await readText(answer, ERROR_BODY_LIMIT);
}

/** Reads the error body of an answer and sums the answer up. A body that breaks off leaves the words empty. */
export async function readFacts(answer: HttpAnswer): Promise<AnswerFacts> {
  const text = await readText(answer, ERROR_BODY_LIMIT);
  const words = parseErrorBody(typeof text === 'string' ? text : '');
  return {
    method: answer.method,
    requestId: answer.requestId,
    status: answer.status,
    ...words,
    retryAfterMs: parseRetryAfter(answer.header('retry-after')),
  };
}

/** The error of a body that broke off. */
export function toBodyError(thrown: unknown, answer: AnswerHead): SyncError {
  if (thrown instanceof TransferError) return thrown.syncError;
  const { method, status, requestId } = answer;
  return withRequestId(createError('incomplete-transfer', `${method} ${status}: body broke off`), requestId);
}

/** The error of an answer that a server of this family would not give. */
export function toUseless({ method, status, requestId }: AnswerHead, detail: string): SyncError {
  return withRequestId(createError('unexpected-answer', `${method} ${status}: ${detail}`), requestId);
}

/** The version that an answer names; ownCloud's own header is preferred, because proxies rewrite the standard one. */
export function findETag(answer: HttpAnswer): ETag | undefined {
  const header = answer.header('oc-etag') ?? answer.header('etag');
  return header === undefined ? undefined : parseETag(header);
}

/** Seconds or a date to ms from now, at most an hour. @see RFC 9110 §10.2.3 */
export function parseRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(MAX_RETRY_AFTER_MS, Math.max(1000, ms)) : undefined;
}
