import { headerOf, parsePathSegments } from '../http/exchange.ts';
import type { Refusal } from '../profiles/profile.ts';
import type { NodeId, StoredNode } from '../store/node.ts';
import type { DavCall } from './call.ts';
import { parseIfHeader, submittedTokens } from './if-header.ts';
import type { IfCondition, IfList } from './if-header.ts';

const PRECONDITION_FAILED: Refusal = {
  status: 412,
  exception: 'PreconditionFailed',
  message: 'An If-Match header was specified, but none of the specified ETags matched.',
};
const NONE_MATCH_FAILED: Refusal = {
  status: 412,
  exception: 'PreconditionFailed',
  message: 'An If-None-Match header was specified, but the ETag matched (or * was specified).',
};
const LOCKED: Refusal = { status: 423, exception: 'Locked', message: 'The resource is locked' };

/**
 * Why the request's conditions do not hold for the item as it is now, or undefined. Call it again, synchronously,
 * right before the change: between the first look and the last byte of a body others may have written.
 * @see RFC 9110 §13, RFC 4918 §10.4
 */
export function refuseByConditions(call: DavCall, node: StoredNode | undefined): Refusal | undefined {
  return refuseByIfMatch(call, node) ?? refuseByIfNoneMatch(call, node) ?? refuseByIf(call);
}

function refuseByIfMatch(call: DavCall, node: StoredNode | undefined): Refusal | undefined {
  const header = headerOf(call.exchange, 'If-Match');
  if (header === undefined) return undefined;
  const { careless } = call.context.options;
  const isPut = call.exchange.method === 'PUT';
  if (careless.ignoresIfMatch && !isPut && call.exchange.method !== 'POST') return undefined;
  if (node !== undefined && hasEtag(header, node.etag)) return undefined;
  return careless.staleIfMatchIsConflict && isPut
    ? { status: 409, exception: 'Conflict', message: 'etag mismatch' }
    : PRECONDITION_FAILED;
}

function refuseByIfNoneMatch(call: DavCall, node: StoredNode | undefined): Refusal | undefined {
  const header = headerOf(call.exchange, 'If-None-Match');
  if (header === undefined || node === undefined || call.exchange.method === 'GET' || call.exchange.method === 'HEAD')
    return undefined;
  const { careless } = call.context.options;
  if (careless.ignoresIfNoneMatch && (call.exchange.method === 'PUT' || call.exchange.method === 'POST'))
    return undefined;
  return hasEtag(header, node.etag) ? NONE_MATCH_FAILED : undefined;
}

/** Whether an `If-Match`-like list names this etag (or `*`). */
export function hasEtag(header: string, etag: string): boolean {
  if (header.trim() === '*') return true;
  return header.split(',').some((entry) => entry.trim().replace(/^W\//u, '') === `"${etag}"`);
}

function refuseByIf(call: DavCall): Refusal | undefined {
  const header = headerOf(call.exchange, 'If');
  if (header === undefined) return undefined;
  const lists = parseIfHeader(header);
  if (lists === undefined)
    return { status: 400, exception: 'BadRequest', message: 'The If header could not be parsed' };
  if (lists.some((list) => holds(call, list))) return undefined;
  return { status: 412, exception: 'PreconditionFailed', message: 'None of the conditions in the If header holds' };
}

function holds(call: DavCall, list: IfList): boolean {
  const segments = list.resource === undefined ? call.segments : segmentsInMount(call, list.resource);
  const node = segments === undefined ? undefined : call.context.store.nodes.resolve(call.mount.rootId, segments);
  return list.conditions.every((condition) => conditionHolds(call, condition, node) !== condition.isNegated);
}

function conditionHolds(call: DavCall, condition: IfCondition, node: StoredNode | undefined): boolean {
  if (node === undefined) return false;
  if (condition.kind === 'etag') return hasEtag(condition.value, node.etag);
  const { lineage } = call.context.store.nodes.locate(node.id);
  return call.context.store.locks.inForce(lineage).some((lock) => lock.token === condition.value);
}

function segmentsInMount(call: DavCall, resource: string): readonly string[] | undefined {
  const path = resource.replace(/^[a-z]+:\/\/[^/]*/iu, '');
  const all = parsePathSegments(path);
  const prefix = parsePathSegments(call.mount.hrefPrefix);
  if (all === undefined || prefix === undefined || !prefix.every((part, index) => all[index] === part))
    return undefined;
  return all.slice(prefix.length);
}

/** 423 when one of these items is locked and the request names none of its locks' tokens. */
export function refuseByLocks(
  call: DavCall,
  nodeIds: readonly NodeId[],
  options: { readonly includesMembers?: boolean } = {},
): Refusal | undefined {
  const { locks, nodes } = call.context.store;
  const tokens = findTokens(call);
  for (const nodeId of nodeIds) {
    const own = locks.inForce(nodes.locate(nodeId).lineage);
    if (own.length > 0 && !own.some((lock) => tokens.has(lock.token))) return LOCKED;
    if (options.includesMembers !== true) continue;
    const below = locks.below(nodeId, (id) => nodes.locate(id).lineage);
    if (below.some((lock) => !tokens.has(lock.token))) return LOCKED;
  }
  return undefined;
}

/** Tokens that a write shows, as far as the server looks for them: ownCloud 10 reads `If` only. */
function findTokens({ exchange, context }: DavCall): ReadonlySet<string> {
  const header = context.profile.kind === 'infinite-scale' ? headerOf(exchange, 'Lock-Token') : undefined;
  if (!context.options.careless.locksOnlyByHeader) return submittedTokens(headerOf(exchange, 'If'), header);
  return exchange.method === 'PUT' ? submittedTokens(undefined, header) : new Set();
}
