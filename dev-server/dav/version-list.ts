import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { encodeSegment, headerOf } from '../http/exchange.ts';
import type { StoredNode } from '../store/node.ts';
import { findWriting, listVersions } from '../store/versions.ts';
import type { FileVersion, Writing } from '../store/versions.ts';
import { findTarget, refuse, writtenHeaders } from './call.ts';
import { contentTypeOf } from './content-type.ts';
import type { DavPath } from './dav-path.ts';
import { findDestinationCall } from './destination-call.ts';
import { rangedAnswer } from './get.ts';
import type { OwnedCall } from './owned-call.ts';
import { answerPlainListing } from './plain-listing.ts';
import type { PlainItem } from './plain-listing.ts';
import { findWriteTarget, refuseByQuota } from './write-target.ts';
import { escapeXml } from './xml.ts';

type VersionsPath = Extract<DavPath, { readonly kind: 'versions' }>;

/** `/dav/meta/<fileid>` and its versions below `/v`: list, GET, restore by COPY. */
export async function answerVersions(call: OwnedCall, path: VersionsPath): Promise<Answer> {
  const { context, exchange } = call;
  const node = context.store.nodes.get(path.nodeId);
  const [area, key, ...deeper] = path.segments;
  const versions = listVersions(context.store.database, node.id);
  const version = versions.find((entry) => keyOf(call, node, entry) === key);
  const isMissing =
    (area !== undefined && area !== 'v') || (key !== undefined && version === undefined) || deeper.length > 0;
  if (isMissing) return refuse(context, { status: 404, exception: 'NotFound', message: 'Resource not found' });
  if (version === undefined) {
    if (exchange.method !== 'PROPFIND') return emptyAnswer(405);
    const members = area === 'v' ? versions.map((entry) => describeVersion(call, path, { node, version: entry })) : [];
    return answerPlainListing(call, describeCollection(call, path, node), () => members);
  }
  switch (exchange.method) {
    case 'PROPFIND':
      return answerPlainListing(call, describeVersion(call, path, { node, version }), () => []);
    case 'GET':
    case 'HEAD':
      return rangedAnswer({
        file: context.store.blobs.fileOf(version.blobId),
        sizeBytes: version.sizeBytes,
        headers: {
          'Content-Type': contentTypeOf(node.name),
          ETag: `"${version.etag}"`,
          'Last-Modified': new Date(version.mtimeMs).toUTCString(),
        },
        rangeHeader: headerOf(exchange, 'Range'),
      });
    case 'COPY':
      return restore(call, node, version);
    default:
      return emptyAnswer(501);
  }
}

function keyOf(call: OwnedCall, node: StoredNode, version: FileVersion): string {
  return call.context.profile.kind === 'infinite-scale'
    ? `${call.context.identity.toUuid(node.id)}.REV.${version.id}`
    : String(version.id);
}

function describeCollection(call: OwnedCall, path: VersionsPath, node: StoredNode): PlainItem {
  const area = path.segments[0] === 'v' ? 'v/' : '';
  const userPath = `/${call.context.store.nodes.locate(node.id).segments.join('/')}`;
  return {
    href: `${path.hrefPrefix}/${area}`,
    dav: { resourcetype: '<d:collection/>' },
    owncloud: {
      'meta-path-for-user': escapeXml(userPath),
      ...(area === '' ? {} : describeWriting(call, findWriting(call.context.store.database, node.id))),
    },
  };
}

/**
 * ownCloud 10 from 10.12 on tells who wrote a version, where its operator has it save this; the collection tells of the
 * present one. The Infinite Scale family tells it only among the activities.
 */
function describeWriting({ context }: OwnedCall, writing: Writing | undefined): PlainItem['owncloud'] {
  if (context.profile.kind === 'infinite-scale' || writing === undefined) return {};
  const name = escapeXml(writing.name);
  return { 'meta-version-edited-by': name, 'meta-version-edited-by-name': name };
}

function describeVersion(
  call: OwnedCall,
  path: VersionsPath,
  item: { readonly node: StoredNode; readonly version: FileVersion },
): PlainItem {
  const { node, version } = item;
  return {
    href: `${path.hrefPrefix}/v/${encodeSegment(keyOf(call, node, version))}`,
    dav: {
      resourcetype: '',
      getcontentlength: String(version.sizeBytes),
      getcontenttype: contentTypeOf(node.name),
      getetag: escapeXml(`"${version.etag}"`),
      getlastmodified: new Date(version.mtimeMs).toUTCString(),
    },
    owncloud: { size: String(version.sizeBytes), ...describeWriting(call, version.writing) },
  };
}

function restore(call: OwnedCall, node: StoredNode, version: FileVersion): Answer {
  const { context } = call;
  const destination = findDestinationCall(call);
  if (destination.kind === 'refused') return refuse(context, destination.refusal);
  if (findTarget(destination.call)?.id !== node.id) {
    return refuse(context, {
      status: 409,
      exception: 'Conflict',
      message: 'A version can only be restored to its own file',
    });
  }
  const target = findWriteTarget(destination.call, destination.call.segments, 'file');
  if (target.kind === 'refused') return refuse(context, target.refusal);
  const refusal = refuseByQuota(destination.call, version.sizeBytes - node.sizeBytes);
  if (refusal !== undefined) return refuse(context, refusal);
  const content = {
    blobId: version.blobId,
    sizeBytes: version.sizeBytes,
    mtimeMs: context.now(),
    writtenBy: call.account.name,
  };
  const restored = context.store.database.transaction(() => context.store.nodes.replaceContent(node, content));
  return emptyAnswer(204, writtenHeaders(destination.call, restored));
}
