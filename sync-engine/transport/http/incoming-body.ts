import type { Readable } from 'node:stream';
import type { BandwidthLimit } from './bandwidth-limit.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { HttpRequest } from './http-request.ts';
import { createInactivityTimer } from './inactivity-timer.ts';
import { MeteredStream } from './metered-stream.ts';
import { findCode } from './network-error.ts';
import { createError, withRequestId } from './status-outcome.ts';
import { TransferError } from './transfer-error.ts';

export interface IncomingBodyOptions {
  readonly answer: Omit<HttpAnswer, 'body'>;
  readonly request: HttpRequest;
  readonly limit: BandwidthLimit | undefined;
  readonly onClose: () => void;
}

/**
 * Wraps the body of an answer: it errors out, always with a `TransferError`, when the connection breaks, when it ends
 * before the announced length, after too long a silence, or when the request is aborted. Closing it closes the source.
 */
export function toIncomingBody(source: Readable, options: IncomingBodyOptions): Readable {
  const { answer, request } = options;
  const breakOff = (detail: string): TransferError =>
    new TransferError(
      withRequestId(
        createError('incomplete-transfer', `${answer.method} ${answer.status}: ${detail}`),
        answer.requestId,
      ),
    );
  const announcedBytes = findAnnouncedBytes(answer);
  const body = new MeteredStream(source, {
    limit: request.method === 'GET' ? options.limit : undefined,
    signal: request.signal,
    onBytes: (bytes) => timer.touch(bytes),
    checkEnd: (total) =>
      announcedBytes === undefined || total === announcedBytes
        ? undefined
        : breakOff(`${total} of ${announcedBytes} bytes`),
  });
  const timer = createInactivityTimer(request.inactivityMs, () => {
    if (!body.isThrottled && !body.isUnread) body.destroy(breakOff('no sign of life'));
  });
  const onAbort = (): void => void body.destroy(new TransferError(createError('cancelled', request.method)));
  request.signal.addEventListener('abort', onAbort, { once: true });
  source.on('error', (thrown) => body.destroy(breakOff(findCode(thrown))));
  source.on('close', () => {
    if (!source.readableEnded && !body.destroyed) body.destroy(breakOff('connection closed'));
  });
  body.on('close', () => {
    timer.stop();
    request.signal.removeEventListener('abort', onAbort);
    source.destroy();
    options.onClose();
  });
  // Whoever reads it hears of an error as well. When nobody does yet, or any more, it must not end the program.
  body.on('error', (thrown) => void findCode(thrown));
  if (request.signal.aborted) onAbort();
  return body;
}

function findAnnouncedBytes(answer: Omit<HttpAnswer, 'body'>): number | undefined {
  // A HEAD answer announces what a GET would send; the decoded length of a compressed body is unknown.
  if (answer.method === 'HEAD' || answer.status === 204 || answer.status === 304) return undefined;
  const encoding = answer.header('content-encoding') ?? 'identity';
  const length = answer.header('content-length');
  return encoding === 'identity' && length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined;
}
