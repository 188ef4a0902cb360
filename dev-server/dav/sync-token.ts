import type { ServerContext } from '../server-context.ts';
import { parseNodeId } from '../store/node.ts';
import type { NodeId } from '../store/node.ts';

/** How far a client has come: everything up to `seq`, or in the middle of telling all members of a tree. */
export interface SyncPosition {
  readonly seq: number;
  /** `listing` = first listing of the collection; `expansion` = members of the tree that arrived with the next entry. */
  readonly within: { readonly kind: 'listing' | 'expansion'; readonly lastNodeId: NodeId } | undefined;
}

/** The token for the newest state of a collection. */
export function syncTokenOf(context: ServerContext, collectionId: NodeId): string {
  return formatSyncToken(context, collectionId, { seq: context.store.journal.latest(), within: undefined });
}

/** Tokens are URIs bound to this server's data and one collection. */
export function formatSyncToken(context: ServerContext, collectionId: NodeId, position: SyncPosition): string {
  const base = `urn:x-bayernbox-sync:${context.identity.instanceId}:${collectionId}:${position.seq}`;
  return position.within === undefined ? base : `${base}:${position.within.kind}:${position.within.lastNodeId}`;
}

/** Reads a token back; undefined when it is foreign, malformed, from the future or expired. */
export function parseSyncToken(context: ServerContext, collectionId: NodeId, token: string): SyncPosition | undefined {
  const match = /^urn:x-bayernbox-sync:(\w+):(\d+):(\d+)(?::(listing|expansion):(\d+))?$/u.exec(token);
  if (match === null) return undefined;
  const [, instance, collection, seqText, kind, last] = match;
  const seq = Number(seqText);
  const { journal } = context.store;
  if (instance !== context.identity.instanceId || Number(collection) !== collectionId) return undefined;
  if (seq > journal.latest() || seq < journal.floor()) return undefined;
  if (kind === undefined) return { seq, within: undefined };
  const lastNodeId = parseNodeId(Number(last));
  return lastNodeId === undefined
    ? undefined
    : { seq, within: { kind: kind === 'listing' ? 'listing' : 'expansion', lastNodeId } };
}
