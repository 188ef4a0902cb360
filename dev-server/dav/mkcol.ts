import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { hasBody } from '../http/request-body.ts';
import { announce, findTarget, refuse, writtenHeaders } from './call.ts';
import type { DavCall } from './call.ts';
import { refuseByConditions } from './conditions.ts';
import { findWriteTarget } from './write-target.ts';

/** MKCOL. @see RFC 4918 §9.3 */
export function mkcol(call: DavCall): Answer {
  const { context } = call;
  if (hasBody(call.exchange.request))
    return refuse(context, { status: 415, exception: 'UnsupportedMediaType', message: 'extended-mkcol not supported' });
  const existing = findTarget(call);
  if (existing !== undefined) {
    return refuse(context, {
      status: 405,
      exception: 'MethodNotAllowed',
      message: 'The resource you tried to create already exists',
    });
  }
  const target = findWriteTarget(call, call.segments, 'directory');
  if (target.kind === 'refused') return refuse(context, target.refusal);
  const refusal = refuseByConditions(call, undefined);
  if (refusal !== undefined) return refuse(context, refusal);
  const node = context.store.database.transaction(() => context.store.nodes.createDirectory(target.place));
  announce({ ...call, account: call.mount.account }, 'folder-created', node);
  return emptyAnswer(201, context.profile.kind === 'owncloud10' ? writtenHeaders(call, node) : {});
}
