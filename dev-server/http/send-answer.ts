import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Answer, AnswerBody, FileSlice } from './answer.ts';

/** How much of an answer goes out. `truncateAfterBytes` cuts the connection in the middle of the body. */
export interface SendOptions {
  readonly isHead: boolean;
  readonly truncateAfterBytes?: number;
}

/** Text is gathered to pieces of about this size before it is written. */
const CHUNK_CHARACTERS = 32_768;

/** Sends one answer with back-pressure; ends quietly when the client has gone. */
export async function sendAnswer(response: ServerResponse, answer: Answer, options: SendOptions): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value]);
  }
  if (answer.body.kind === 'held') {
    response.flushHeaders();
    answer.body.start(response);
    return;
  }
  const length = knownLength(answer.body);
  const mayHaveLength = answer.status !== 204 && answer.status !== 304;
  if (length !== undefined && mayHaveLength && !response.hasHeader('Content-Length'))
    response.setHeader('Content-Length', length);
  if (options.isHead || answer.body.kind === 'none') {
    response.end();
    return;
  }
  const isWhole = await writePieces(
    response,
    pieces(answer.body),
    options.truncateAfterBytes ?? Number.POSITIVE_INFINITY,
  );
  if (isWhole) response.end();
  else response.destroy();
}

function knownLength(body: AnswerBody): number | undefined {
  switch (body.kind) {
    case 'none':
      return 0;
    case 'text':
      return Buffer.byteLength(body.text);
    case 'file':
      return body.slice.end - body.slice.start;
    case 'parts':
      return body.parts.reduce(
        (sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : part.end - part.start),
        0,
      );
    case 'chunks':
    case 'made':
    case 'held':
      return undefined;
    default:
      return body satisfies never;
  }
}

async function writePieces(
  response: ServerResponse,
  source: AsyncIterable<Buffer>,
  limitBytes: number,
): Promise<boolean> {
  let left = limitBytes;
  for await (const piece of source) {
    if (response.destroyed) return false;
    const part = piece.byteLength > left ? piece.subarray(0, left) : piece;
    left -= part.byteLength;
    const hasRoom = response.write(part);
    if (left <= 0) {
      await flushed(response);
      return false;
    }
    if (!hasRoom) await drained(response);
  }
  return !response.destroyed;
}

async function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  const stop = new AbortController();
  const ended = once(response, 'close', { signal: stop.signal }).catch(ignoreAbort);
  const drain = once(response, 'drain', { signal: stop.signal }).catch(ignoreAbort);
  await Promise.race([ended, drain]);
  stop.abort();
}

function ignoreAbort(error: unknown): void {
  if (error instanceof Error && error.name === 'AbortError') return;
  throw error;
}

function flushed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.write('', () => resolve());
  });
}

async function* pieces(body: AnswerBody): AsyncGenerator<Buffer> {
  switch (body.kind) {
    case 'none':
    case 'held':
      return;
    case 'text':
      yield Buffer.from(body.text);
      return;
    case 'chunks':
      yield* gather(body.chunks);
      return;
    case 'made':
      yield* body.pieces;
      return;
    case 'file':
      yield* readSlice(body.slice);
      return;
    case 'parts':
      for (const part of body.parts) {
        if (typeof part === 'string') yield Buffer.from(part);
        else yield* readSlice(part);
      }
      return;
    default:
      body satisfies never;
  }
}

function* gather(chunks: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const chunk of chunks) {
    text += chunk;
    if (text.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

async function* readSlice(slice: FileSlice): AsyncGenerator<Buffer> {
  if (slice.end <= slice.start) return;
  for await (const piece of createReadStream(slice.file, {
    start: slice.start,
    end: slice.end - 1,
    highWaterMark: 262_144,
  })) {
    if (Buffer.isBuffer(piece)) yield piece;
  }
}
