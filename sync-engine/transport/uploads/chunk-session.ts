import { randomUUID } from 'node:crypto';
import type { Outcome, SyncError } from '../../core/model/sync-error.ts';
import type { ByteRange, StoredChunk } from './chunk-ranges.ts';
import { computeMissing } from './chunk-ranges.ts';
import { encodeSegments, parseHref } from '../dav-path.ts';
import { compareExpectation } from '../expectation.ts';
import { discard, readFacts } from '../http/http-answer.ts';
import { lookAt, readMultistatus } from '../listings/list.ts';
import type { RawMultistatus } from '../listings/multistatus-parser.ts';
import type { RemoteRoot } from '../servers/remote-root.ts';
import { createError, toAnswerError } from '../http/status-outcome.ts';
import type { RemoteEntry, UploadRequest, UploadResume } from '../transport.ts';
import { findFinishedUpload } from './verify-upload.ts';

const CHUNK_NAME_DIGITS = 16;

/** The directory of an upload's chunks, and what it still lacks. */
export interface ChunkSession {
  readonly kind: 'session';
  readonly id: string;
  readonly missing: readonly ByteRange[];
  readonly isResumed: boolean;
}

/** A session, or how the upload ended before it got one. */
export type ChunkStart = ChunkSession | Outcome<RemoteEntry>;

/** Goes on with the chunks of an earlier attempt; undefined when there are none to go on with. */
export async function resumeChunks(root: RemoteRoot, request: UploadRequest): Promise<ChunkStart | undefined> {
  const { resume } = request;
  const isUsable =
    resume?.protocol === 'chunking-ng' &&
    resume.sizeBytes === request.sizeBytes &&
    resume.checksum === request.checksum;
  if (!isUsable) return undefined;
  const chunks = await listChunks(root, request, resume.session);
  if (chunks === 'gone') {
    request.onSession(undefined);
    const finished = await findFinishedUpload(root, request);
    return finished === undefined ? undefined : { kind: 'done', value: finished };
  }
  if ('code' in chunks) return { kind: 'failed', error: chunks };
  const { missing, useless } = computeMissing(chunks, request.sizeBytes);
  for (const name of useless) {
    const error = await removeChunks(root, toChunkUrl(root, resume.session, name), request.signal);
    if (error !== undefined) return { kind: 'failed', error };
  }
  return { kind: 'session', id: resume.session, missing, isResumed: true };
}

/** MKCOL of a new directory for chunks, if the place is as expected. */
export async function createChunkSession(root: RemoteRoot, request: UploadRequest): Promise<ChunkStart> {
  const missed = compareExpectation(await lookAt(root, request.path, request.signal), request.expect);
  if (missed !== undefined) return missed;
  const id = randomUUID();
  request.onSession({ protocol: 'chunking-ng', session: id, sizeBytes: request.sizeBytes, checksum: request.checksum });
  const result = await root.http.send({
    method: 'MKCOL',
    url: toChunkUrl(root, id),
    headers: { 'OC-Total-Length': String(request.sizeBytes) },
    inactivityMs: root.timeouts.otherMs,
    signal: request.signal,
  });
  if (result.kind === 'no-answer') return { kind: 'failed', error: result.error };
  const facts = await readFacts(result.answer);
  if (facts.status !== 201) return { kind: 'failed', error: toAnswerError(facts) };
  return { kind: 'session', id, missing: [{ start: 0, end: request.sizeBytes }], isResumed: false };
}

/** DELETE of the directory that holds the chunks of an upload. */
export function abandonChunks(
  root: RemoteRoot,
  { session }: UploadResume,
  signal: AbortSignal,
): Promise<SyncError | undefined> {
  if (root.chunking === undefined) return Promise.resolve(undefined);
  return removeChunks(root, toChunkUrl(root, session), signal);
}

/** DELETE of one chunk or of all; what is gone already is no error. */
export async function removeChunks(root: RemoteRoot, url: string, signal: AbortSignal): Promise<SyncError | undefined> {
  const result = await root.http.send({ method: 'DELETE', url, inactivityMs: root.timeouts.otherMs, signal });
  if (result.kind === 'no-answer') return result.error;
  const facts = await readFacts(result.answer);
  return facts.status === 204 || facts.status === 404 ? undefined : toAnswerError(facts);
}

/** Name of the chunk that begins at this byte: the server puts them together in the order of their names. */
export function toChunkName(offset: number): string {
  return String(offset).padStart(CHUNK_NAME_DIGITS, '0');
}

/** Absolute address of a session, or of a chunk in it. */
export function toChunkUrl(root: RemoteRoot, id: string, name?: string): string {
  if (root.chunking === undefined) throw new RangeError('a server without chunked uploads');
  return root.origin + encodeSegments([...root.chunking.segments, id, ...(name === undefined ? [] : [name])]);
}

async function listChunks(
  root: RemoteRoot,
  request: UploadRequest,
  id: string,
): Promise<readonly StoredChunk[] | 'gone' | SyncError> {
  const result = await root.http.send({
    method: 'PROPFIND',
    url: toChunkUrl(root, id),
    headers: { Depth: '1', 'Content-Type': 'application/xml; charset=utf-8' },
    body: '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:"><d:prop><d:getcontentlength/><d:resourcetype/></d:prop></d:propfind>',
    inactivityMs: root.timeouts.otherMs,
    signal: request.signal,
  });
  if (result.kind === 'no-answer') return result.error;
  if (result.answer.status === 404) {
    await discard(result.answer);
    return 'gone';
  }
  if (result.answer.status !== 207) return toAnswerError(await readFacts(result.answer));
  const raw = await readMultistatus(result.answer, request.signal);
  return 'code' in raw ? raw : toChunks(root, raw, id);
}

function toChunks(root: RemoteRoot, raw: RawMultistatus, id: string): readonly StoredChunk[] | SyncError {
  const session = parseHref(toChunkUrl(root, id)).map((segment) => segment.name);
  const chunks: StoredChunk[] = [];
  for (const response of raw.responses) {
    const names = parseHref(response.href ?? '').map((segment) => segment.name);
    if (names.slice(0, session.length).join('/') !== session.join('/'))
      return createError('unexpected-answer', 'PROPFIND 207: a chunk that lies elsewhere');
    const name = names[session.length];
    if (name === undefined || name === '.file') continue;
    const length =
      response.propstats.find((propstat) => propstat.status === 200)?.properties.get('getcontentlength') ?? '';
    chunks.push({
      name,
      offset: /^\d{16}$/.test(name) ? Number(name) : undefined,
      sizeBytes: /^\d+$/.test(length) ? Number(length) : 0,
    });
  }
  return chunks;
}
