import type { Readable } from 'node:stream';
import axios, { AxiosHeaders } from 'axios';
import type { InternalAxiosRequestConfig } from 'axios';
import type { BandwidthLimit } from './bandwidth-limit.ts';
import type { AgentPair } from './http-agents.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { HttpRequest } from './http-request.ts';
import { isStream } from './http-request.ts';
import { createInactivityTimer } from './inactivity-timer.ts';
import { toIncomingBody } from './incoming-body.ts';
import type { NetworkFailure } from './network-error.ts';
import { toNetworkFailure } from './network-error.ts';
import { createOutgoingBody } from './outgoing-body.ts';
import type { OutgoingBody } from './outgoing-body.ts';
import { createError, withRequestId } from './status-outcome.ts';

/** An answer, whatever its status, or none. */
export type HttpResult =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | ({ readonly kind: 'no-answer' } & NetworkFailure);

/** One request on its way, with everything that is decided. */
export interface Exchange {
  readonly request: HttpRequest;
  /** Sent as `X-Request-ID`; administrators find the request by it in the server's log. */
  readonly requestId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly agents: AgentPair;
  readonly upLimit: BandwidthLimit | undefined;
  readonly downLimit: BandwidthLimit | undefined;
  /** Called once when the answer's body is over, or when there will be none. */
  readonly onOver: () => void;
}

/**
 * axios without its merging and rewriting of requests, which are complete here: for small files that is a third of what it
 * costs.
 */
const send = axios.getAdapter('http');

const COMMON = {
  maxRedirects: 0,
  maxBodyLength: -1,
  maxContentLength: -1,
  responseType: 'stream',
  timeout: 0,
  // Decompression would make the announced length useless as a proof of completeness.
  decompress: false,
  validateStatus: () => true,
} as const satisfies Partial<InternalAxiosRequestConfig>;

const COMMON_HEADERS = { Accept: '*/*', 'Accept-Encoding': 'identity' } as const;

/** Sends one request, once. Never throws for what a network does. */
export async function exchange(input: Exchange): Promise<HttpResult> {
  const { request, requestId, agents } = input;
  const stop = new AbortController();
  let stopReason: 'cancelled' | 'timed-out' | undefined;
  const end = (reason: 'cancelled' | 'timed-out'): void => {
    stopReason ??= reason;
    stop.abort();
  };
  const onAbort = (): void => end('cancelled');
  request.signal.addEventListener('abort', onAbort, { once: true });
  const outgoing = isStream(request.body)
    ? createOutgoingBody(request.body, {
        limit: input.upLimit,
        signal: stop.signal,
        onActivity: (bytes) => timer.touch(bytes),
      })
    : undefined;
  const timer = createInactivityTimer(request.inactivityMs, () => {
    if (outgoing?.isHoldingBack !== true) end('timed-out');
  });
  try {
    const response = await send({
      ...COMMON,
      method: request.method,
      url: request.url,
      data: outgoing?.stream ?? request.body,
      headers: new AxiosHeaders({
        ...COMMON_HEADERS,
        ...toBodyHeaders(request),
        ...input.headers,
        'X-Request-ID': requestId,
      }),
      httpAgent: agents.httpAgent,
      httpsAgent: agents.httpsAgent,
      // Agents that know a proxy use it by themselves; without one, the environment must not bring one in.
      ...(agents.isProxied ? {} : { proxy: false as const }),
      signal: stop.signal,
    });
    return { kind: 'answer', answer: toAnswer(response, input, outgoing) };
  } catch (thrown) {
    outgoing?.destroy();
    input.onOver();
    const failure = toFailure({ thrown, stopReason, outgoing, request });
    return { kind: 'no-answer', ...failure, error: withRequestId(failure.error, requestId) };
  } finally {
    timer.stop();
    request.signal.removeEventListener('abort', onAbort);
  }
}

function toAnswer(
  { status, headers, data }: { readonly status: number; readonly headers: object; readonly data: Readable },
  { request, requestId, downLimit, onOver }: Exchange,
  outgoing: OutgoingBody | undefined,
): HttpAnswer {
  const answer = { method: request.method, requestId, status, header: toHeaderReader(headers) };
  const onClose = (): void => {
    outgoing?.destroy();
    onOver();
  };
  return { ...answer, body: toIncomingBody(data, { answer, request, limit: downLimit, onClose }) };
}

interface Ending {
  readonly thrown: unknown;
  readonly stopReason: 'cancelled' | 'timed-out' | undefined;
  readonly outgoing: OutgoingBody | undefined;
  readonly request: HttpRequest;
}

function toFailure({ thrown, stopReason, outgoing, request }: Ending): NetworkFailure {
  if (stopReason === 'cancelled') return { error: createError('cancelled', request.method), mayHaveArrived: true };
  // A server that was promised more bytes than it got has no complete request to act on.
  const sourceError = outgoing?.sourceError();
  if (sourceError !== undefined) return { error: sourceError, mayHaveArrived: false };
  if (stopReason === 'timed-out')
    return {
      error: createError('server-unreachable', `${request.method}: no sign of life for ${request.inactivityMs} ms`),
      mayHaveArrived: true,
    };
  return toNetworkFailure(thrown, request.method);
}

function toBodyHeaders(request: HttpRequest): Readonly<Record<string, string | false>> {
  if (isStream(request.body))
    return { 'Content-Type': 'application/octet-stream', 'Content-Length': String(request.body.sizeBytes) };
  if (request.body !== undefined) return { 'Content-Length': String(Buffer.byteLength(request.body)) };
  const hasNoLength = request.method === 'GET' || request.method === 'HEAD';
  return hasNoLength ? { 'Content-Type': false } : { 'Content-Type': false, 'Content-Length': '0' };
}

function toHeaderReader(headers: object): (name: string) => string | undefined {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(headers) as [string, unknown][]) {
    if (typeof value === 'string' || typeof value === 'number') values.set(name.toLowerCase(), String(value));
    else if (Array.isArray(value)) values.set(name.toLowerCase(), value.join(', '));
  }
  return (name) => values.get(name);
}
