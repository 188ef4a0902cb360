import type { Writable } from 'node:stream';

/** Writes one JSON object per line. */
export interface JsonOutput {
  /** False once the reader has gone; then nothing is written any more. BigInts are written as text. */
  write(value: Readonly<Record<string, unknown>>): boolean;
}

/**
 * Takes over the errors of `stream`: a reader that has closed its end (`bayernbox … | head -1`) is no failure; any other
 * error is given to `onError`.
 */
export function createJsonOutput(stream: Writable, onError: (error: Error) => void): JsonOutput {
  let isOpen = true;
  stream.on('error', (error) => {
    isOpen = false;
    const isReaderGone = 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
    if (!isReaderGone) onError(error);
  });
  return {
    write(value) {
      if (!isOpen || stream.destroyed) return false;
      stream.write(`${JSON.stringify(value, toJson)}\n`);
      return true;
    },
  };
}

function toJson(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
