import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf, integerHeaderOf } from '../http/exchange.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Refusal } from '../profiles/profile.ts';
import { parseChunkName, putOldChunk } from '../uploads/chunking-v1.ts';
import { findTarget, refuse, refuseContent, writtenHeaders } from './call.ts';
import type { DavCall } from './call.ts';
import { commitContent, refuseByChecksum, requestConditions } from './commit-content.ts';
import { refuseByConditions } from './conditions.ts';
import { parseMtime } from './modification-time.ts';
import { findWriteTarget, refuseByQuota } from './write-target.ts';

/** PUT of a whole file: refused before the body where that is known already, otherwise streamed, checked and committed. */
export async function put(call: DavCall): Promise<Answer> {
  const { careless } = call.context.options;
  const chunk = parseChunkName(call.segments.at(-1) ?? '');
  if (chunk !== undefined && careless.chunkingNamesVanish && chunk.count > 1) return emptyAnswer(206);
  const isOldChunk = call.context.profile.kind === 'owncloud10' && headerOf(call.exchange, 'OC-Chunked') === '1';
  if (chunk !== undefined && isOldChunk) return putOldChunk(call, chunk);
  const early = refuseEarly(call);
  if (early !== undefined) return refuseContent(call.context, early);
  const mtime = parseMtime(call.exchange, call.context.now());
  const { blobs } = call.context.store;
  const received = await blobs.receive(call.exchange.request);
  if (received.kind !== 'received')
    return refuse(call.context, { status: 400, exception: 'BadRequest', message: 'The request body ended early' });
  const { bytes } = received;
  const badBody =
    refuseByLength(call.exchange, bytes.sizeBytes) ??
    refuseByChecksum(headerOf(call.exchange, 'OC-Checksum'), bytes.checksums);
  if (badBody !== undefined) {
    await blobs.discard(bytes);
    return refuse(call.context, badBody);
  }
  const result = await commitContent(call, {
    segments: call.segments,
    bytes,
    mtimeMs: mtime.mtimeMs,
    creation: 'file',
    recheck: requestConditions(call),
  });
  if (result.kind === 'refused') return refuseContent(call.context, result.refusal);
  const accepted = mtime.isFromClient ? { 'X-OC-Mtime': 'accepted' } : {};
  return emptyAnswer(result.wasNew ? 201 : 204, { ...writtenHeaders(call, result.node), ...accepted });
}

function refuseEarly(call: DavCall): Refusal | undefined {
  if (headerOf(call.exchange, 'Content-Range') !== undefined) {
    return { status: 501, exception: 'NotImplemented', message: 'PUT with Content-Range is not supported' };
  }
  const existing = findTarget(call);
  const conditions = refuseByConditions(call, existing);
  if (conditions !== undefined) return conditions;
  if (existing?.isDirectory === true)
    return { status: 409, exception: 'Conflict', message: 'PUT is not allowed on non-files.' };
  const target = findWriteTarget(call, call.segments, 'file');
  if (target.kind === 'refused') return target.refusal;
  const lengthBytes =
    integerHeaderOf(call.exchange, 'Content-Length') ?? integerHeaderOf(call.exchange, 'Upload-Length');
  const isUnknown = lengthBytes === undefined && headerOf(call.exchange, 'Transfer-Encoding') !== undefined;
  if (isUnknown && call.context.profile.kind === 'infinite-scale')
    return { status: 400, exception: 'BadRequest', message: 'The length of the body is missing' };
  return refuseByQuota(call, (lengthBytes ?? 0) - (existing?.sizeBytes ?? 0));
}

function refuseByLength(exchange: Exchange, sizeBytes: number): Refusal | undefined {
  const declared = integerHeaderOf(exchange, 'Upload-Length') ?? integerHeaderOf(exchange, 'Content-Length');
  if (declared === undefined || declared === sizeBytes) return undefined;
  return {
    status: 400,
    exception: 'BadRequest',
    message: `Expected filesize of ${declared} bytes but read ${sizeBytes} bytes`,
  };
}
