import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf } from '../http/exchange.ts';
import { parseNodeId } from '../store/node.ts';
import type { NodeId } from '../store/node.ts';
import type { TrashEntry } from '../store/trash.ts';
import { announce, refuse, writtenHeaders } from './call.ts';
import type { DavCall } from './call.ts';
import { findDestinationCall } from './destination-call.ts';
import type { DavPath } from './dav-path.ts';
import type { OwnedCall } from './owned-call.ts';
import { answerPlainListing } from './plain-listing.ts';
import type { PlainItem } from './plain-listing.ts';
import { escapeXml } from './xml.ts';
import { findWriteTarget } from './write-target.ts';

type TrashPath = Extract<DavPath, { readonly kind: 'trash' }>;

/** The trash bin: list, restore by MOVE, delete one or all. */
export async function answerTrash(call: OwnedCall, path: TrashPath): Promise<Answer> {
  const { context, account, exchange } = call;
  const [id, ...deeper] = path.segments;
  const entry = id === undefined ? undefined : findEntry(call, id);
  const isMissing = deeper.length > 0 || (id !== undefined && entry === undefined);
  if (isMissing) return refuse(context, { status: 404, exception: 'NotFound', message: 'Resource not found' });
  switch (exchange.method) {
    case 'PROPFIND': {
      if (entry !== undefined) return answerPlainListing(call, describeEntry(call, path, entry), () => []);
      const collection = { href: `${path.hrefPrefix}/`, dav: { resourcetype: '<d:collection/>' }, owncloud: {} };
      return answerPlainListing(call, collection, () =>
        context.store.trash.list(account.rootId).map((item) => describeEntry(call, path, item)),
      );
    }
    case 'MOVE':
      return entry === undefined
        ? refuse(context, { status: 403, exception: 'Forbidden', message: 'The trash itself cannot be moved' })
        : restore(call, entry);
    case 'DELETE': {
      const doomed = entry === undefined ? context.store.trash.list(account.rootId) : [entry];
      context.store.database.transaction(() => {
        for (const item of doomed) context.store.trash.purge(item);
      });
      return emptyAnswer(204);
    }
    default:
      return emptyAnswer(501);
  }
}

function trashId(call: OwnedCall, id: NodeId): string {
  return call.context.profile.kind === 'infinite-scale' ? call.context.identity.toUuid(id) : String(id);
}

function findEntry(call: OwnedCall, id: string): TrashEntry | undefined {
  const nodeId =
    call.context.profile.kind === 'infinite-scale'
      ? call.context.identity.parseUuid(id)
      : /^\d{1,15}$/u.test(id)
        ? parseNodeId(Number(id))
        : undefined;
  return nodeId === undefined ? undefined : call.context.store.trash.find(call.account.rootId, nodeId);
}

function describeEntry(call: OwnedCall, path: TrashPath, entry: TrashEntry): PlainItem {
  const { node } = entry;
  const href = `${path.hrefPrefix}/${trashId(call, node.id)}${node.isDirectory ? '/' : ''}`;
  const deleted = new Date(entry.deletedMs);
  return {
    href,
    dav: {
      resourcetype: node.isDirectory ? '<d:collection/>' : '',
      getetag: escapeXml(`"${node.etag}"`),
      getlastmodified: new Date(node.mtimeMs).toUTCString(),
      ...(node.isDirectory ? {} : { getcontentlength: String(node.sizeBytes) }),
    },
    owncloud: {
      id: escapeXml(call.context.profile.fileId(node, call.account)),
      fileid: escapeXml(call.context.profile.shortFileId(node, call.account)),
      size: String(node.sizeBytes),
      'trashbin-original-filename': escapeXml(entry.originalName),
      'trashbin-original-location': escapeXml(entry.originalPath),
      'trashbin-delete-timestamp': String(Math.floor(entry.deletedMs / 1_000)),
      'trashbin-delete-datetime': deleted.toUTCString(),
    },
  };
}

function restore(call: OwnedCall, entry: TrashEntry): Answer {
  const { context } = call;
  const destination = findDestinationCall(call);
  if (destination.kind === 'refused') return refuse(context, destination.refusal);
  const target = findWriteTarget(
    destination.call,
    destination.call.segments,
    entry.node.isDirectory ? 'directory' : 'file',
  );
  if (target.kind === 'refused') return refuse(context, target.refusal);
  const { existing, place } = target;
  if (existing !== undefined && headerOf(call.exchange, 'Overwrite')?.trim().toUpperCase() === 'F') {
    return refuse(context, {
      status: 412,
      exception: 'PreconditionFailed',
      message: 'The destination node already exists, and the overwrite header is set to false',
    });
  }
  const node = context.store.database.transaction(() => {
    if (existing !== undefined) context.store.trash.add(existing);
    return context.store.trash.restore(entry, place);
  });
  announce(call, 'item-restored', node);
  const restored: DavCall = destination.call;
  return emptyAnswer(existing === undefined ? 201 : 204, writtenHeaders(restored, node));
}
