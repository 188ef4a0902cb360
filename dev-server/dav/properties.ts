import { syncTokenOf } from './sync-token.ts';
import { availableBytes } from './write-target.ts';
import { accessAt, isReadOnly } from './access.ts';
import { spaceOf } from './call.ts';
import type { DavCall } from './call.ts';
import { contentTypeOf } from './content-type.ts';
import { escapeXml } from './xml.ts';
import { spaceIdOf } from '../profiles/infinite-scale.ts';
import type { ProfileKind } from '../server-options.ts';
import type { StoredNode } from '../store/node.ts';
import { lockDiscoveryXml } from './lock-xml.ts';

/** One item as a listing shows it. */
export interface ItemView {
  readonly call: DavCall;
  readonly node: StoredNode;
  /** From the root of the call's mount. */
  readonly segments: readonly string[];
}

/** Writes a property's content, or undefined when the item does not have it. */
export type LiveProperty = (view: ItemView) => string | undefined;

export const DAV_NAMESPACE = 'DAV:';
export const OWNCLOUD_NAMESPACE = 'http://owncloud.org/ns';

const SUPPORTED_LOCK =
  '<d:lockentry><d:lockscope><d:exclusive/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockentry>' +
  '<d:lockentry><d:lockscope><d:shared/></d:lockscope><d:locktype><d:write/></d:locktype></d:lockentry>';
const SUPPORTED_REPORTS = '<d:supported-report><d:report><d:sync-collection/></d:report></d:supported-report>';

const onlyFor =
  (kind: ProfileKind, property: LiveProperty): LiveProperty =>
  (view) =>
    view.call.context.profile.kind === kind ? property(view) : undefined;
const onlyDirectories =
  (property: LiveProperty): LiveProperty =>
  (view) =>
    view.node.isDirectory ? property(view) : undefined;
const onlyFiles =
  (property: LiveProperty): LiveProperty =>
  (view) =>
    view.node.isDirectory ? undefined : property(view);
const withJournal =
  (property: LiveProperty): LiveProperty =>
  (view) =>
    view.call.context.options.journal && !seesShares(view) ? property(view) : undefined;

/** The journal tells nothing of what others do in a share, so there it is not offered. */
function seesShares({ call }: ItemView): boolean {
  return call.context.store.nodes.hasMounts(call.mount.rootId);
}

const DAV_PROPERTIES: Readonly<Record<string, LiveProperty>> = {
  resourcetype: ({ node }) => (node.isDirectory ? '<d:collection/>' : ''),
  getlastmodified: ({ node }) => new Date(node.mtimeMs).toUTCString(),
  getcontentlength: onlyFiles(({ node }) => String(node.sizeBytes)),
  getcontenttype: ({ node, call }) =>
    node.isDirectory
      ? call.context.profile.kind === 'infinite-scale'
        ? 'httpd/unix-directory'
        : undefined
      : contentTypeOf(node.name),
  getetag: ({ node }) => escapeXml(`"${node.etag}"`),
  displayname: onlyFor('owncloud10', (view) => escapeXml(displayName(view))),
  creationdate: onlyFor('owncloud10', ({ node }) => new Date(node.createdMs).toISOString()),
  'quota-used-bytes': onlyDirectories(({ node }) => String(node.sizeBytes)),
  'quota-available-bytes': onlyDirectories(({ call }) =>
    String(availableBytes(call) ?? (call.context.profile.kind === 'owncloud10' ? -3 : -2)),
  ),
  supportedlock: () => SUPPORTED_LOCK,
  lockdiscovery: (view) => lockDiscoveryXml(view),
  'supported-report-set': onlyDirectories(withJournal(() => SUPPORTED_REPORTS)),
  'sync-token': onlyDirectories(withJournal(({ call, node }) => escapeXml(syncTokenOf(call.context, node.id)))),
};

const OWNCLOUD_PROPERTIES: Readonly<Record<string, LiveProperty>> = {
  id: ({ call, node }) => escapeXml(call.context.profile.fileId(node, spaceOf(call, node))),
  fileid: ({ call, node }) => escapeXml(call.context.profile.shortFileId(node, spaceOf(call, node))),
  permissions: (view) =>
    view.call.context.profile.permissions({
      isDirectory: view.node.isDirectory,
      isReadOnly: isReadOnly(view.call, view.segments),
      ...accessAt(view.call, view.segments),
    }),
  size: ({ node }) => String(node.sizeBytes),
  checksums: ({ node }) => checksumsXml(node),
  'data-fingerprint': onlyFor('owncloud10', ({ node, call }) =>
    node.parentId === undefined ? escapeXml(call.context.faults.dataFingerprint) : undefined,
  ),
  'share-types': onlyFor('owncloud10', () => ''),
  favorite: () => '0',
  privatelink: ({ call, node }) =>
    escapeXml(
      `${call.exchange.origin}/f/${encodeURIComponent(call.context.profile.shortFileId(node, spaceOf(call, node)))}`,
    ),
  downloadURL: () => undefined,
  'owner-id': ({ call }) => escapeXml(call.mount.account.name),
  'owner-display-name': ({ call }) => escapeXml(call.mount.account.name),
  name: onlyFor('infinite-scale', (view) => escapeXml(displayName(view))),
  spaceid: onlyFor('infinite-scale', ({ call, node }) =>
    escapeXml(spaceIdOf(call.context.identity, spaceOf(call, node))),
  ),
  'file-parent': onlyFor('infinite-scale', ({ call, node }) => {
    const spaceId = spaceIdOf(call.context.identity, spaceOf(call, node));
    return node.parentId === undefined ? spaceId : `${spaceId}!${call.context.identity.toUuid(node.parentId)}`;
  }),
  tags: onlyFor('infinite-scale', () => ''),
};

function displayName({ node, call }: ItemView): string {
  return node.parentId === undefined ? call.mount.account.name : node.name;
}

function checksumsXml(node: StoredNode): string | undefined {
  if (node.checksums === undefined || node.sizeBytes === 0) return undefined;
  const { sha1, md5, adler32 } = node.checksums;
  return `<oc:checksum>SHA1:${sha1} MD5:${md5} ADLER32:${adler32}</oc:checksum>`;
}

/** The live property of this name, or undefined when the server knows none. */
export function findLiveProperty(namespace: string, name: string): LiveProperty | undefined {
  const table =
    namespace === DAV_NAMESPACE ? DAV_PROPERTIES : namespace === OWNCLOUD_NAMESPACE ? OWNCLOUD_PROPERTIES : undefined;
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** What `allprop` (and `propname`) lists besides stored properties. */
export const ALLPROP_NAMES: readonly { readonly namespace: string; readonly name: string }[] = [
  ...[
    'resourcetype',
    'getlastmodified',
    'getcontentlength',
    'getcontenttype',
    'getetag',
    'displayname',
    'creationdate',
    'quota-used-bytes',
    'quota-available-bytes',
    'supportedlock',
    'lockdiscovery',
  ].map((name) => ({ namespace: DAV_NAMESPACE, name })),
  ...['id', 'fileid', 'permissions', 'size', 'checksums', 'favorite', 'name', 'spaceid', 'file-parent', 'tags'].map(
    (name) => ({ namespace: OWNCLOUD_NAMESPACE, name }),
  ),
];
