import { createHash, randomUUID } from 'node:crypto';
import { toChecksum } from '../core/model/checksum.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import type { TakenFault } from './fake-remote-faults.ts';
import type { FakeServer } from './fake-server.ts';
import { findCode } from './http/network-error.ts';
import { createError } from './http/status-outcome.ts';
import { SourceChangedError } from './transport.ts';
import type { UploadRequest } from './transport.ts';

export interface FakeReceiving {
  /** Undefined for an upload in one piece. */
  readonly pieceBytes: number | undefined;
  readonly enterPiece: () => Promise<TakenFault | undefined>;
}

/** Bytes that arrived whole and with the right checksum, or how the upload ended before. */
export type Received = { readonly kind: 'received'; readonly bytes: Buffer } | Outcome<never>;

/** Takes the bytes of an upload, in pieces of a session where asked; a session that breaks off can be resumed. */
export async function receiveFakeUpload(
  server: FakeServer,
  request: UploadRequest,
  { pieceBytes, enterPiece }: FakeReceiving,
): Promise<Received> {
  if (pieceBytes === undefined) return check(request, await readRange(request, 0, request.sizeBytes));
  const session = findSession(server, request) ?? openSession(server, request);
  let bytes = server.sessions.get(session) ?? Buffer.alloc(0);
  while (bytes.length < request.sizeBytes) {
    const fault = await enterPiece();
    if (fault !== undefined) return { kind: 'failed', error: fault.error };
    const piece = await readRange(request, bytes.length, Math.min(request.sizeBytes, bytes.length + pieceBytes));
    if (!Buffer.isBuffer(piece)) return piece;
    bytes = Buffer.concat([bytes, piece]);
    server.sessions.set(session, bytes);
    request.onStored(bytes.length);
  }
  const received = check(request, bytes);
  if (received.kind === 'failed') request.onSession(undefined);
  server.sessions.delete(session);
  return received;
}

function findSession(server: FakeServer, request: UploadRequest): string | undefined {
  const { resume } = request;
  const isUsable =
    resume !== undefined && resume.sizeBytes === request.sizeBytes && resume.checksum === request.checksum;
  return isUsable && server.sessions.has(resume.session) ? resume.session : undefined;
}

function openSession(server: FakeServer, request: UploadRequest): string {
  const session = randomUUID();
  server.sessions.set(session, Buffer.alloc(0));
  request.onSession({ protocol: 'chunking-ng', session, sizeBytes: request.sizeBytes, checksum: request.checksum });
  return session;
}

async function readRange(request: UploadRequest, startByte: number, endByte: number): Promise<Buffer | Outcome<never>> {
  const source = request.open(startByte, endByte);
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      if (request.signal.aborted) return { kind: 'unknown', error: createError('cancelled', 'fake') };
      request.onProgress(chunk.length);
      chunks.push(chunk);
    }
  } catch (thrown) {
    if (thrown instanceof SourceChangedError) return { kind: 'failed', error: createError('still-changing', 'fake') };
    return { kind: 'failed', error: createError('local-io-error', `reading: ${findCode(thrown)}`) };
  } finally {
    source.destroy();
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.length === endByte - startByte) return bytes;
  return {
    kind: 'failed',
    error: createError('still-changing', `${bytes.length} bytes in place of ${endByte - startByte}`),
  };
}

function check(request: UploadRequest, bytes: Buffer | Outcome<never>): Received {
  if (!Buffer.isBuffer(bytes)) return bytes;
  const checksum = toChecksum(createHash('sha1').update(bytes).digest('hex'));
  return checksum === request.checksum
    ? { kind: 'received', bytes }
    : { kind: 'failed', error: createError('checksum-mismatch', 'fake') };
}
