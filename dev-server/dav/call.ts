import { XML_TYPE, emptyAnswer, textAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { encodeSegment, headerOf } from '../http/exchange.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Refusal } from '../profiles/profile.ts';
import { spaceIdOf } from '../profiles/infinite-scale.ts';
import type { PushEventName } from '../push/push-hub.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';
import type { NodeId, Role, StoredNode } from '../store/node.ts';

/** A WebDAV tree somebody may use. */
export interface DavMount {
  readonly account: Account;
  readonly rootId: NodeId;
  /** Encoded, without a trailing slash. */
  readonly hrefPrefix: string;
  /** MOVE and COPY stay inside one endpoint. */
  readonly endpoint: 'files' | 'webdav' | 'spaces';
  /** What the account may do there; undefined for what is its own. */
  readonly role: Role | undefined;
  /** The root is a received share. */
  readonly isShare: boolean;
}

/** A tree that belongs to the account itself. */
export const OWN = { role: undefined, isShare: false } as const;

/** Whose space an item is in, whoever looks at it. */
export function spaceOf(call: Pick<DavCall, 'context' | 'mount'>, node: StoredNode): { readonly rootId: NodeId } {
  const { nodes } = call.context.store;
  const { account, rootId } = call.mount;
  const isOwn = rootId === account.rootId && !nodes.hasMounts(rootId);
  return isOwn ? account : { rootId: nodes.locate(node.id).rootId };
}

/** One WebDAV request on a tree. */
export interface DavCall {
  readonly context: ServerContext;
  readonly exchange: Exchange;
  readonly mount: DavMount;
  readonly segments: readonly string[];
}

/** The item a call is about, if there is one now. */
export function findTarget(call: DavCall): StoredNode | undefined {
  return call.context.store.nodes.resolve(call.mount.rootId, call.segments);
}

/** Encoded URL path of an item; directories end with a slash. */
export function hrefOf(mount: DavMount, segments: readonly string[], isDirectory: boolean): string {
  const path = segments.map(encodeSegment).join('/');
  const joined = path === '' ? `${mount.hrefPrefix}/` : `${mount.hrefPrefix}/${path}`;
  return isDirectory && path !== '' ? `${joined}/` : joined;
}

/** Path of an item from its user's root, whatever tree it was addressed by. */
export function userPathOf(call: DavCall, segments: readonly string[]): readonly string[] {
  if (call.mount.rootId === call.mount.account.rootId) return segments;
  return [...call.context.store.nodes.locate(call.mount.rootId).segments, ...segments];
}

/** The answer for a refused request. */
export function refuse(context: ServerContext, refusal: Refusal): Answer {
  return textAnswer(refusal.status, context.profile.errorBody(refusal), XML_TYPE);
}

/** The answer for refused content; Infinite Scale has no words for a locked file then. */
export function refuseContent(context: ServerContext, refusal: Refusal): Answer {
  const isBare = refusal.status === 423 && context.profile.kind === 'infinite-scale';
  return isBare ? emptyAnswer(423) : refuse(context, refusal);
}

/** 404 in the words of the profile; GET has no body on Infinite Scale. */
export function notFound(call: DavCall): Answer {
  const isPlain =
    call.context.profile.kind === 'infinite-scale' &&
    (call.exchange.method === 'GET' || call.exchange.method === 'HEAD');
  if (isPlain) return emptyAnswer(404);
  return refuse(call.context, notFoundRefusal(call));
}

/** 404 as a value. */
export function notFoundRefusal(call: DavCall): Refusal {
  const name = call.segments.at(-1) ?? '';
  const message =
    call.context.profile.kind === 'owncloud10' ? `File with name ${name} could not be located` : 'Resource not found';
  return { status: 404, exception: 'NotFound', message };
}

/** Headers that tell a writer what its item is now. */
export function writtenHeaders(call: DavCall, node: StoredNode): Readonly<Record<string, string>> {
  return {
    ETag: `"${node.etag}"`,
    'OC-ETag': `"${node.etag}"`,
    'OC-FileId': call.context.profile.fileId(node, spaceOf(call, node)),
    'Last-Modified': new Date(node.mtimeMs).toUTCString(),
  };
}

/**
 * Tells the user's other clients. With events of its own on ownCloud 10, this server tells everybody who sees the item;
 * the real Infinite Scale tells receivers of a share nothing.
 */
export function announce(
  call: Pick<DavCall, 'context' | 'exchange'> & { readonly account: Account },
  name: PushEventName,
  node: StoredNode,
): void {
  const { context, account } = call;
  const parent = node.parentId === undefined ? undefined : context.store.nodes.find(node.parentId);
  const isTrashed = name === 'item-trashed';
  const isTold = context.profile.kind === 'owncloud10';
  const others = isTold ? context.store.sharing.listViewers(node.parentId ?? node.id) : [];
  const event = {
    name,
    parentItemId: isTrashed || parent === undefined ? undefined : context.profile.fileId(parent, account),
    itemId: context.profile.fileId(node, account),
    spaceId: spaceIdOf(context.identity, account),
    initiatorId: headerOf(call.exchange, 'Initiator-ID') ?? '',
    etag: isTrashed ? undefined : node.etag,
  };
  for (const id of new Set([account, ...others].map((viewer) => viewer.id))) context.push.announce(id, event);
}
