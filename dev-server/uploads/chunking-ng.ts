import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { refuse } from '../dav/call.ts';
import type { DavPath } from '../dav/dav-path.ts';
import { findDestinationCall } from '../dav/destination-call.ts';
import type { OwnedCall } from '../dav/owned-call.ts';
import { answerPlainListing } from '../dav/plain-listing.ts';
import type { PlainItem } from '../dav/plain-listing.ts';
import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { encodeSegment, integerHeaderOf } from '../http/exchange.ts';
import { assemble } from './assemble.ts';
import { addSession, findSession, removeSession } from './upload-sessions.ts';
import type { UploadSession } from './upload-sessions.ts';

type UploadsPath = Extract<DavPath, { readonly kind: 'uploads' }>;

/** `/remote.php/dav/uploads/<user>/<id>/`: chunks in, listing to resume, MOVE of `.file` to finish. */
export async function answerChunks(call: OwnedCall, path: UploadsPath): Promise<Answer> {
  const { context, exchange } = call;
  const [name, chunk, ...deeper] = path.segments;
  if (name === undefined || deeper.length > 0)
    return refuse(context, { status: 404, exception: 'NotFound', message: 'No such upload' });
  const id = `${call.account.id}/${name}`;
  const session = findSession(context.store, { kind: 'chunks', id }, context.now());
  if (chunk === undefined && exchange.method === 'MKCOL') return create(call, id, session);
  if (session === undefined)
    return refuse(context, {
      status: exchange.method === 'PUT' ? 409 : 404,
      exception: exchange.method === 'PUT' ? 'Conflict' : 'NotFound',
      message: 'No such upload',
    });
  const hrefPrefix = `${path.hrefPrefix}/${encodeSegment(name)}`;
  if (chunk === undefined) return answerSession(call, session, hrefPrefix);
  return chunk === '.file' ? answerFutureFile(call, session) : answerChunk(call, session, { chunk, hrefPrefix });
}

function create(call: OwnedCall, id: string, existing: UploadSession | undefined): Answer {
  const { context } = call;
  if (existing !== undefined)
    return refuse(context, {
      status: 405,
      exception: 'MethodNotAllowed',
      message: 'The resource you tried to create already exists',
    });
  addSession(context.store, {
    id,
    kind: 'chunks',
    userId: call.account.id,
    expiresMs: context.now() + context.options.uploadExpiryMs,
    state: '',
  });
  return emptyAnswer(201);
}

function listChunks(
  session: UploadSession,
): readonly { readonly name: string; readonly file: string; readonly sizeBytes: number; readonly mtimeMs: number }[] {
  return readdirSync(session.directory)
    .map((encoded) => {
      const file = join(session.directory, encoded);
      const stats = statSync(file);
      return { name: decodeURIComponent(encoded), file, sizeBytes: stats.size, mtimeMs: stats.mtimeMs };
    })
    .toSorted((left, right) => left.name.localeCompare(right.name, 'en', { numeric: true }));
}

async function answerSession(call: OwnedCall, session: UploadSession, hrefPrefix: string): Promise<Answer> {
  switch (call.exchange.method) {
    case 'PROPFIND': {
      const collection = { href: `${hrefPrefix}/`, dav: { resourcetype: '<d:collection/>' }, owncloud: {} };
      return answerPlainListing(call, collection, () =>
        listChunks(session).map((chunk) => describeChunk(hrefPrefix, chunk)),
      );
    }
    case 'DELETE':
      removeSession(call.context.store, session.id);
      return emptyAnswer(204);
    default:
      return emptyAnswer(405);
  }
}

function describeChunk(
  hrefPrefix: string,
  chunk: { readonly name: string; readonly sizeBytes: number; readonly mtimeMs: number },
): PlainItem {
  return {
    href: `${hrefPrefix}/${encodeSegment(chunk.name)}`,
    dav: {
      resourcetype: '',
      getcontentlength: String(chunk.sizeBytes),
      getlastmodified: new Date(chunk.mtimeMs).toUTCString(),
    },
    owncloud: { size: String(chunk.sizeBytes) },
  };
}

async function answerChunk(
  call: OwnedCall,
  session: UploadSession,
  item: { readonly chunk: string; readonly hrefPrefix: string },
): Promise<Answer> {
  const { context, exchange } = call;
  const known = listChunks(session).find((entry) => entry.name === item.chunk);
  const file = join(session.directory, encodeURIComponent(item.chunk));
  if (exchange.method === 'PUT') return receiveChunk(call, session, { file, isNew: known === undefined });
  if (known === undefined) return refuse(context, { status: 404, exception: 'NotFound', message: 'No such chunk' });
  switch (exchange.method) {
    case 'PROPFIND':
      return answerPlainListing(call, describeChunk(item.hrefPrefix, known), () => []);
    case 'DELETE':
      rmSync(file, { force: true });
      return emptyAnswer(204);
    default:
      return emptyAnswer(405);
  }
}

/** Checked and hashed is what the chunks make together, as the real server does it. */
async function receiveChunk(
  { context, exchange }: OwnedCall,
  session: UploadSession,
  { file, isNew }: { readonly file: string; readonly isNew: boolean },
): Promise<Answer> {
  const received = await context.store.blobs.receiveUnhashed(exchange.request);
  if (received.kind !== 'received')
    return refuse(context, { status: 400, exception: 'BadRequest', message: 'The request body ended early' });
  if (findSession(context.store, { kind: 'chunks', id: session.id }, context.now()) === undefined) {
    await context.store.blobs.discard(received.bytes);
    return refuse(context, { status: 404, exception: 'NotFound', message: 'No such upload' });
  }
  await context.store.blobs.moveTo(received.bytes, file);
  return emptyAnswer(isNew ? 201 : 204, { ETag: `"${randomUUID()}"` });
}

async function answerFutureFile(call: OwnedCall, session: UploadSession): Promise<Answer> {
  const { context, exchange } = call;
  if (exchange.method !== 'MOVE') return emptyAnswer(405);
  const destination = findDestinationCall(call);
  if (destination.kind === 'refused') return refuse(context, destination.refusal);
  const chunks = listChunks(session);
  const totalBytes = chunks.reduce((sum, chunk) => sum + chunk.sizeBytes, 0);
  const declared = integerHeaderOf(exchange, 'OC-Total-Length');
  if (declared !== undefined && declared !== totalBytes) {
    return refuse(context, {
      status: 400,
      exception: 'BadRequest',
      message: `Chunks on server do not sum up to ${declared} but to ${totalBytes}`,
    });
  }
  const assembled = await assemble(
    destination.call,
    chunks.map((chunk) => chunk.file),
  );
  if (assembled.status < 300) removeSession(context.store, session.id);
  return assembled;
}
