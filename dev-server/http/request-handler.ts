import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ListingDepth } from '../dav/propfind.ts';
import { answerControl, isControlPath } from '../faults/control-api.ts';
import type { ChosenEffect } from '../faults/fault-control.ts';
import type { FaultEffect } from '../faults/fault-rule.ts';
import { applyToAnswer, beginProcessingIfAsked, statusAnswer } from '../faults/answer-faults.ts';
import { LOGGED_REQUEST_HEADERS, LOGGED_RESPONSE_HEADERS } from '../request-log.ts';
import type { RequestRecorder } from '../request-log.ts';
import type { ServerContext } from '../server-context.ts';
import { emptyAnswer, withHeaders } from './answer.ts';
import { headerOf, parseExchange } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { route } from './router.ts';
import { sendAnswer } from './send-answer.ts';

/** What one server needs to answer requests. */
export interface RequestHandlerParts {
  readonly context: ServerContext;
  readonly recorder: RequestRecorder;
  readonly controlToken: string;
  readonly origin: () => string;
  /** Aborted when the server closes, so that nothing waits any longer. */
  readonly closing: AbortSignal;
  /** Told of errors that are bugs. */
  readonly onError: (error: unknown) => void;
}

/** Answers every request; never rejects. */
export async function handleRequest(
  parts: RequestHandlerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const exchange = parseExchange(request, parts.origin());
  try {
    const status = isControlPath(exchange)
      ? await sendControl(parts, exchange, response)
      : await answerWithFaults(parts, exchange, response);
    if (!isControlPath(exchange)) record(parts.recorder, exchange, { response, status });
  } catch (error) {
    parts.onError(error);
    if (response.headersSent) response.destroy();
    else await sendAnswer(response, emptyAnswer(500), { isHead: false });
    record(parts.recorder, exchange, { response, status: 500 });
  }
}

async function sendControl(parts: RequestHandlerParts, exchange: Exchange, response: ServerResponse): Promise<number> {
  const answer = await answerControl(parts.context, parts.controlToken, exchange);
  await sendAnswer(response, answer, { isHead: false });
  return answer.status;
}

function findEffect<Kind extends FaultEffect['kind']>(
  chosen: readonly ChosenEffect[],
  kind: Kind,
): Extract<FaultEffect, { readonly kind: Kind }> | undefined {
  for (const { effect } of chosen) if (isKind(effect, kind)) return effect;
  return undefined;
}

function isKind<Kind extends FaultEffect['kind']>(
  effect: FaultEffect,
  kind: Kind,
): effect is Extract<FaultEffect, { readonly kind: Kind }> {
  return effect.kind === kind;
}

/** Answers the status that was sent, or undefined when the connection was dropped. */
async function answerWithFaults(
  parts: RequestHandlerParts,
  exchange: Exchange,
  response: ServerResponse,
): Promise<number | undefined> {
  const { context } = parts;
  const chosen = context.faults.choose(exchange.method, `/${exchange.segments?.join('/') ?? exchange.rawPath}`);
  await waitAsAsked(parts, chosen, response);
  if (findEffect(chosen, 'drop-before') !== undefined) {
    response.destroy();
    return undefined;
  }
  const forced = findEffect(chosen, 'status');
  if (forced === undefined && context.signIn.isProviderPath(exchange) && !context.faults.isInMaintenance) {
    if (findEffect(chosen, 'drop-after') !== undefined) dropInsteadOfAnswering(response);
    await context.signIn.handle(exchange.request, response);
    return response.destroyed ? undefined : response.statusCode;
  }
  const depthOverride = findEffect(chosen, 'wrong-depth') === undefined ? undefined : otherDepth(exchange);
  const answer =
    forced === undefined ? await route({ context, exchange, depthOverride }) : statusAnswer(context, forced);
  if (findEffect(chosen, 'drop-after') !== undefined) {
    response.destroy();
    return undefined;
  }
  beginProcessingIfAsked(context, chosen, answer);
  const changed = applyToAnswer(context.faults, chosen, { exchange, answer });
  const requestId = headerOf(exchange, 'X-Request-ID');
  const complete = withHeaders(changed, requestId === undefined ? {} : { 'X-Request-ID': requestId });
  const isHead = exchange.method === 'HEAD';
  const truncateAfterBytes = findEffect(chosen, 'truncate')?.afterBytes;
  await sendAnswer(response, complete, truncateAfterBytes === undefined ? { isHead } : { isHead, truncateAfterBytes });
  return complete.status;
}

/** The provider answers with its own hands: what it does is done, and nobody hears of it. */
function dropInsteadOfAnswering(response: ServerResponse): void {
  const drop = (): ServerResponse => response.destroy();
  Object.assign(response, { write: () => true, end: drop });
}

function otherDepth(exchange: Exchange): ListingDepth {
  return headerOf(exchange, 'Depth')?.trim() === '0' ? '1' : '0';
}

async function waitAsAsked(
  parts: RequestHandlerParts,
  chosen: readonly ChosenEffect[],
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, parts.closing]);
  const onClose = (): void => gone.abort();
  response.once('close', onClose);
  for (const { ruleId, effect } of chosen) {
    if (effect.kind === 'latency') await parts.context.faults.stall(-1, effect.latencyMs, signal);
    if (effect.kind === 'stall') await parts.context.faults.stall(ruleId, effect.timeoutMs, signal);
  }
  response.off('close', onClose);
}

function record(
  recorder: RequestRecorder,
  exchange: Exchange,
  outcome: { readonly response: ServerResponse; readonly status: number | undefined },
): void {
  const { response, status } = outcome;
  const requestHeaders: Record<string, string> = {};
  for (const name of LOGGED_REQUEST_HEADERS) {
    const value = headerOf(exchange, name);
    if (value !== undefined) requestHeaders[name] = value;
  }
  const responseHeaders: Record<string, string> = {};
  for (const name of LOGGED_RESPONSE_HEADERS) {
    const value = response.getHeader(name);
    if (value !== undefined) responseHeaders[name] = String(value);
  }
  const path = exchange.segments === undefined ? exchange.rawPath : `/${exchange.segments.join('/')}`;
  recorder.add({ method: exchange.method, path, status, requestHeaders, responseHeaders });
}
