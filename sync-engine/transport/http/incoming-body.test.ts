import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpRequest } from './http-request.ts';
import { toIncomingBody } from './incoming-body.ts';
import { TransferError } from './transfer-error.ts';

const uncaught: unknown[] = [];
const note = (error: unknown): void => void uncaught.push(error);

afterEach(() => {
  process.off('uncaughtException', note);
});

describe('the body of an answer whose request is aborted', () => {
  it('ends nothing but itself when nobody reads it yet, and fails whoever reads it then', async () => {
    process.prependListener('uncaughtException', note);
    const stopping = new AbortController();
    const request: HttpRequest = {
      method: 'PROPFIND',
      url: 'https://box.invalid/',
      signal: stopping.signal,
      inactivityMs: 60_000,
    };
    const answer = { method: 'PROPFIND', status: 207, header: () => undefined, requestId: '1' };
    const body = toIncomingBody(new PassThrough(), { answer, request, limit: undefined, onClose: () => {} });

    stopping.abort();
    await setImmediate();

    await expect(body.toArray()).rejects.toBeInstanceOf(TransferError);
    expect(uncaught).toEqual([]);
  });
});
