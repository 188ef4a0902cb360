import { hrefOf } from './call.ts';
import type { DavCall } from './call.ts';
import { MULTISTATUS_END, MULTISTATUS_START } from './multistatus.ts';
import { OWNCLOUD_NAMESPACE } from './properties.ts';
import { childOf, escapeXml } from './xml.ts';
import type { XmlElement } from './xml.ts';
import type { StoredNode } from '../store/node.ts';

/** What is looked for: a part of names in any case. */
export interface NameQuery {
  readonly part: string;
  readonly limit: number;
}

/** `oc:search-files` with a query for names, the only one that this server knows; undefined for anything else. */
export function parseSearch(root: XmlElement): NameQuery | undefined {
  if (root.namespace !== OWNCLOUD_NAMESPACE || root.name !== 'search-files') return undefined;
  const search = childOf(root, OWNCLOUD_NAMESPACE, 'search');
  const pattern = search && childOf(search, OWNCLOUD_NAMESPACE, 'pattern')?.text.trim();
  const part = /^name:"\*(.+)\*"$/u.exec(pattern ?? '')?.[1];
  const limit = Number(search && childOf(search, OWNCLOUD_NAMESPACE, 'limit')?.text);
  return part === undefined ? undefined : { part: part.toLowerCase(), limit: limit > 0 ? limit : 200 };
}

/** Hits as Infinite Scale writes them: whatever was asked for, hrefs under /remote.php without a last slash, no etag. */
export function* writeHits(call: DavCall, query: NameQuery): Generator<string> {
  yield MULTISTATUS_START;
  let count = 0;
  for (const { node, segments } of walk(call, call.mount.rootId, [])) {
    if (!node.name.toLowerCase().includes(query.part)) continue;
    if (count >= query.limit) break;
    count += 1;
    const type = node.isDirectory ? '<d:collection/>' : '';
    const properties = `<oc:name>${escapeXml(node.name)}</oc:name><d:getetag></d:getetag><d:resourcetype>${type}</d:resourcetype>`;
    const href = hrefOf(call.mount, segments, false).replace(/^(?:\/remote\.php)?(?=\/dav\/)/u, '/remote.php');
    yield `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
  }
  yield MULTISTATUS_END;
}

interface Walked {
  readonly node: StoredNode;
  readonly segments: readonly string[];
}

function* walk(call: DavCall, parentId: StoredNode['id'], above: readonly string[]): Generator<Walked> {
  for (const node of call.context.store.nodes.children(parentId)) {
    const segments = [...above, node.name];
    yield { node, segments };
    if (node.isDirectory) yield* walk(call, node.id, segments);
  }
}
