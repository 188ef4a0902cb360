import { randomUUID } from 'node:crypto';
import type { Outcome, SyncError } from '../core/model/sync-error.ts';
import { computeNextChunkBytes, FIRST_CHUNK_BYTES } from './chunk-size.ts';
import { encodeSegments, parseHref } from './dav-path.ts';
import { compareExpectation, explainRefusal, isRefusal } from './expectation.ts';
import { discard, readFacts } from './http-answer.ts';
import { lookAt, readMultistatus } from './list.ts';
import type { RawMultistatus } from './multistatus-parser.ts';
import { urlOf } from './remote-root.ts';
import type { RemoteRoot } from './remote-root.ts';
import { createError, toAnswerError, toWriteFailure } from './status-outcome.ts';
import type { AnswerFacts } from './status-outcome.ts';
import type { RemoteEntry, UploadRequest, UploadResume } from './transport.ts';
import { toContentHeaders } from './upload-put.ts';
import { findFinishedUpload, toUploadedEntry, verifyUpload } from './verify-upload.ts';

const CHUNK_NAME_DIGITS = 16;
const MINUTES_PER_GIBIBYTE = 3;
const LONGEST_ASSEMBLY_MS = 30 * 60_000;

type Start = { readonly kind: 'session'; readonly id: string; readonly offset: number } | Outcome<RemoteEntry>;

/**
 * Resumable upload of ownCloud 10: chunks named by their offset in a directory of their own, put together by a MOVE
 * that carries checksum and conditions. The session stays when an attempt ends early.
 * @see docs/protocol, part B
 */
export async function uploadWithChunkingNg(root: RemoteRoot, request: UploadRequest): Promise<Outcome<RemoteEntry>> {
  const start = (await resumeSession(root, request)) ?? (await createSession(root, request));
  if (start.kind !== 'session') return start;
  let { offset } = start;
  let chunkBytes = FIRST_CHUNK_BYTES;
  while (offset < request.sizeBytes) {
    const end = Math.min(request.sizeBytes, offset + chunkBytes);
    const startedMs = root.monotonicMs();
    const failure = await sendChunk(root, request, {
      url: toUrl(root, start.id, toChunkName(offset)),
      startByte: offset,
      endByte: end,
    });
    if (failure !== undefined) return failure === 'gone' ? forget(request) : { kind: 'failed', error: failure };
    chunkBytes = computeNextChunkBytes(end - offset, root.monotonicMs() - startedMs);
    offset = end;
  }
  return assemble(root, request, start.id);
}

function forget(request: UploadRequest): Outcome<RemoteEntry> {
  request.onSession(undefined);
  return { kind: 'failed', error: createError('incomplete-transfer', 'the server forgot the upload') };
}

async function resumeSession(root: RemoteRoot, request: UploadRequest): Promise<Start | undefined> {
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
  const { offset, useless } = computeResumeOffset(chunks, request.sizeBytes);
  for (const name of useless) {
    const error = await removeChunk(root, toUrl(root, resume.session, name), request.signal);
    if (error !== undefined) return { kind: 'failed', error };
  }
  return { kind: 'session', id: resume.session, offset };
}

/** A chunk that is on the server. `offset` is undefined for a name that is not ours. */
export interface StoredChunk {
  readonly name: string;
  readonly offset: number | undefined;
  readonly sizeBytes: number;
}

/** Where to go on: the end of the chunks that follow each other from 0. All others would end up in the file: useless. */
export function computeResumeOffset(
  chunks: readonly StoredChunk[],
  sizeBytes: number,
): { readonly offset: number; readonly useless: readonly string[] } {
  let offset = 0;
  const useless: string[] = [];
  for (const chunk of chunks.toSorted((a, b) => (a.offset ?? Infinity) - (b.offset ?? Infinity))) {
    const isNext = chunk.offset === offset && chunk.sizeBytes > 0 && offset + chunk.sizeBytes <= sizeBytes;
    if (isNext) offset += chunk.sizeBytes;
    else useless.push(chunk.name);
  }
  return { offset, useless };
}

async function listChunks(
  root: RemoteRoot,
  request: UploadRequest,
  id: string,
): Promise<readonly StoredChunk[] | 'gone' | SyncError> {
  const result = await root.http.send({
    method: 'PROPFIND',
    url: toUrl(root, id),
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
  const session = parseHref(toUrl(root, id)).map((segment) => segment.name);
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

/** DELETE of the directory that holds the chunks. */
export function abandonChunks(
  root: RemoteRoot,
  { session }: UploadResume,
  signal: AbortSignal,
): Promise<SyncError | undefined> {
  if (root.uploadSegments === undefined) return Promise.resolve(undefined);
  return removeChunk(root, toUrl(root, session), signal);
}

async function removeChunk(root: RemoteRoot, url: string, signal: AbortSignal): Promise<SyncError | undefined> {
  const result = await root.http.send({ method: 'DELETE', url, inactivityMs: root.timeouts.otherMs, signal });
  if (result.kind === 'no-answer') return result.error;
  const facts = await readFacts(result.answer);
  return facts.status === 204 || facts.status === 404 ? undefined : toAnswerError(facts);
}

async function createSession(root: RemoteRoot, request: UploadRequest): Promise<Start> {
  const missed = compareExpectation(await lookAt(root, request.path, request.signal), request.expect);
  if (missed !== undefined) return missed;
  const id = randomUUID();
  request.onSession({ protocol: 'chunking-ng', session: id, sizeBytes: request.sizeBytes, checksum: request.checksum });
  const result = await root.http.send({
    method: 'MKCOL',
    url: toUrl(root, id),
    headers: { 'OC-Total-Length': String(request.sizeBytes) },
    inactivityMs: root.timeouts.otherMs,
    signal: request.signal,
  });
  if (result.kind === 'no-answer') return { kind: 'failed', error: result.error };
  const facts = await readFacts(result.answer);
  return facts.status === 201 ? { kind: 'session', id, offset: 0 } : { kind: 'failed', error: toAnswerError(facts) };
}

interface Chunk {
  readonly url: string;
  readonly startByte: number;
  readonly endByte: number;
}

async function sendChunk(
  root: RemoteRoot,
  request: UploadRequest,
  { url, startByte, endByte }: Chunk,
): Promise<SyncError | 'gone' | undefined> {
  const result = await root.http.send({
    method: 'PUT',
    url,
    headers: { 'OC-Chunk-Offset': String(startByte), 'OC-Total-Length': String(request.sizeBytes) },
    body: {
      open: () => request.open(startByte, endByte),
      sizeBytes: endByte - startByte,
      onProgress: request.onProgress,
    },
    inactivityMs: root.timeouts.transferMs,
    signal: request.signal,
  });
  // A chunk changes nothing at the place: whatever happens to it, the upload has simply not happened.
  if (result.kind === 'no-answer') return result.error;
  const facts = await readFacts(result.answer);
  if (facts.status === 201 || facts.status === 204) return undefined;
  return facts.status === 404 || facts.status === 409 ? 'gone' : toAnswerError(facts);
}

async function assemble(root: RemoteRoot, request: UploadRequest, id: string): Promise<Outcome<RemoteEntry>> {
  const missed = compareExpectation(await lookAt(root, request.path, request.signal), request.expect);
  if (missed !== undefined) return missed;
  const destination = urlOf(root, request.path);
  const result = await root.http.send({
    method: 'MOVE',
    url: toUrl(root, id, '.file'),
    headers: { Destination: destination, ...toAssemblyConditions(request, destination), ...toContentHeaders(request) },
    inactivityMs: Math.max(
      root.timeouts.transferMs,
      Math.min(LONGEST_ASSEMBLY_MS, (request.sizeBytes / 2 ** 30) * MINUTES_PER_GIBIBYTE * 60_000),
    ),
    signal: request.signal,
  });
  if (result.kind === 'no-answer') return { kind: result.mayHaveArrived ? 'unknown' : 'failed', error: result.error };
  const { answer } = result;
  if (answer.status === 201 || answer.status === 204) {
    await discard(answer);
    const entry = toUploadedEntry(answer, request);
    const outcome: Outcome<RemoteEntry> =
      entry === undefined ? await verifyUpload(root, request) : { kind: 'done', value: entry };
    if (outcome.kind === 'done') request.onSession(undefined);
    return outcome;
  }
  return explainAssembly(root, request, { id, facts: await readFacts(answer) });
}

async function explainAssembly(
  root: RemoteRoot,
  request: UploadRequest,
  { id, facts }: { readonly id: string; readonly facts: AnswerFacts },
): Promise<Outcome<RemoteEntry>> {
  if (facts.status === 404) return forget(request);
  if (isRefusal(facts)) return explainRefusal(root, { facts, ...request });
  const outcome = toWriteFailure(facts);
  if (outcome.kind === 'failed' && outcome.error.code === 'checksum-mismatch') {
    // These chunks will never make the right file: the next attempt starts anew.
    await removeChunk(root, toUrl(root, id), request.signal);
    request.onSession(undefined);
  }
  return outcome;
}

/** `Overwrite: F` for a new file, a tagged `If` for an exact version. @see RFC 4918 §10.4 */
function toAssemblyConditions({ expect }: UploadRequest, destination: string): Readonly<Record<string, string>> {
  return expect.kind === 'absent'
    ? { Overwrite: 'F' }
    : { Overwrite: 'T', If: `<${destination}> (["${expect.etag}"])` };
}

function toChunkName(offset: number): string {
  return String(offset).padStart(CHUNK_NAME_DIGITS, '0');
}

function toUrl(root: RemoteRoot, id: string, name?: string): string {
  if (root.uploadSegments === undefined) throw new RangeError('a server without chunked uploads');
  return root.origin + encodeSegments([...root.uploadSegments, id, ...(name === undefined ? [] : [name])]);
}
