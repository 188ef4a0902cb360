import { XML_TYPE, emptyAnswer, textAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { headerOf } from '../http/exchange.ts';
import { readTextBody } from '../http/request-body.ts';
import { Readable } from 'node:stream';
import type { StoredNode } from '../store/node.ts';
import type { WriteLock } from '../store/locks.ts';
import { announce, findTarget, refuse, userPathOf } from './call.ts';
import type { DavCall } from './call.ts';
import { refuseByConditions, refuseByLocks } from './conditions.ts';
import { submittedTokens } from './if-header.ts';
import { activeLockXml } from './lock-xml.ts';
import { DAV_NAMESPACE } from './properties.ts';
import { findWriteTarget } from './write-target.ts';
import { childOf, parseXml } from './xml.ts';
import type { XmlElement } from './xml.ts';

const DEFAULT_TIMEOUT_S = 1_800;
const MAX_TIMEOUT_S = 86_400;

/** LOCK: a new write lock, or the refresh of one when there is no body. @see RFC 4918 §9.10 */
export async function lock(call: DavCall): Promise<Answer> {
  const body = await readTextBody(call.exchange.request);
  if (body.kind === 'text' && body.text.trim() === '') return refresh(call);
  const info = body.kind === 'text' ? parseXml(body.text) : undefined;
  if (info === undefined || info.namespace !== DAV_NAMESPACE || info.name !== 'lockinfo') {
    return refuse(call.context, {
      status: 400,
      exception: 'BadRequest',
      message: 'This service could not parse the request body',
    });
  }
  if (call.context.faults.isReadOnly(userPathOf(call, call.segments)))
    return refuse(call.context, { status: 403, exception: 'Forbidden', message: 'Read-only' });
  const conditions = refuseByConditions(call, findTarget(call));
  if (conditions !== undefined) return refuse(call.context, conditions);
  const subject = await findOrCreate(call);
  return subject.kind === 'answer' ? subject.answer : addLock(call, info, subject);
}

type Subject =
  | { readonly kind: 'node'; readonly node: StoredNode; readonly isNew: boolean }
  | { readonly kind: 'answer'; readonly answer: Answer };

/** Locking a name that is not there makes an empty file. @see RFC 4918 §7.3 */
async function findOrCreate(call: DavCall): Promise<Subject> {
  const existing = findTarget(call);
  if (existing !== undefined) return { kind: 'node', node: existing, isNew: false };
  const { blobs, database, nodes } = call.context.store;
  const received = await blobs.receive(Readable.from([]));
  if (received.kind !== 'received') throw new Error('an empty body cannot be broken');
  const blobId = await blobs.keep(received.bytes);
  const target = findWriteTarget(call, call.segments, 'file');
  if (target.kind === 'refused' || target.existing !== undefined) {
    blobs.release(blobId);
    if (target.kind === 'refused') return { kind: 'answer', answer: refuse(call.context, target.refusal) };
    return target.existing === undefined ? findOrCreate(call) : { kind: 'node', node: target.existing, isNew: false };
  }
  const node = database.transaction(() =>
    nodes.createFile(target.place, {
      blobId,
      sizeBytes: 0,
      mtimeMs: call.context.now(),
      writtenBy: call.mount.account.name,
    }),
  );
  return { kind: 'node', node, isNew: true };
}

function addLock(
  call: DavCall,
  info: XmlElement,
  subject: { readonly node: StoredNode; readonly isNew: boolean },
): Answer {
  const { locks, nodes } = call.context.store;
  const scope = childOf(info, DAV_NAMESPACE, 'lockscope');
  const isExclusive = scope === undefined || childOf(scope, DAV_NAMESPACE, 'shared') === undefined;
  const isDeep = headerOf(call.exchange, 'Depth')?.trim() !== '0';
  const inForce = locks.inForce(nodes.locate(subject.node.id).lineage);
  const below = isDeep ? locks.below(subject.node.id, (id) => nodes.locate(id).lineage) : [];
  if ([...inForce, ...below].some((other) => isExclusive || other.isExclusive)) {
    return refuse(call.context, { status: 423, exception: 'Locked', message: 'The resource is locked' });
  }
  const ownerXml = childOf(info, DAV_NAMESPACE, 'owner')?.innerXml ?? '';
  const added = locks.add({
    nodeId: subject.node.id,
    isExclusive,
    isDeep,
    ownerXml,
    holder: call.mount.account.name,
    timeoutSeconds: parseTimeout(call),
  });
  announce({ ...call, account: call.mount.account }, 'file-locked', subject.node);
  return lockAnswer(call, added, { status: subject.isNew ? 201 : 200, headers: { 'Lock-Token': `<${added.token}>` } });
}

function refresh(call: DavCall): Answer {
  const { locks, nodes } = call.context.store;
  const node = findTarget(call);
  const tokens = submittedTokens(headerOf(call.exchange, 'If'), undefined);
  const known =
    node === undefined
      ? undefined
      : locks.inForce(nodes.locate(node.id).lineage).find((entry) => tokens.has(entry.token));
  if (known === undefined)
    return refuse(call.context, {
      status: 412,
      exception: 'PreconditionFailed',
      message: 'The lock token does not match a lock of this resource',
    });
  return lockAnswer(call, locks.refresh(known, parseTimeout(call)), { status: 200, headers: {} });
}

function lockAnswer(
  call: DavCall,
  added: WriteLock,
  how: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
): Answer {
  const lockXml = activeLockXml(call, added);
  const xml = `<?xml version="1.0" encoding="utf-8"?>\n<d:prop xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:lockdiscovery>${lockXml}</d:lockdiscovery></d:prop>`;
  return textAnswer(how.status, xml, { ...XML_TYPE, ...how.headers });
}

function parseTimeout(call: DavCall): number {
  const text = headerOf(call.exchange, 'Timeout') ?? '';
  if (/infinite/iu.test(text)) return MAX_TIMEOUT_S;
  const seconds = Number(/second-(\d{1,9})/iu.exec(text)?.[1] ?? DEFAULT_TIMEOUT_S);
  return Math.min(Math.max(seconds, 1), MAX_TIMEOUT_S);
}

/** UNLOCK. @see RFC 4918 §9.11 */
export function unlock(call: DavCall): Answer {
  const { locks, nodes } = call.context.store;
  const token = /^\s*<([^>]+)>\s*$/u.exec(headerOf(call.exchange, 'Lock-Token') ?? '')?.[1];
  if (token === undefined)
    return refuse(call.context, { status: 400, exception: 'BadRequest', message: 'No lock token was supplied' });
  const node = findTarget(call);
  const isKnown =
    node !== undefined && locks.inForce(nodes.locate(node.id).lineage).some((entry) => entry.token === token);
  if (node === undefined || !isKnown) {
    const isInfiniteScale = call.context.profile.kind === 'infinite-scale';
    const isLocked = node !== undefined && refuseByLocks(call, [node.id]) !== undefined;
    const refusal =
      isInfiniteScale && isLocked
        ? { status: 423, exception: 'Locked' }
        : { status: 409, exception: 'LockTokenMatchesRequestUri' };
    return refuse(call.context, {
      ...refusal,
      message: 'The locktoken supplied does not match any locks on this entity',
    });
  }
  locks.remove(token);
  announce({ ...call, account: call.mount.account }, 'file-unlocked', node);
  return emptyAnswer(204);
}
