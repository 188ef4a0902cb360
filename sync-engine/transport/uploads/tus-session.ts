import { baseName, parentPath } from '../../core/model/relative-path.ts';
import type { Outcome, SyncError } from '../../core/model/sync-error.ts';
import { compareExpectation, explainRefusal, isRefusal } from '../expectation.ts';
import { readFacts } from '../http/http-answer.ts';
import type { HttpAnswer } from '../http/http-answer.ts';
import { lookAt } from '../listings/list.ts';
import { urlOf } from '../servers/remote-root.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createError, describe, toAnswerError } from '../http/status-outcome.ts';
import type { RemoteEntry, UploadRequest, UploadResume } from '../transport.ts';
import { findFinishedUpload } from './verify-upload.ts';

/** Sent with every request of the protocol. */
export const TUS_HEADERS = { 'Tus-Resumable': '1.0.0' };

const SESSION_LOCK_MS = 5000;

/** A session and how far it is. */
export interface TusSession {
  readonly kind: 'session';
  readonly url: string;
  readonly offset: number;
  readonly isResumed: boolean;
}

/** How far a session is, or how the upload ended before it got one. */
export type TusStart =
  | TusSession
  /** The server's address for the pieces cannot be reached under its own name: the file has to be sent whole. */
  | { readonly kind: 'unreachable' }
  | Outcome<RemoteEntry>;

/** Goes on with the session of an earlier attempt; undefined when there is none to go on with. */
export async function resumeTusSession(root: RemoteRoot, request: UploadRequest): Promise<TusStart | undefined> {
  const { resume } = request;
  const isUsable =
    resume?.protocol === 'tus' && resume.sizeBytes === request.sizeBytes && resume.checksum === request.checksum;
  if (!isUsable) return undefined;
  const url = toOwnUrl(root, resume.session);
  const offset = url === undefined ? 'gone' : await askTusOffset(root, request, url);
  if (typeof offset === 'object') return { kind: 'failed', error: offset };
  if (url !== undefined && typeof offset === 'number') return { kind: 'session', url, offset, isResumed: true };
  request.onSession(undefined);
  const finished = await findFinishedUpload(root, request);
  return finished === undefined ? undefined : { kind: 'done', value: finished };
}

/** Bytes the server has; `gone` when it does not know the session any more. */
export async function askTusOffset(
  root: RemoteRoot,
  request: UploadRequest,
  url: string,
): Promise<number | 'gone' | SyncError> {
  const result = await root.http.send({
    method: 'HEAD',
    url,
    headers: TUS_HEADERS,
    inactivityMs: root.timeouts.otherMs,
    signal: request.signal,
    isAnonymous: isSelfProving(url),
  });
  if (result.kind === 'no-answer') return result.error;
  const facts = await readFacts(result.answer);
  if ([403, 404, 410].includes(facts.status)) return 'gone';
  if (facts.status === 423) return createHeldError(describe(facts));
  if (facts.status !== 200 && facts.status !== 204) return toAnswerError(facts);
  const offset = parseCount(result.answer.header('upload-offset'));
  const length = parseCount(result.answer.header('upload-length'));
  return offset === undefined || offset > request.sizeBytes || length !== request.sizeBytes ? 'gone' : offset;
}

/**
 * POST without bytes: bytes of a creation that breaks off before its answer would be lost with the unknown address, which
 * on a flaky line costs more than the request saves.
 */
export async function createTusSession(root: RemoteRoot, request: UploadRequest): Promise<TusStart> {
  const missed = compareExpectation(await lookAt(root, request.path, request.signal), request.expect);
  if (missed !== undefined) return missed;
  const result = await root.http.send({
    method: 'POST',
    url: urlOf(root, parentPath(request.path)),
    headers: {
      ...TUS_HEADERS,
      'Upload-Length': String(request.sizeBytes),
      'Upload-Metadata': toMetadata(request),
      ...(request.expect.kind === 'version' ? { 'If-Match': `"${request.expect.etag}"` } : {}),
    },
    inactivityMs: root.timeouts.otherMs,
    signal: request.signal,
  });
  // A session without bytes changes nothing that anyone can see.
  if (result.kind === 'no-answer') return { kind: 'failed', error: result.error };
  const facts = await readFacts(result.answer);
  if (isRefusal(facts)) return explainRefusal(root, { facts, ...request });
  if (facts.status !== 201) return { kind: 'failed', error: toAnswerError(facts) };
  return toNewSession(root, request, result.answer);
}

async function toNewSession(root: RemoteRoot, request: UploadRequest, answer: HttpAnswer): Promise<TusStart> {
  const location = answer.header('location') ?? '';
  const url = toOwnUrl(root, location);
  if (url === undefined)
    return { kind: 'failed', error: createError('unexpected-answer', 'POST 201: no address of the upload') };
  // Whether the server's other name leads to the same place is tried before any byte is sent.
  if (isElsewhere(root, location) && (await askTusOffset(root, request, url)) !== 0) return { kind: 'unreachable' };
  const expiresAtMs = parseExpiry(answer.header('upload-expires'));
  request.onSession({
    protocol: 'tus',
    session: url,
    sizeBytes: request.sizeBytes,
    checksum: request.checksum,
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
  });
  return { kind: 'session', url, offset: 0, isResumed: false };
}

/** DELETE of a session. A server that cannot do that throws it away when its time has come. */
export async function abandonTusSession(
  root: RemoteRoot,
  { session }: UploadResume,
  signal: AbortSignal,
): Promise<SyncError | undefined> {
  const url = toOwnUrl(root, session);
  if (url === undefined) return undefined;
  const result = await root.http.send({
    method: 'DELETE',
    url,
    headers: TUS_HEADERS,
    inactivityMs: root.timeouts.otherMs,
    signal,
    isAnonymous: isSelfProving(url),
  });
  if (result.kind === 'no-answer') return result.error;
  const facts = await readFacts(result.answer);
  const isOver = facts.status < 300 || [403, 404, 405, 410, 501].includes(facts.status);
  return isOver ? undefined : toAnswerError(facts);
}

/** Upload addresses outside the WebDAV tree hold a signed token; a sign-in with each piece would only cost time. */
export function isSelfProving(url: string): boolean {
  return new URL(url).pathname.includes('/data/');
}

/** The server has not yet noticed that our own last attempt is over: soon worth another one. */
export function createHeldError(detail: string): SyncError {
  return createError('locked-on-server', detail, SESSION_LOCK_MS);
}

/** A number of bytes in a header. */
export function parseCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** An answer that names a user's file must not make us write to it or, when we give up, delete it. */
const WEBDAV_PLACE = /\/(?:webdav|dav\/(?:files|spaces|meta|trash-bin|public-files))(?:\/|$)/;

/**
 * The server's own name for itself may not be reachable from here, and neither credentials nor bytes go to an origin
 * that the person never named: of the address, only the path is used.
 */
function toOwnUrl(root: RemoteRoot, location: string): string | undefined {
  const url = location === '' ? null : URL.parse(location, root.origin);
  return url === null || WEBDAV_PLACE.test(url.pathname) ? undefined : root.origin + url.pathname + url.search;
}

function isElsewhere(root: RemoteRoot, location: string): boolean {
  return URL.parse(location, root.origin)?.origin !== root.origin;
}

/** Seconds since 1970, as this family writes it, or a date. @see https://tus.io/protocols/resumable-upload (Expiration) */
function parseExpiry(text: string | undefined): number | undefined {
  const ms = text !== undefined && /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text ?? '');
  return Number.isFinite(ms) ? ms : undefined;
}

function toMetadata(request: UploadRequest): string {
  const values: readonly (readonly [string, string])[] = [
    ['filename', baseName(request.path)],
    ['mtime', String(Math.floor(request.mtimeMs / 1000))],
    ['checksum', request.checksum.replace(':', ' ')],
  ];
  return values.map(([key, value]) => `${key} ${Buffer.from(value, 'utf8').toString('base64')}`).join(',');
}
