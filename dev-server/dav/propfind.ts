import type { Answer } from '../http/answer.ts';
import { headerOf } from '../http/exchange.ts';
import { readTextBody } from '../http/request-body.ts';
import type { StoredNode } from '../store/node.ts';
import { findTarget, notFound, refuse } from './call.ts';
import type { DavCall } from './call.ts';
import { MULTISTATUS_END, MULTISTATUS_START, createResponseWriter, parsePropertyRequest } from './multistatus.ts';
import type { PropertyRequest } from './multistatus.ts';
import type { ItemView } from './properties.ts';
import { parseXml } from './xml.ts';

/** How deep a listing goes. */
export type ListingDepth = '0' | '1' | 'infinity';

/** PROPFIND; the answer is written while it is sent. @see RFC 4918 §9.1 */
export async function propfind(call: DavCall, depthOverride?: ListingDepth): Promise<Answer> {
  const node = findTarget(call);
  if (node === undefined) return notFound(call);
  const depth = depthOverride ?? parseDepth(call);
  if (depth === undefined) {
    const message = `Invalid Depth header value: ${headerOf(call.exchange, 'Depth') ?? ''}`;
    return refuse(call.context, { status: 400, exception: 'BadRequest', message });
  }
  const request = await readPropertyRequest(call);
  if (request === undefined)
    return refuse(call.context, {
      status: 400,
      exception: 'BadRequest',
      message: 'This service could not parse the request body',
    });
  const isMinimal = wantsMinimal(call);
  return {
    status: 207,
    headers: {
      'Content-Type': 'application/xml; charset=utf-8',
      DAV: call.context.profile.optionsHeaders['DAV'] ?? '1, 2',
      ...(isMinimal ? { 'Preference-Applied': 'return=minimal' } : {}),
    },
    body: {
      kind: 'chunks',
      chunks: writeListing(
        { call, node, segments: call.segments },
        depth,
        createResponseWriter(request, { isMinimal }),
      ),
    },
  };
}

/** Whether the client wants to hear only of properties that exist. @see RFC 8144 §2.1 */
export function wantsMinimal(call: DavCall): boolean {
  return (
    headerOf(call.exchange, 'Prefer')?.includes('return=minimal') === true ||
    headerOf(call.exchange, 'Brief')?.trim() === 't'
  );
}

function parseDepth(call: DavCall): ListingDepth | undefined {
  const isInfinityAllowed = call.context.options.allowDepthInfinity;
  const text = headerOf(call.exchange, 'Depth')?.trim().toLowerCase();
  if (text === undefined) return '1';
  if (text === '0' || text === '1') return text;
  return text === 'infinity' && isInfinityAllowed ? text : undefined;
}

async function readPropertyRequest(call: DavCall): Promise<PropertyRequest | undefined> {
  const body = await readTextBody(call.exchange.request);
  if (body.kind !== 'text') return undefined;
  if (body.text.trim() === '') return parsePropertyRequest(undefined);
  const root = parseXml(body.text);
  return root === undefined ? undefined : parsePropertyRequest(root);
}

function* writeListing(top: ItemView, depth: ListingDepth, write: (view: ItemView) => string): Generator<string> {
  yield MULTISTATUS_START;
  yield write(top);
  if (depth !== '0' && top.node.isDirectory) yield* writeMembers(top, depth, write);
  yield MULTISTATUS_END;
}

function* writeMembers(parent: ItemView, depth: ListingDepth, write: (view: ItemView) => string): Generator<string> {
  const { call } = parent;
  for (const child of orderedChildren(call, parent.node)) {
    const view = { call, node: child, segments: [...parent.segments, child.name] };
    yield write(view);
    if (depth === 'infinity' && child.isDirectory) yield* writeMembers(view, depth, write);
  }
}

function orderedChildren(call: DavCall, node: StoredNode): readonly StoredNode[] {
  const children = call.context.store.nodes.children(node.id);
  if (!call.context.options.careless.randomOrder) return children;
  return children
    .map((child) => ({ child, order: call.context.random() }))
    .toSorted((left, right) => left.order - right.order)
    .map(({ child }) => child);
}
