import { encodeSegment } from '../http/exchange.ts';
import { JAIL_ID, spaceIdOf } from '../profiles/infinite-scale.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';
import { parseNodeId } from '../store/node.ts';
import type { NodeId } from '../store/node.ts';
import type { DavMount } from './call.ts';
import { OWN } from './call.ts';

/** What a WebDAV URL names. Statuses in `none`: 404 unknown, 400 malformed id, 405 not a collection one may list. */
export type DavPath =
  | { readonly kind: 'tree'; readonly mount: DavMount; readonly segments: readonly string[] }
  | {
      readonly kind: 'trash';
      readonly account: Account;
      readonly hrefPrefix: string;
      readonly segments: readonly string[];
    }
  | {
      readonly kind: 'versions';
      readonly nodeId: NodeId;
      readonly hrefPrefix: string;
      readonly segments: readonly string[];
    }
  | {
      readonly kind: 'uploads';
      readonly account: Account;
      readonly hrefPrefix: string;
      readonly segments: readonly string[];
    }
  | { readonly kind: 'none'; readonly status: 400 | 404 | 405 };

const NONE: DavPath = { kind: 'none', status: 404 };

interface PathParts {
  readonly context: ServerContext;
  readonly account: Account;
  /** `/dav` or `/remote.php/dav`. */
  readonly base: string;
  readonly rest: readonly string[];
}

/** Whether a path belongs to WebDAV at all. */
export function isDavPath(context: ServerContext, segments: readonly string[]): boolean {
  const [first, second] = segments;
  if (first === 'remote.php') return second === 'dav' || second === 'webdav';
  return context.profile.kind === 'infinite-scale' && (first === 'dav' || first === 'webdav');
}

/** Finds out what a decoded WebDAV path names for this account. Other people's trees are 404. */
export function parseDavPath(context: ServerContext, account: Account, segments: readonly string[]): DavPath {
  const hasPhp = segments[0] === 'remote.php';
  const [service, ...rest] = hasPhp ? segments.slice(1) : segments;
  const prefix = hasPhp ? '/remote.php' : '';
  if (service === 'webdav') {
    return {
      kind: 'tree',
      mount: { account, rootId: account.rootId, hrefPrefix: `${prefix}/webdav`, endpoint: 'webdav', ...OWN },
      segments: rest,
    };
  }
  const [area, ...below] = rest;
  const parts: PathParts = { context, account, base: `${prefix}/dav`, rest: below };
  switch (area ?? '') {
    case 'files':
      return parseFiles(parts);
    case 'spaces':
      return context.profile.kind === 'infinite-scale' ? parseSpaces(parts) : NONE;
    case 'trash-bin':
      return parseOwned(parts, 'trash', 'trash-bin');
    case 'uploads':
      return context.profile.kind === 'owncloud10' ? parseOwned(parts, 'uploads', 'uploads') : NONE;
    case 'meta':
      return parseMeta(parts);
    default:
      return NONE;
  }
}

function parseFiles({ account, base, rest }: PathParts): DavPath {
  const [name, ...segments] = rest;
  if (name !== account.name) return NONE;
  return {
    kind: 'tree',
    mount: {
      account,
      rootId: account.rootId,
      hrefPrefix: `${base}/files/${encodeSegment(name)}`,
      endpoint: 'files',
      ...OWN,
    },
    segments,
  };
}

function parseOwned({ account, base, rest }: PathParts, kind: 'trash' | 'uploads', area: string): DavPath {
  const [name, ...segments] = rest;
  if (name !== account.name) return NONE;
  return { kind, account, hrefPrefix: `${base}/${area}/${encodeSegment(name)}`, segments };
}

function parseSpaces({ context, account, base, rest }: PathParts): DavPath {
  const [id, ...segments] = rest;
  if (id === undefined) return { kind: 'none', status: 405 };
  if (id === 'trash-bin') {
    const [spaceId, ...below] = segments;
    const ownSpace = spaceIdOf(context.identity, account);
    return spaceId === ownSpace
      ? { kind: 'trash', account, hrefPrefix: `${base}/spaces/trash-bin/${ownSpace}`, segments: below }
      : NONE;
  }
  if (!id.includes('$')) return { kind: 'none', status: 400 };
  const root = findSharedRoot(context, account, id) ?? findOwnRoot(context, account, id);
  if (root === undefined) return NONE;
  return {
    kind: 'tree',
    mount: { account, ...root, hrefPrefix: `${base}/spaces/${id.replace('!', '%21')}`, endpoint: 'spaces' },
    segments,
  };
}

/** The item of this id that the account may read, in whatever space; undefined for a bad id and for what is not shown. */
export function findReadable(context: ServerContext, account: Account, id: string): NodeId | undefined {
  const { nodes, sharing } = context.store;
  if (context.profile.kind === 'owncloud10') {
    const nodeId = parseNumber(context, id);
    const isShown = nodeId !== undefined && nodes.find(nodeId) !== undefined;
    return isShown && nodes.rootsSeeing(nodeId).has(account.rootId) ? nodeId : undefined;
  }
  const root = findSharedRoot(context, account, id) ?? findOwnRoot(context, account, id);
  if (root !== undefined) return root.rootId;
  const nodeId = parseSpaceFileId(context, id);
  if (nodeId === undefined) return undefined;
  return nodes.rootsSeeing(nodeId).has(sharing.receivingRoot(account)) ? nodeId : undefined;
}

type Root = Pick<DavMount, 'rootId' | 'role' | 'isShare'>;

function findOwnRoot(context: ServerContext, account: Account, id: string): Root | undefined {
  const rootId = parseFileId(context, account, id);
  return rootId === undefined ? undefined : { rootId, ...OWN };
}

/** The common root of received shares, one of them, or a space of which the account is a member. */
function findSharedRoot(context: ServerContext, account: Account, id: string): Root | undefined {
  const { sharing } = context.store;
  const [space = '', shareId] = id.split('!');
  if (space === JAIL_ID) {
    const jailId = sharing.receivingRoot(account);
    if (shareId === undefined) return { rootId: jailId, role: 'viewer', isShare: false };
    const share = sharing.listReceived(account).find((one) => context.identity.toUuid(one.id) === shareId);
    const item = share === undefined ? undefined : context.store.nodes.findChild(jailId, share.name);
    return item?.mount === undefined ? undefined : { rootId: item.id, role: item.mount.role, isShare: true };
  }
  const rootId = parseSpaceFileId(context, space);
  const project = rootId === undefined ? undefined : sharing.findSpace(rootId);
  if (project === undefined || project.isDisabled) return undefined;
  const role = sharing.findRole(project, account);
  const nodeId = parseSpaceFileId(context, id);
  return role === undefined || nodeId === undefined ? undefined : { rootId: nodeId, role, isShare: false };
}

function parseMeta({ context, account, base, rest }: PathParts): DavPath {
  const [id = '', ...segments] = rest;
  const nodeId = findReadable(context, account, id);
  return nodeId === undefined
    ? NONE
    : { kind: 'versions', nodeId, hrefPrefix: `${base}/meta/${encodeSegment(id).replaceAll('%24', '$')}`, segments };
}

/** The item a file id (or space id) names, if it is in this account's tree. */
export function parseFileId(context: ServerContext, account: Account, id: string): NodeId | undefined {
  const nodeId = context.profile.kind === 'infinite-scale' ? parseSpaceFileId(context, id) : parseNumber(context, id);
  if (nodeId === undefined || context.store.nodes.find(nodeId) === undefined) return undefined;
  return context.store.nodes.locate(nodeId).rootId === account.rootId ? nodeId : undefined;
}

function parseSpaceFileId(context: ServerContext, id: string): NodeId | undefined {
  const [space = '', uuid] = id.split('!');
  const [storageId, spaceUuid = ''] = space.split('$');
  if (storageId !== context.identity.storageId) return undefined;
  const rootId = context.identity.parseUuid(spaceUuid);
  if (uuid === undefined || rootId === undefined) return rootId;
  const nodeId = context.identity.parseUuid(uuid);
  if (nodeId === undefined || context.store.nodes.find(nodeId) === undefined) return undefined;
  return context.store.nodes.locate(nodeId).rootId === rootId ? nodeId : undefined;
}

function parseNumber(context: ServerContext, id: string): NodeId | undefined {
  const digits = id.endsWith(context.identity.instanceId) ? id.slice(0, -context.identity.instanceId.length) : id;
  return /^\d{1,15}$/u.test(digits) ? parseNodeId(Number(digits)) : undefined;
}
