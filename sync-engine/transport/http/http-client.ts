import { randomUUID } from 'node:crypto';
import type { AuthorizationSource } from '../../core/model/authorization.ts';
import type { BandwidthLimit } from './bandwidth-limit.ts';
import type { HostGate, Permit } from './host-gate.ts';
import { LARGE_BODY_BYTES, LONGEST_WAIT_MS } from './host-gate.ts';
import { createHttpAgents } from './http-agents.ts';
import type { HttpAnswer } from './http-answer.ts';
import { discard, parseRetryAfter } from './http-answer.ts';
import type { HttpResult } from './http-exchange.ts';
import { exchange } from './http-exchange.ts';
import type { HttpRequest } from './http-request.ts';
import { isStream } from './http-request.ts';
import type { ProxySetting } from '../../core/model/proxy-setting.ts';
import type { SyncError } from '../../core/model/sync-error.ts';
import { createError } from './status-outcome.ts';
import type { TrustPolicy } from './tls-trust.ts';

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
  /** Shared by all clients of a host; undefined: nothing bounds the requests in flight. */
  readonly gate?: HostGate;
  /** Direct when absent. */
  readonly proxy?: ProxySetting;
  /** Strict when absent. */
  readonly trust?: TrustPolicy;
}

/** The header that signs a request; none for addresses that carry their own proof. */
type Signature = Readonly<{ Authorization?: string }>;

/** How often a request that the server turned away for a moment is sent again before the caller hears of it. */
const MAX_TURNED_AWAY = 3;

/** @see RFC 9110, RFC 9112 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { origin, gate } = options;
  const agents = createHttpAgents(options.proxy ?? { kind: 'direct' }, origin, options.trust);
  const initiatorId = randomUUID();
  let requestCount = 0;
  const attempt = async (request: HttpRequest, signature: Signature): Promise<HttpResult> => {
    const requestId = randomUUID();
    const entry = await enter(gate, request);
    if (entry.kind !== 'permit') return toNotSent(entry, request);
    const pair = await agents.find();
    // To ask the system for a proxy may take long.
    if (pair === undefined || request.signal.aborted) {
      entry.permit?.end();
      return toNotSent({ kind: pair === undefined ? 'no-proxy' : 'aborted' }, request);
    }
    requestCount += 1;
    const headers = { 'User-Agent': `BayernBox-Desktop/${options.version}`, 'Initiator-ID': initiatorId };
    const result = await exchange({
      ...options,
      request,
      requestId,
      headers: { ...headers, ...request.headers, ...signature },
      agents: pair,
      onOver: () => entry.permit?.end(),
    });
    if (result.kind === 'answer') tellGate(entry.permit, request, result.answer);
    return result;
  };
  const attemptPatiently = async (request: HttpRequest, signature: Signature): Promise<HttpResult> => {
    for (let turnedAway = 0; ; turnedAway += 1) {
      const result = await attempt(request, signature);
      const mayWait = gate !== undefined && turnedAway < MAX_TURNED_AWAY;
      if (!mayWait || !isTurnedAwayForAMoment(request, result)) return result;
      await discard(result.answer);
    }
  };
  return {
    get requestCount() {
      return requestCount;
    },
    initiatorId,
    async send(request) {
      if (new URL(request.url).origin !== origin) throw new RangeError('a request to another server');
      if (request.signal.aborted) return toNotSent({ kind: 'aborted' }, request);
      const send = (signature: Signature): Promise<HttpResult> => attemptPatiently(request, signature);
      return request.isAnonymous === true ? send({}) : sendSigned(options.credentials, request, send);
    },
    close: () => agents.close(),
  };
}

/** A refusal proves that nothing was done, so that any request may be sent once more when there is a newer header. */
async function sendSigned(
  credentials: AuthorizationSource,
  request: HttpRequest,
  attempt: (signature: Signature) => Promise<HttpResult>,
): Promise<HttpResult> {
  const header = await credentials.authorize();
  if (!header.ok) return { kind: 'no-answer', error: header.error, mayHaveArrived: false };
  const first = await attempt({ Authorization: header.value });
  if (first.kind === 'no-answer') return first;
  const renewed = await credentials.judge(header.value, first.answer.status === 401);
  if (renewed === undefined) return first;
  first.answer.body.destroy();
  if (!renewed.ok) return { kind: 'no-answer', error: renewed.error, mayHaveArrived: false };
  if (request.signal.aborted) return toNotSent({ kind: 'aborted' }, request);
  const second = await attempt({ Authorization: renewed.value });
  if (second.kind === 'answer') await credentials.judge(renewed.value, second.answer.status === 401);
  return second;
}

type Refused = { readonly kind: 'closed'; readonly delayMs: number } | { readonly kind: 'aborted' };

type NotSent = Refused | { readonly kind: 'no-proxy' };

async function enter(
  gate: HostGate | undefined,
  request: HttpRequest,
): Promise<{ readonly kind: 'permit'; readonly permit: Permit | undefined } | Refused> {
  if (gate === undefined || request.isEndless === true) return { kind: 'permit', permit: undefined };
  const isLarge = isStream(request.body) && request.body.sizeBytes >= LARGE_BODY_BYTES;
  return gate.enter(isLarge ? 'large' : 'small', request.signal);
}

function toNotSent(reason: NotSent, { method }: HttpRequest): HttpResult {
  return { kind: 'no-answer', error: explainNotSent(reason, method), mayHaveArrived: false };
}

function explainNotSent(reason: NotSent, method: string): SyncError {
  switch (reason.kind) {
    case 'aborted':
      return createError('cancelled', method);
    case 'closed':
      return createError('server-busy', `${method}: the server wants to be left alone`, reason.delayMs);
    case 'no-proxy':
      return createError('server-unreachable', `${method}: the proxy that is set has no valid address`);
    default:
      return reason satisfies never;
  }
}

function tellGate(permit: Permit | undefined, request: HttpRequest, answer: HttpAnswer): void {
  if (permit === undefined) return;
  const depth = request.headers?.['Depth'] ?? '';
  permit.answered({
    status: answer.status,
    retryAfterMs: parseRetryAfter(answer.header('retry-after')),
    // How long an upload takes is a matter of its size.
    timedAs: isStream(request.body) || request.isUntimed === true ? undefined : `${request.method} ${depth}`,
  });
  if (Number(answer.header('content-length') ?? 0) >= LARGE_BODY_BYTES) permit.becomeLarge();
}

/**
 * 429 proves that nothing was done. When the server wants a moment only, waiting at the gate is better than ending a
 * whole run; what is read from a file is left to the caller, who counts its bytes.
 */
function isTurnedAwayForAMoment(
  request: HttpRequest,
  result: HttpResult,
): result is Extract<HttpResult, { kind: 'answer' }> {
  if (result.kind === 'no-answer' || result.answer.status !== 429 || isStream(request.body)) return false;
  const delayMs = parseRetryAfter(result.answer.header('retry-after'));
  return delayMs !== undefined && delayMs <= LONGEST_WAIT_MS;
}
