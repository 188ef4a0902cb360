import { refuse } from '../dav/call.ts';
import { answerDavMethod } from '../dav/dav-method.ts';
import { isDavPath, parseDavPath } from '../dav/dav-path.ts';
import type { DavPath } from '../dav/dav-path.ts';
import type { ListingDepth } from '../dav/propfind.ts';
import { answerTrash } from '../dav/trash-bin.ts';
import { answerVersions } from '../dav/version-list.ts';
import { answerActivities } from '../services/activities.ts';
import { answerAppTokens } from '../services/app-tokens.ts';
import { answerArchive } from '../services/archiver.ts';
import { answerGraph } from '../services/graph.ts';
import { answerOcs, isPublicOcs } from '../services/ocs.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';
import { answerChunks } from '../uploads/chunking-ng.ts';
import { answerUpload } from '../uploads/tus.ts';
import { emptyAnswer, jsonAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import { authenticate, unauthorized } from './authentication.ts';
import type { Exchange } from './exchange.ts';

/** One request on its way to its handler. */
export interface Routed {
  readonly context: ServerContext;
  readonly exchange: Exchange;
  /** Set by a fault rule: answer a PROPFIND for this depth. */
  readonly depthOverride: ListingDepth | undefined;
}

const ACTIVITIES_PATH = 'graph/v1beta1/extensions/org.libregraph/activities';
const SSE_PATH = 'ocs/v2.php/apps/notifications/api/v1/notifications/sse';

/** Finds the handler of a request and answers it. */
export async function route(routed: Routed): Promise<Answer> {
  const { context, exchange } = routed;
  const { segments } = exchange;
  if (segments === undefined) {
    return refuse(
      context,
      context.profile.kind === 'owncloud10'
        ? { status: 400, exception: 'BadRequest', message: 'The path is not valid UTF-8' }
        : { status: 500, exception: '', message: 'internal error: the path is not valid UTF-8' },
    );
  }
  // A fragment never belongs on the wire; obeying it would touch another item than the client meant.
  if (exchange.rawPath.includes('#'))
    return refuse(context, { status: 400, exception: 'BadRequest', message: 'The path holds a fragment' });
  const path = segments.join('/');
  if (path === 'status.php')
    return jsonAnswer(200, context.profile.statusDocument({ isInMaintenance: context.faults.isInMaintenance }));
  if (context.faults.isInMaintenance) {
    return refuse(context, { status: 503, exception: 'ServiceUnavailable', message: 'System in maintenance mode.' });
  }
  if (exchange.method === 'OPTIONS' && isDavPath(context, segments)) {
    return emptyAnswer(context.profile.kind === 'owncloud10' ? 200 : 204, context.profile.optionsHeaders);
  }
  if (segments[0] === 'data' && context.profile.kind === 'infinite-scale') return answerUpload(context, exchange);
  const signIn = await context.signIn.answer(exchange);
  if (signIn !== undefined) return signIn;
  const account = await authenticate(context, exchange);
  if (segments[0] === 'ocs' && isPublicOcs(segments)) return answerOcs(context, exchange, account);
  if (account === undefined) return isProtected(context, segments) ? unauthorized(context, exchange) : emptyAnswer(404);
  return routeForAccount(routed, account, segments);
}

function isProtected(context: ServerContext, segments: readonly string[]): boolean {
  return isDavPath(context, segments) || ['ocs', 'graph', 'auth-app', 'archiver'].includes(segments[0] ?? '');
}

async function routeForAccount(routed: Routed, account: Account, segments: readonly string[]): Promise<Answer> {
  const { context, exchange } = routed;
  const isInfiniteScale = context.profile.kind === 'infinite-scale';
  if (segments.join('/') === SSE_PATH) return openPush(context, account);
  if (segments[0] === 'ocs') return answerOcs(context, exchange, account);
  if (isDavPath(context, segments)) return routeDav(routed, account, parseDavPath(context, account, segments));
  if (isInfiniteScale && segments.join('/') === ACTIVITIES_PATH) return answerActivities(context, exchange, account);
  if (isInfiniteScale && segments[0] === 'graph') return answerGraph(context, exchange, account);
  if (isInfiniteScale && segments.join('/') === 'auth-app/tokens') return answerAppTokens(context, exchange, account);
  if (isInfiniteScale && segments.join('/') === 'archiver') return answerArchive(context, exchange, account);
  return emptyAnswer(404);
}

async function routeDav(routed: Routed, account: Account, path: DavPath): Promise<Answer> {
  const { context, exchange } = routed;
  switch (path.kind) {
    case 'tree':
      return answerDavMethod({ context, exchange, mount: path.mount, segments: path.segments }, routed.depthOverride);
    case 'trash':
      return answerTrash({ context, exchange, account }, path);
    case 'versions':
      return answerVersions({ context, exchange, account }, path);
    case 'uploads':
      return answerChunks({ context, exchange, account }, path);
    case 'none':
      return refuse(context, refusalOf(path.status));
    default:
      return path satisfies never;
  }
}

function refusalOf(status: 400 | 404 | 405): {
  readonly status: number;
  readonly exception: string;
  readonly message: string;
} {
  switch (status) {
    case 400:
      return { status, exception: 'BadRequest', message: 'invalid id' };
    case 404:
      return { status, exception: 'NotFound', message: 'Resource not found' };
    case 405:
      return { status, exception: 'MethodNotAllowed', message: 'method not allowed' };
    default:
      return status satisfies never;
  }
}

function openPush(context: ServerContext, account: Account): Answer {
  const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' };
  return {
    status: 200,
    headers,
    body: { kind: 'held', start: (response) => context.push.connect(account.id, response) },
  };
}
