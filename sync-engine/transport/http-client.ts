import { randomUUID } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import axios from 'axios';
import type { AxiosInstance } from 'axios';
import type { BandwidthLimit } from './bandwidth-limit.ts';
import type { HttpAnswer } from './http-answer.ts';
import type { HttpRequest, StreamBody } from './http-request.ts';
import { createInactivityTimer } from './inactivity-timer.ts';
import { toIncomingBody } from './incoming-body.ts';
import type { NetworkFailure } from './network-error.ts';
import { toNetworkFailure } from './network-error.ts';
import { createOutgoingBody } from './outgoing-body.ts';
import type { OutgoingBody } from './outgoing-body.ts';
import { createError } from './status-outcome.ts';

/** Renders the Authorization header for each request, so that a refreshed token is used at once. */
export interface AuthorizationSource {
  authorizationHeader(): string | Promise<string>;
}

/** An answer, whatever its status, or none. */
export type HttpResult =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | ({ readonly kind: 'no-answer' } & NetworkFailure);

/** Sends requests to one server over a bounded pool of kept-alive connections. Never throws for what a network does. */
export interface HttpClient {
  readonly requestCount: number;
  /** Sent as `Initiator-ID`; comes back in push events that we caused. */
  readonly initiatorId: string;
  send(request: HttpRequest): Promise<HttpResult>;
  close(): void;
}

export interface HttpClientOptions {
  readonly credentials: AuthorizationSource;
  readonly version: string;
  /** Origin that gets the credentials; a request to any other is a bug. */
  readonly origin: string;
  readonly upLimit: BandwidthLimit | undefined;
  readonly downLimit: BandwidthLimit | undefined;
}

/** More at a time gain little on real servers and cost others their share (docs/protocol, part C). */
const MAX_CONNECTIONS = 8;
/** Below the usual limits of servers and proxies, so that an idle connection is closed by us and not under a request. */
const IDLE_CONNECTION_MS = 15_000;

/** @see RFC 9110, RFC 9112 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const agentOptions = {
    keepAlive: true,
    maxSockets: MAX_CONNECTIONS,
    maxFreeSockets: MAX_CONNECTIONS,
    timeout: IDLE_CONNECTION_MS,
  };
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent({ ...agentOptions, rejectUnauthorized: true });
  const instance = createInstance(httpAgent, httpsAgent, options);
  const initiatorId = randomUUID();
  let requestCount = 0;
  return {
    get requestCount() {
      return requestCount;
    },
    initiatorId,
    async send(request) {
      if (new URL(request.url).origin !== options.origin) throw new RangeError('a request to another server');
      if (request.signal.aborted)
        return { kind: 'no-answer', error: createError('cancelled', request.method), mayHaveArrived: false };
      const authorization = request.isAnonymous === true ? undefined : await options.credentials.authorizationHeader();
      requestCount += 1;
      const headers = { 'X-Request-ID': randomUUID(), 'Initiator-ID': initiatorId, ...request.headers };
      return exchange({
        instance,
        request,
        options,
        headers: authorization === undefined ? headers : { ...headers, Authorization: authorization },
      });
    },
    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

function createInstance(httpAgent: HttpAgent, httpsAgent: HttpsAgent, options: HttpClientOptions): AxiosInstance {
  const { hostname } = new URL(options.origin);
  return axios.create({
    adapter: 'http',
    httpAgent,
    httpsAgent,
    maxRedirects: 0,
    maxBodyLength: -1,
    maxContentLength: -1,
    responseType: 'stream',
    timeout: 0,
    // Decompression would make the announced length useless as a proof of completeness.
    decompress: false,
    validateStatus: () => true,
    // A proxy named by the environment must not get requests to this very machine.
    ...(isLoopback(hostname) ? { proxy: false as const } : {}),
    headers: {
      common: { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': `BayernBox-Desktop/${options.version}` },
    },
  });
}

/** True for names and addresses that never leave this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

interface Exchange {
  readonly instance: AxiosInstance;
  readonly request: HttpRequest;
  readonly options: HttpClientOptions;
  readonly headers: Readonly<Record<string, string>>;
}

async function exchange({ instance, request, options, headers }: Exchange): Promise<HttpResult> {
  const stop = new AbortController();
  let stopReason: 'cancelled' | 'timed-out' | undefined;
  const end = (reason: 'cancelled' | 'timed-out'): void => {
    stopReason ??= reason;
    stop.abort();
  };
  const onAbort = (): void => end('cancelled');
  request.signal.addEventListener('abort', onAbort, { once: true });
  const outgoing = isStream(request.body)
    ? createOutgoingBody(request.body, { limit: options.upLimit, signal: stop.signal, onActivity: () => timer.touch() })
    : undefined;
  const timer = createInactivityTimer(request.inactivityMs, () =>
    outgoing?.isHoldingBack === true ? timer.touch() : end('timed-out'),
  );
  try {
    const response = await instance.request<Readable>({
      method: request.method,
      url: request.url,
      data: outgoing?.stream ?? request.body,
      headers: { ...toBodyHeaders(request), ...headers },
      signal: stop.signal,
    });
    const answer = { method: request.method, status: response.status, header: toHeaderReader(response.headers) };
    const body = toIncomingBody(response.data, {
      answer,
      request,
      limit: options.downLimit,
      onClose: () => outgoing?.destroy(),
    });
    return { kind: 'answer', answer: { ...answer, body } };
  } catch (thrown) {
    outgoing?.destroy();
    return { kind: 'no-answer', ...toFailure({ thrown, stopReason, outgoing, request }) };
  } finally {
    timer.stop();
    request.signal.removeEventListener('abort', onAbort);
  }
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

function isStream(body: string | StreamBody | undefined): body is StreamBody {
  return typeof body === 'object';
}

function toHeaderReader(headers: object): (name: string) => string | undefined {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(headers) as [string, unknown][]) {
    if (typeof value === 'string' || typeof value === 'number') values.set(name.toLowerCase(), String(value));
    else if (Array.isArray(value)) values.set(name.toLowerCase(), value.join(', '));
  }
  return (name) => values.get(name);
}
