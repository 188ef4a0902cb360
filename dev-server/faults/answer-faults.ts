import { XML_TYPE, emptyAnswer, textAnswer, withHeaders } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf } from '../http/exchange.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ServerContext } from '../server-context.ts';
import { parseFileId } from '../dav/dav-path.ts';
import type { ChosenEffect, FaultControl } from './fault-control.ts';
import type { FaultEffect } from './fault-rule.ts';

/** The answer a `status` rule forces. */
export function statusAnswer(
  context: ServerContext,
  effect: Extract<FaultEffect, { readonly kind: 'status' }>,
): Answer {
  const retry = effect.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(effect.retryAfterSeconds) };
  if (effect.html !== undefined)
    return textAnswer(effect.status, effect.html, { 'Content-Type': 'text/html; charset=utf-8', ...retry });
  if (effect.sabreException === undefined) return emptyAnswer(effect.status, retry);
  const body = context.profile.errorBody({
    status: effect.status,
    exception: effect.sabreException,
    message: 'fault rule',
  });
  return textAnswer(effect.status, body, { ...XML_TYPE, ...retry });
}

/** Puts the item that was just written into post-processing when a rule asks for it. */
export function beginProcessingIfAsked(context: ServerContext, chosen: readonly ChosenEffect[], answer: Answer): void {
  const fileId = answer.headers['OC-FileId'];
  if (typeof fileId !== 'string' || answer.status >= 300) return;
  for (const { effect } of chosen) {
    if (effect.kind !== 'too-early') continue;
    for (const account of context.store.accounts.list()) {
      const nodeId = parseFileId(context, account, fileId);
      if (nodeId !== undefined) context.faults.beginProcessing(nodeId, effect.reads);
    }
  }
}

/** Works the rules that change an answer's body into it, in their order. */
export function applyToAnswer(
  faults: FaultControl,
  chosen: readonly ChosenEffect[],
  subject: { readonly exchange: Exchange; readonly answer: Answer },
): Answer {
  return chosen.reduce(
    (answer, { ruleId, effect }) => applyOne(faults, { ruleId, effect }, { ...subject, answer }),
    subject.answer,
  );
}

function applyOne(
  faults: FaultControl,
  { ruleId, effect }: ChosenEffect,
  { exchange, answer }: { readonly exchange: Exchange; readonly answer: Answer },
): Answer {
  if (effect.kind === 'strip-body')
    return { ...withHeaders(answer, { 'Content-Length': '0' }), body: { kind: 'none' } };
  if (answer.status !== 207) return answer;
  if (effect.kind === 'cut-multistatus') {
    const text = bodyText(answer);
    return { ...answer, body: { kind: 'text', text: text.slice(0, Math.floor(text.length / 2)) } };
  }
  if (effect.kind === 'claim-sizes') {
    const text = bodyText(answer).replaceAll(/(?<=<(?:oc:size|d:getcontentlength)>)\d+/gu, String(effect.sizeBytes));
    return { ...answer, body: { kind: 'text', text } };
  }
  if (effect.kind !== 'stale-listing' || exchange.method !== 'PROPFIND') return answer;
  const key = `${headerOf(exchange, 'Depth') ?? ''} ${exchange.rawPath}`;
  return { ...answer, body: { kind: 'text', text: faults.frozenListing(ruleId, key, bodyText(answer)) } };
}

function bodyText(answer: Answer): string {
  if (answer.body.kind === 'text') return answer.body.text;
  return answer.body.kind === 'chunks' ? [...answer.body.chunks].join('') : '';
}
