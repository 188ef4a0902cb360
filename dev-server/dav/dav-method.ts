import { emptyAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import { createUpload } from '../uploads/tus.ts';
import { refuse } from './call.ts';
import type { DavCall } from './call.ts';
import { deleteItem } from './delete.ts';
import { get } from './get.ts';
import { lock, unlock } from './lock.ts';
import { mkcol } from './mkcol.ts';
import { moveOrCopy } from './move-copy.ts';
import { propfind } from './propfind.ts';
import type { ListingDepth } from './propfind.ts';
import { proppatch } from './proppatch.ts';
import { put } from './put.ts';
import { report } from './report.ts';

/** Answers one request on a tree. */
export async function answerDavMethod(call: DavCall, depthOverride: ListingDepth | undefined): Promise<Answer> {
  switch (call.exchange.method) {
    case 'GET':
    case 'HEAD':
      return get(call);
    case 'PUT':
      return put(call);
    case 'PROPFIND':
      return propfind(call, depthOverride);
    case 'PROPPATCH':
      return proppatch(call);
    case 'MKCOL':
      return mkcol(call);
    case 'MOVE':
    case 'COPY':
      return moveOrCopy(call);
    case 'DELETE':
      return deleteItem(call);
    case 'LOCK':
      return lock(call);
    case 'UNLOCK':
      return unlock(call);
    case 'REPORT':
      return report(call);
    case 'POST':
      return call.context.profile.kind === 'infinite-scale' ? createUpload(call) : notAllowed(call);
    case 'SEARCH':
      return notAllowed(call);
    default:
      return emptyAnswer(501);
  }
}

function notAllowed(call: DavCall): Answer {
  return refuse(call.context, {
    status: 405,
    exception: 'MethodNotAllowed',
    message: `${call.exchange.method} is not allowed here`,
  });
}
