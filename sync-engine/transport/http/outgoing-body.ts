import type { Readable } from 'node:stream';
import type { SyncError } from '../../core/model/sync-error.ts';
import type { BandwidthLimit } from './bandwidth-limit.ts';
import type { StreamBody } from './http-request.ts';
import { MeteredStream } from './metered-stream.ts';
import { findCode } from './network-error.ts';
import { createError } from './status-outcome.ts';
import { SourceChangedError } from '../transport.ts';

/** A file's bytes while they are sent. */
export interface OutgoingBody {
  readonly stream: Readable;
  readonly isHoldingBack: boolean;
  /** Why the bytes could not be read to their announced end; undefined when all were handed to the network. */
  sourceError(): SyncError | undefined;
  destroy(): void;
}

export interface OutgoingBodyOptions {
  readonly limit: BandwidthLimit | undefined;
  readonly signal: AbortSignal;
  readonly onActivity: (bytes: number) => void;
}

/** Opens a body and holds it to exactly its announced size: a file that shrank or grew ends the request unfinished. */
export function createOutgoingBody(body: StreamBody, options: OutgoingBodyOptions): OutgoingBody {
  let error: SyncError | undefined;
  const fail = (reason: SyncError): Error => {
    error ??= reason;
    return new Error(reason.code);
  };
  const source = body.open();
  const stream = new MeteredStream(source, {
    limit: options.limit,
    signal: options.signal,
    onBytes: (bytes) => {
      options.onActivity(bytes);
      body.onProgress(bytes);
    },
    checkEnd: (total) =>
      total === body.sizeBytes
        ? undefined
        : fail(createError('still-changing', `${total} bytes in place of ${body.sizeBytes}`)),
  });
  source.on('error', (thrown) => stream.destroy(fail(toSourceError(thrown))));
  source.on('close', () => {
    if (!source.readableEnded && !stream.destroyed)
      stream.destroy(fail(createError('local-io-error', 'reading: closed early')));
  });
  stream.on('close', () => source.destroy());
  // Its failures are read from `sourceError` after the request has ended.
  stream.on('error', (thrown) => void findCode(thrown));
  return {
    stream,
    get isHoldingBack() {
      return stream.isThrottled;
    },
    sourceError: () => (stream.passedBytes >= body.sizeBytes ? undefined : error),
    destroy: () => void stream.destroy(),
  };
}

function toSourceError(thrown: unknown): SyncError {
  return thrown instanceof SourceChangedError
    ? createError('still-changing', 'changed while it was sent')
    : createError('local-io-error', `reading: ${findCode(thrown)}`);
}
