import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from '../dav/call.ts';
import type { DavCall } from '../dav/call.ts';
import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { assemble } from './assemble.ts';
import { addSession, findSession, removeSession } from './upload-sessions.ts';

/** A name such as `film.mp4-chunking-4711-3-0`: part 0 of 3. */
export interface ChunkName {
  readonly target: string;
  readonly transfer: string;
  readonly count: number;
  readonly index: number;
}

/** Reads the name of a chunk of the old protocol, or undefined. */
export function parseChunkName(name: string): ChunkName | undefined {
  const match = /^(.+)-chunking-(\w+)-(\d{1,6})-(\d{1,6})$/u.exec(name);
  if (match === null) return undefined;
  const [, target = '', transfer = '', count, index] = match;
  return Number(index) < Number(count) ? { target, transfer, count: Number(count), index: Number(index) } : undefined;
}

/** One PUT of the old chunking (`OC-Chunked: 1`): 201 for every part, the last one to come makes the file. */
export async function putOldChunk(call: DavCall, chunk: ChunkName): Promise<Answer> {
  const { store, options, now } = call.context;
  const directory = call.segments.slice(0, -1);
  const id = `${call.mount.account.id}/${directory.join('/')}/${chunk.target}-${chunk.transfer}-${chunk.count}`;
  const session =
    findSession(store, { kind: 'chunks-v1', id }, now()) ??
    addSession(store, {
      id,
      kind: 'chunks-v1',
      userId: call.mount.account.id,
      expiresMs: now() + options.uploadExpiryMs,
      state: '',
    });
  const received = await store.blobs.receive(call.exchange.request);
  if (received.kind !== 'received')
    return refuse(call.context, { status: 400, exception: 'BadRequest', message: 'The request body ended early' });
  await store.blobs.moveTo(received.bytes, join(session.directory, String(chunk.index)));
  const files = Array.from({ length: chunk.count }, (_, index) => join(session.directory, String(index)));
  if (!files.every((file) => existsSync(file))) return emptyAnswer(201);
  const answer = await assemble({ ...call, segments: [...directory, chunk.target] }, files);
  if (answer.status < 300) removeSession(store, session.id);
  return answer;
}
