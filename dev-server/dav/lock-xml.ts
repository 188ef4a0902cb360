import type { WriteLock } from '../store/locks.ts';
import { hrefOf } from './call.ts';
import type { DavCall } from './call.ts';
import type { ItemView } from './properties.ts';
import { escapeXml } from './xml.ts';

/** Content of `lockdiscovery` for an item. */
export function lockDiscoveryXml({ call, node }: ItemView): string {
  const { locks, nodes } = call.context.store;
  return locks
    .inForce(nodes.locate(node.id).lineage)
    .map((lock) => activeLockXml(call, lock))
    .join('');
}

/** What the client said of itself, else the account: ownCloud 10 names it with its mail address, Infinite Scale by id. */
function ownerOf({ context, exchange }: DavCall, { holder, ownerXml }: WriteLock): string {
  if (ownerXml !== '') return ownerXml;
  const place = context.profile.kind === 'infinite-scale' ? `@${exchange.origin}` : ` (${holder}@example.org)`;
  return escapeXml(holder + place);
}

/** What Infinite Scale tells besides. */
function holderXml({ context }: DavCall, { holder, lockedMs }: WriteLock): string {
  if (context.profile.kind !== 'infinite-scale') return '';
  const time = new Date(lockedMs).toISOString().replace(/\.\d+Z$/u, 'Z');
  return `<oc:ownername>${escapeXml(holder)}</oc:ownername><oc:locktime>${time}</oc:locktime>`;
}

/** One `activelock` element. @see RFC 4918 §14.1 */
export function activeLockXml(call: DavCall, lock: WriteLock): string {
  const { nodes } = call.context.store;
  const mountPath = nodes.locate(call.mount.rootId).segments;
  const path = nodes.locate(lock.nodeId).segments.slice(mountPath.length);
  const root = hrefOf(call.mount, path, nodes.get(lock.nodeId).isDirectory);
  return (
    '<d:activelock><d:locktype><d:write/></d:locktype>' +
    `<d:lockscope>${lock.isExclusive ? '<d:exclusive/>' : '<d:shared/>'}</d:lockscope>` +
    `<d:depth>${lock.isDeep ? 'infinity' : '0'}</d:depth>` +
    `<d:owner>${ownerOf(call, lock)}</d:owner>` +
    holderXml(call, lock) +
    `<d:timeout>Second-${lock.timeoutSeconds}</d:timeout>` +
    `<d:locktoken><d:href>${escapeXml(lock.token)}</d:href></d:locktoken>` +
    `<d:lockroot><d:href>${escapeXml(root)}</d:href></d:lockroot></d:activelock>`
  );
}
