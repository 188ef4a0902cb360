import { XML_TYPE, textAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { readTextBody } from '../http/request-body.ts';
import { findTarget, hrefOf, notFound, refuse } from './call.ts';
import type { DavCall } from './call.ts';
import { MULTISTATUS_END, MULTISTATUS_START, createResponseWriter, namesIn, statusResponseXml } from './multistatus.ts';
import { wantsMinimal } from './propfind.ts';
import { DAV_NAMESPACE } from './properties.ts';
import type { ItemView } from './properties.ts';
import { parseSearch, writeHits } from './search-files.ts';
import { walkChanges, wasDirectoryReplaced } from './sync-changes.ts';
import type { SyncQuery } from './sync-changes.ts';
import { formatSyncToken, parseSyncToken } from './sync-token.ts';
import type { SyncPosition } from './sync-token.ts';
import { childOf, escapeXml, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

/** REPORT: `sync-collection` where the journal is on, and on Infinite Scale `search-files`. @see RFC 6578 §3 */
export async function report(call: DavCall): Promise<Answer> {
  const body = await readTextBody(call.exchange.request);
  const root = body.kind === 'text' ? parseXml(body.text) : undefined;
  if (root === undefined)
    return refuse(call.context, {
      status: 400,
      exception: 'BadRequest',
      message: 'This service could not parse the request body',
    });
  const search = call.context.profile.kind === 'infinite-scale' ? parseSearch(root) : undefined;
  if (search !== undefined) return multistatus(writeHits(call, search));
  const isSync = root.namespace === DAV_NAMESPACE && root.name === 'sync-collection';
  if (!isSync || !call.context.options.journal) return refuseReport(call);
  const collection = findTarget(call);
  if (collection === undefined) return notFound(call);
  if (!collection.isDirectory)
    return refuse(call.context, {
      status: 405,
      exception: 'MethodNotAllowed',
      message: 'Only collections can be synchronised',
    });
  const start = parseStart(call, root, collection.id);
  const request = start === undefined ? undefined : parseQuery(root, collection.id, start);
  const hasShares = call.context.store.nodes.hasMounts(call.mount.rootId);
  if (start === undefined || request === undefined || hasShares || wasDirectoryReplaced(call.context, request))
    return invalidToken();
  const properties = childOf(root, DAV_NAMESPACE, 'prop');
  const write = createResponseWriter(
    { kind: 'listed', names: properties === undefined ? [] : namesIn(properties) },
    { isMinimal: wantsMinimal(call) },
  );
  return multistatus(writeReport(call, request, write));
}

function multistatus(chunks: Iterable<string>): Answer {
  return {
    status: 207,
    headers: { 'Content-Type': 'application/xml; charset=utf-8' },
    body: { kind: 'chunks', chunks },
  };
}

function refuseReport(call: DavCall): Answer {
  return refuse(
    call.context,
    call.context.profile.kind === 'infinite-scale'
      ? { status: 400, exception: 'BadRequest', message: 'missing search-files tag' }
      : { status: 415, exception: 'ReportNotSupported', message: 'The server does not support this report' },
  );
}

function parseStart(
  call: DavCall,
  root: XmlElement,
  collectionId: SyncQuery['collectionId'],
): SyncPosition | undefined {
  const token = childOf(root, DAV_NAMESPACE, 'sync-token')?.text.trim() ?? '';
  if (token === '')
    return { seq: call.context.store.journal.latest(), within: { kind: 'listing', lastNodeId: collectionId } };
  return parseSyncToken(call.context, collectionId, token);
}

function parseQuery(root: XmlElement, collectionId: SyncQuery['collectionId'], start: SyncPosition): SyncQuery {
  const level = childOf(root, DAV_NAMESPACE, 'sync-level')?.text.trim() ?? '1';
  const limit = childOf(root, DAV_NAMESPACE, 'limit');
  const count = Number(
    limit === undefined ? Number.NaN : (childOf(limit, DAV_NAMESPACE, 'nresults')?.text.trim() ?? Number.NaN),
  );
  return {
    collectionId,
    start,
    isDeep: level === 'infinite' || level === 'infinity',
    limit: Number.isSafeInteger(count) && count > 0 ? count : Number.POSITIVE_INFINITY,
  };
}

function invalidToken(): Answer {
  const xml = '<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>';
  return textAnswer(403, xml, XML_TYPE);
}

function* writeReport(call: DavCall, query: SyncQuery, write: (view: ItemView) => string): Generator<string> {
  const latest = call.context.store.journal.latest();
  yield MULTISTATUS_START;
  let position = query.start;
  let count = 0;
  let isTruncated = false;
  for (const step of walkChanges(call.context, query, latest)) {
    if (count >= query.limit) {
      isTruncated = true;
      break;
    }
    const segments = [...call.segments, ...step.segments];
    yield step.node === undefined
      ? statusResponseXml(hrefOf(call.mount, segments, step.isDirectory), '404 Not Found')
      : write({ call, node: step.node, segments });
    count += 1;
    position = step.position;
  }
  if (isTruncated)
    yield statusResponseXml(
      hrefOf(call.mount, call.segments, true),
      '507 Insufficient Storage',
      '<d:error><d:number-of-matches-within-limits/></d:error>',
    );
  else position = { seq: query.start.within?.kind === 'listing' ? query.start.seq : latest, within: undefined };
  yield `<d:sync-token>${escapeXml(formatSyncToken(call.context, query.collectionId, position))}</d:sync-token>${MULTISTATUS_END}`;
}
