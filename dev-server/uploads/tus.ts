import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { accessAt } from '../dav/access.ts';
import { OWN, refuse, refuseContent, userPathOf, writtenHeaders } from '../dav/call.ts';
import type { DavCall } from '../dav/call.ts';
import { commitContent, compareChecksum } from '../dav/commit-content.ts';
import { hasEtag } from '../dav/conditions.ts';
import { findWriteTarget, refuseByQuota } from '../dav/write-target.ts';
import { emptyAnswer, withHeaders } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf, integerHeaderOf } from '../http/exchange.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Refusal } from '../profiles/profile.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';
import type { ReceivedBytes } from '../store/blobs.ts';
import type { StoredNode } from '../store/node.ts';
import { appendBody } from './append-body.ts';
import { parseUploadMetadata, parseUploadState } from './tus-state.ts';
import type { UploadState } from './tus-state.ts';
import { addSession, findSession, removeSession } from './upload-sessions.ts';
import type { UploadSession } from './upload-sessions.ts';

const RESUMABLE = { 'Tus-Resumable': '1.0.0' } as const;
const OFFSET_TYPE = 'application/offset+octet-stream';
/** Uploads somebody is writing to at this moment; a second writer gets 423. */
const busy = new Set<string>();

/** POST on a directory: creation, and creation-with-upload when a body comes along. @see TUS 1.0.0 */
export async function createUpload(call: DavCall): Promise<Answer> {
  const { context, exchange } = call;
  const planned = planUpload(call);
  if (planned.kind === 'refused')
    return planned.refusal.status === 412 ? emptyAnswer(412, RESUMABLE) : refuseContent(context, planned.refusal);
  const { state } = planned;
  const brings = headerOf(exchange, 'Content-Type') === OFFSET_TYPE;
  const bodyBytes = brings ? integerHeaderOf(exchange, 'Content-Length') : 0;
  if (bodyBytes !== undefined && bodyBytes > state.lengthBytes) return emptyAnswer(413, RESUMABLE);
  if (state.lengthBytes === 0 || bodyBytes === state.lengthBytes) return receiveWhole(call, state);
  const session = addSession(context.store, {
    id: randomBytes(24).toString('hex'),
    kind: 'tus',
    userId: call.mount.account.id,
    expiresMs: context.now() + context.options.uploadExpiryMs,
    state: JSON.stringify(state),
  });
  closeSync(openSync(partFile(session), 'w'));
  const created = emptyAnswer(201, {
    ...RESUMABLE,
    Location: locationOf(exchange, session.id),
    'Upload-Expires': expiresText(session),
  });
  if (!brings) return created;
  const appended = await append(context, exchange, session);
  return withHeaders(appended.status === 204 ? { ...appended, status: 201 } : appended, { ...created.headers });
}

type Planned =
  | { readonly kind: 'planned'; readonly state: UploadState }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

function planUpload(call: DavCall): Planned {
  const { context, exchange } = call;
  const refused = (status: number, message: string): Planned => ({
    kind: 'refused',
    refusal: { status, exception: status === 412 ? 'PreconditionFailed' : 'Conflict', message },
  });
  const lengthBytes = integerHeaderOf(exchange, 'Upload-Length');
  const metadata = parseUploadMetadata(headerOf(exchange, 'Upload-Metadata') ?? '');
  const filename = metadata.get('filename');
  if (headerOf(exchange, 'Tus-Resumable') !== '1.0.0' || lengthBytes === undefined || filename === undefined)
    return refused(412, 'not a TUS request');
  const directory = context.store.nodes.resolve(call.mount.rootId, call.segments);
  if (directory?.isDirectory === false)
    return { kind: 'refused', refusal: { status: 500, exception: '', message: 'internal error: not a directory' } };
  const segments = [...call.segments, ...filename.split('/').filter((part) => part !== '')];
  const target = findWriteTarget(call, segments, 'upload');
  if (target.kind === 'refused')
    return target.refusal.status === 409 || target.refusal.status === 500
      ? refused(412, target.refusal.message)
      : target;
  if (target.existing?.isDirectory === true) return refused(409, 'The target is a directory');
  const state: UploadState = {
    segments: userPathOf(call, segments),
    rootId: context.store.nodes.locate(call.mount.rootId).rootId,
    lengthBytes,
    mtimeMs: parseSeconds(metadata.get('mtime') ?? headerOf(exchange, 'X-OC-Mtime')),
    checksum: metadata.get('checksum') ?? headerOf(exchange, 'OC-Checksum'),
    ifMatch: headerOf(exchange, 'If-Match'),
    ifNoneMatch: headerOf(exchange, 'If-None-Match'),
  };
  const refusal =
    refuseByStoredConditions(context, state, target.existing) ??
    refuseByQuota(call, lengthBytes - (target.existing?.sizeBytes ?? 0));
  return refusal === undefined ? { kind: 'planned', state } : { kind: 'refused', refusal };
}

function parseSeconds(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d{1,12}(\.\d+)?$/u.test(text.trim()) ? Math.floor(Number(text) * 1_000) : undefined;
}

function refuseByStoredConditions(
  context: ServerContext,
  state: UploadState,
  existing: StoredNode | undefined,
): Refusal | undefined {
  const failed: Refusal = { status: 412, exception: 'PreconditionFailed', message: 'The file has changed' };
  if (state.ifMatch !== undefined && (existing === undefined || !hasEtag(state.ifMatch, existing.etag))) return failed;
  if (context.options.careless.ignoresIfNoneMatch || state.ifNoneMatch === undefined || existing === undefined)
    return undefined;
  return hasEtag(state.ifNoneMatch, existing.etag) ? failed : undefined;
}

async function receiveWhole(call: DavCall, state: UploadState): Promise<Answer> {
  const { context, exchange } = call;
  const received = await context.store.blobs.receive(exchange.request, state.lengthBytes);
  if (received.kind === 'too-large') return emptyAnswer(413, RESUMABLE);
  if (received.kind === 'broken' || received.bytes.sizeBytes !== state.lengthBytes) {
    if (received.kind === 'received') await context.store.blobs.discard(received.bytes);
    return refuse(context, { status: 400, exception: 'BadRequest', message: 'The request body ended early' });
  }
  const badSum = refuseByUploadChecksum(context, exchange, received.bytes);
  if (badSum !== undefined) {
    await context.store.blobs.discard(received.bytes);
    return badSum;
  }
  const finished = await finish(context, { exchange, account: call.mount.account, state, bytes: received.bytes });
  if (finished.kind === 'refused') return refuseContent(context, finished.refusal);
  const location = state.lengthBytes === 0 ? '' : locationOf(exchange, randomBytes(24).toString('hex'));
  const perm = context.profile.permissions({ isDirectory: false, isReadOnly: false, ...accessAt(call, call.segments) });
  return emptyAnswer(201, {
    ...RESUMABLE,
    ...finished.headers,
    Location: location,
    'Upload-Offset': String(state.lengthBytes),
    'OC-Perm': perm,
  });
}

/** `/data/<id>`: HEAD, PATCH and DELETE of one upload; the id is the permission. */
export async function answerUpload(context: ServerContext, exchange: Exchange): Promise<Answer> {
  const [, id = '', ...deeper] = exchange.segments ?? [];
  if (!/^[0-9a-f]{48}$/u.test(id) || deeper.length > 0) return emptyAnswer(403);
  const method = headerOf(exchange, 'X-HTTP-Method-Override') ?? exchange.method;
  if (method === 'OPTIONS') return emptyAnswer(204, context.profile.optionsHeaders);
  const session = findSession(context.store, { kind: 'tus', id }, context.now());
  if (session === undefined) return emptyAnswer(404, RESUMABLE);
  const state = parseUploadState(session.state);
  switch (method) {
    case 'HEAD':
      return emptyAnswer(200, {
        ...RESUMABLE,
        'Cache-Control': 'no-store',
        'Upload-Offset': String(offsetOf(session)),
        'Upload-Length': String(state.lengthBytes),
        'Upload-Expires': expiresText(session),
      });
    case 'PATCH':
      return patch(context, exchange, session);
    case 'DELETE':
      if (busy.has(id)) return emptyAnswer(423, RESUMABLE);
      removeSession(context.store, id);
      return emptyAnswer(204, RESUMABLE);
    default:
      return emptyAnswer(405, RESUMABLE);
  }
}

async function patch(context: ServerContext, exchange: Exchange, session: UploadSession): Promise<Answer> {
  if (headerOf(exchange, 'Tus-Resumable') !== '1.0.0') return emptyAnswer(412, RESUMABLE);
  if (headerOf(exchange, 'Content-Type') !== OFFSET_TYPE) return emptyAnswer(400, RESUMABLE);
  if (integerHeaderOf(exchange, 'Upload-Offset') !== offsetOf(session)) return emptyAnswer(409, RESUMABLE);
  return append(context, exchange, session);
}

async function append(context: ServerContext, exchange: Exchange, session: UploadSession): Promise<Answer> {
  if (busy.has(session.id)) return emptyAnswer(423, RESUMABLE);
  busy.add(session.id);
  try {
    return await appendAlone(context, exchange, session);
  } finally {
    busy.delete(session.id);
  }
}

async function appendAlone(context: ServerContext, exchange: Exchange, session: UploadSession): Promise<Answer> {
  const state = parseUploadState(session.state);
  const offsetBytes = offsetOf(session);
  const bodyBytes = integerHeaderOf(exchange, 'Content-Length') ?? 0;
  if (offsetBytes + bodyBytes > state.lengthBytes) return emptyAnswer(413, RESUMABLE);
  const checksum = context.options.careless.looseTus
    ? undefined
    : parseUploadChecksum(headerOf(exchange, 'Upload-Checksum'));
  const appended = await appendBody(
    { file: partFile(session), offsetBytes, limitBytes: state.lengthBytes - offsetBytes, checksum },
    exchange.request,
  );
  if (appended === 'checksum-mismatch') return emptyAnswer(460, RESUMABLE);
  if (appended === 'too-large') return emptyAnswer(413, RESUMABLE);
  const headers = { ...RESUMABLE, 'Upload-Offset': String(offsetOf(session)), 'Upload-Expires': expiresText(session) };
  if (offsetOf(session) < state.lengthBytes) return emptyAnswer(204, headers);
  const account = context.store.accounts.list().find((entry) => entry.id === session.userId);
  const received = await context.store.blobs.receiveFiles([partFile(session)]);
  if (account === undefined || received.kind !== 'received')
    throw new Error('an upload that is complete could not be read');
  const finished = await finish(context, { exchange, account, state, bytes: received.bytes });
  removeSession(context.store, session.id);
  if (finished.kind === 'refused') return refuse(context, finished.refusal);
  const { 'OC-FileId': fileId } = finished.headers;
  return emptyAnswer(204, {
    ...headers,
    ...(context.options.careless.looseTus ? { 'OC-FileId': fileId ?? '' } : finished.headers),
  });
}

type Finished =
  | { readonly kind: 'finished'; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

async function finish(
  context: ServerContext,
  upload: {
    readonly exchange: Exchange;
    readonly account: Account;
    readonly state: UploadState;
    readonly bytes: ReceivedBytes;
  },
): Promise<Finished> {
  const { exchange, account, state, bytes } = upload;
  const isLoose = context.options.careless.looseTus;
  if (!isLoose && state.checksum !== undefined && compareChecksum(state.checksum, bytes.checksums) !== 'equal') {
    await context.store.blobs.discard(bytes);
    return {
      kind: 'refused',
      refusal: {
        status: 400,
        exception: 'BadRequest',
        message: 'The computed checksum does not match the one received from the client.',
      },
    };
  }
  const call: DavCall = {
    context,
    exchange,
    segments: state.segments,
    mount: { account, rootId: state.rootId ?? account.rootId, hrefPrefix: '', endpoint: 'files', ...OWN },
  };
  const result = await commitContent(call, {
    segments: state.segments,
    bytes,
    mtimeMs: state.mtimeMs ?? context.now(),
    creation: 'upload',
    recheck: (existing) => (isLoose ? undefined : refuseByStoredConditions(context, state, existing)),
  });
  return result.kind === 'refused' ? result : { kind: 'finished', headers: writtenHeaders(call, result.node) };
}

function refuseByUploadChecksum(context: ServerContext, exchange: Exchange, bytes: ReceivedBytes): Answer | undefined {
  const declared = context.options.careless.looseTus
    ? undefined
    : parseUploadChecksum(headerOf(exchange, 'Upload-Checksum'));
  if (declared === undefined) return undefined;
  const known: Readonly<Record<string, string>> = { sha1: bytes.checksums.sha1, md5: bytes.checksums.md5 };
  return known[declared.algorithm] === declared.hex ? undefined : emptyAnswer(460, RESUMABLE);
}

function parseUploadChecksum(
  header: string | undefined,
): { readonly algorithm: 'sha1' | 'md5'; readonly hex: string } | undefined {
  const [algorithm = '', base64 = ''] = header?.trim().split(/\s+/u) ?? [];
  const name = algorithm.toLowerCase();
  if (name !== 'sha1' && name !== 'md5') return undefined;
  return {
    algorithm: name,
    hex: Buffer.from(base64, 'base64')
      .toString('hex')
      .slice(0, createHash(name).digest().length * 2),
  };
}

function partFile(session: UploadSession): string {
  return join(session.directory, 'part');
}

function offsetOf(session: UploadSession): number {
  return statSync(partFile(session)).size;
}

function locationOf(exchange: Exchange, id: string): string {
  return `${exchange.origin}/data/${id}`;
}

function expiresText(session: UploadSession): string {
  return String(Math.floor(session.expiresMs / 1_000));
}
