import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf, parsePathSegments } from '../http/exchange.ts';
import type { Refusal } from '../profiles/profile.ts';
import type { StoredNode } from '../store/node.ts';
import type { Place } from '../store/nodes.ts';
import { isFixed } from './access.ts';
import { announce, findTarget, notFound, notFoundRefusal, refuse, writtenHeaders } from './call.ts';
import type { DavCall } from './call.ts';
import { refuseByConditions, refuseByLocks } from './conditions.ts';
import { parseDavPath } from './dav-path.ts';
import { findWriteTarget, refuseByQuota } from './write-target.ts';

/** Where a `Destination` header points to inside the same tree, or why it is refused. */
export type Destination =
  | { readonly kind: 'path'; readonly segments: readonly string[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Reads `Destination`: absolute or a path, any host, but the same endpoint and root. */
export function parseDestination(call: DavCall): Destination {
  const header = headerOf(call.exchange, 'Destination');
  const refused = (status: number, exception: string, message: string): Destination => ({
    kind: 'refused',
    refusal: { status, exception, message },
  });
  if (header === undefined || header === '')
    return refused(400, 'BadRequest', 'The destination header was not supplied');
  const all = parsePathSegments(header.replace(/^[a-z]+:\/\/[^/]*/iu, ''));
  if (all === undefined) return refused(400, 'BadRequest', 'The destination header is not a valid path');
  const path = parseDavPath(call.context, call.mount.account, all);
  const isInfiniteScale = call.context.profile.kind === 'infinite-scale';
  if (path.kind !== 'tree')
    return isInfiniteScale
      ? refused(409, 'Conflict', 'The destination is unknown')
      : refused(502, 'BadGateway', 'The destination is outside of this tree');
  if (path.mount.endpoint !== call.mount.endpoint)
    return refused(400, 'BadRequest', 'The destination is on another endpoint');
  if (path.mount.rootId === call.mount.rootId) return { kind: 'path', segments: path.segments };
  return (
    relativeToMount(call, path.mount.rootId, path.segments) ?? refused(502, 'BadGateway', 'cannot move across spaces')
  );
}

/** A destination addressed by another node's id, seen from this call's root. */
function relativeToMount(
  call: DavCall,
  rootId: DavCall['mount']['rootId'],
  segments: readonly string[],
): Destination | undefined {
  const { nodes } = call.context.store;
  const from = nodes.locate(call.mount.rootId).segments;
  const to = [...nodes.locate(rootId).segments, ...segments];
  return from.every((part, index) => to[index] === part)
    ? { kind: 'path', segments: to.slice(from.length) }
    : undefined;
}

interface Transfer {
  readonly source: StoredNode;
  readonly place: Place;
  readonly existing: StoredNode | undefined;
}

/** MOVE and COPY. The replaced target goes to the trash; a moved source keeps id and etag. @see RFC 4918 §9.8, §9.9 */
export function moveOrCopy(call: DavCall): Answer {
  const source = findTarget(call);
  const isUnmovable = call.context.profile.kind === 'infinite-scale' && source?.mount !== undefined;
  if (source === undefined || isUnmovable) return notFound(call);
  const destination = parseDestination(call);
  if (destination.kind === 'refused') return refuse(call.context, destination.refusal);
  const isMove = call.exchange.method === 'MOVE';
  const isItself = destination.segments.join('/') === call.segments.join('/');
  if (isItself && isMove && call.context.options.careless.moveOntoItselfTrashes)
    return trashByMoveOntoItself(call, source);
  const transfer = planTransfer(call, source, destination.segments);
  if (transfer.kind === 'refused') return refuse(call.context, transfer.refusal);
  const node = call.context.store.database.transaction(() => (isMove ? move(call, transfer) : copy(call, transfer)));
  announceTransfer(call, { source, node, isMove });
  return emptyAnswer(transfer.existing === undefined ? 201 : 204, writtenHeaders(call, node));
}

function trashByMoveOntoItself(call: DavCall, source: StoredNode): Answer {
  call.context.store.database.transaction(() => call.context.store.trash.add(source));
  announce({ ...call, account: call.mount.account }, 'item-trashed', source);
  return refuse(call.context, notFoundRefusal(call));
}

function planTransfer(
  call: DavCall,
  source: StoredNode,
  destination: readonly string[],
): ({ readonly kind: 'transfer' } & Transfer) | { readonly kind: 'refused'; readonly refusal: Refusal } {
  const misplaced = refuseByPlaces(call, source, destination);
  if (misplaced !== undefined) return { kind: 'refused', refusal: misplaced };
  const target = findWriteTarget(call, destination, source.isDirectory ? 'directory' : 'file');
  if (target.kind === 'refused') return target;
  const refusal =
    refuseByConditions(call, source) ?? refuseBySource(call, source) ?? refuseByTarget(call, source, target.existing);
  return refusal === undefined
    ? { kind: 'transfer', source, place: target.place, existing: target.existing }
    : { kind: 'refused', refusal };
}

function refuseByPlaces(call: DavCall, source: StoredNode, destination: readonly string[]): Refusal | undefined {
  const isPrefix = (left: readonly string[], right: readonly string[]): boolean =>
    left.every((part, index) => right[index] === part);
  if (call.segments.length === destination.length && isPrefix(call.segments, destination)) {
    return { status: 403, exception: 'Forbidden', message: 'Source and destination uri are identical.' };
  }
  if (source.parentId === undefined || (source.isDirectory && isPrefix(call.segments, destination))) {
    return { status: 409, exception: 'Conflict', message: 'can not move a folder into one of its children' };
  }
  return isPrefix(destination, call.segments)
    ? { status: 409, exception: 'Conflict', message: 'The destination contains the source' }
    : undefined;
}

function refuseBySource(call: DavCall, source: StoredNode): Refusal | undefined {
  if (call.exchange.method === 'COPY') {
    return call.context.faults.isProcessing(source.id)
      ? { status: 500, exception: '', message: 'error: file is processing' }
      : undefined;
  }
  if (isFixed(call, call.segments))
    return { status: 403, exception: 'Forbidden', message: 'You have no permission to move this' };
  return refuseByLocks(call, [source.id], { includesMembers: true });
}

function refuseByTarget(call: DavCall, source: StoredNode, existing: StoredNode | undefined): Refusal | undefined {
  if (existing !== undefined && headerOf(call.exchange, 'Overwrite')?.trim().toUpperCase() === 'F') {
    return {
      status: 412,
      exception: 'PreconditionFailed',
      message: 'The destination node already exists, and the overwrite header is set to false',
    };
  }
  if (existing !== undefined) {
    const locked = refuseByLocks(call, [existing.id], { includesMembers: true });
    if (locked !== undefined) return locked;
  }
  return call.exchange.method === 'COPY'
    ? refuseByQuota(call, source.sizeBytes - (existing?.sizeBytes ?? 0))
    : undefined;
}

function move(call: DavCall, { source, place, existing }: Transfer): StoredNode {
  const { nodes, trash, database } = call.context.store;
  if (existing !== undefined) trash.add(existing);
  // A lock belongs to the URL, so it does not travel.
  database.run('DELETE FROM locks WHERE node_id = ?', source.id);
  return nodes.move(nodes.get(source.mount?.id ?? source.id), place);
}

function copy(call: DavCall, { source, place, existing }: Transfer): StoredNode {
  const { nodes, trash } = call.context.store;
  if (existing !== undefined && !existing.isDirectory && !source.isDirectory && source.blobId !== undefined) {
    return nodes.replaceContent(existing, {
      blobId: source.blobId,
      sizeBytes: source.sizeBytes,
      mtimeMs: call.context.now(),
      writtenBy: call.mount.account.name,
    });
  }
  if (existing !== undefined) trash.add(existing);
  return nodes.copy(source, place, headerOf(call.exchange, 'Depth')?.trim() !== '0');
}

function announceTransfer(
  call: DavCall,
  done: { readonly source: StoredNode; readonly node: StoredNode; readonly isMove: boolean },
): void {
  const { source, node, isMove } = done;
  const subject = { ...call, account: call.mount.account };
  if (!isMove) announce(subject, node.isDirectory ? 'folder-created' : 'postprocessing-finished', node);
  else announce(subject, source.name === node.name ? 'item-moved' : 'item-renamed', node);
}
