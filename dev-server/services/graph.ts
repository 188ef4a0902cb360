import { emptyAnswer, jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { spaceIdOf } from '../profiles/infinite-scale.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';

/** `/graph/v1.0/…` of the Infinite Scale family: the user and the user's spaces. */
export function answerGraph(context: ServerContext, exchange: Exchange, account: Account): Answer {
  const path = (exchange.segments ?? []).slice(2).join('/');
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') return emptyAnswer(405);
  if (path === 'me') return jsonAnswer(200, describeUser(context, account));
  if (path === 'me/drives' || path === 'drives')
    return jsonAnswer(200, { value: [describeDrive(context, exchange, account)] });
  const isOwnDrive = path === `drives/${spaceIdOf(context.identity, account)}`;
  return path === 'me/drive' || isOwnDrive
    ? jsonAnswer(200, describeDrive(context, exchange, account))
    : jsonAnswer(404, { error: { code: 'itemNotFound', message: 'not found' } });
}

function describeUser(context: ServerContext, account: Account): unknown {
  return {
    displayName: account.name,
    id: context.identity.toUuid(account.rootId),
    mail: `${account.name}@example.org`,
    onPremisesSamAccountName: account.name,
    userType: 'Member',
  };
}

/** The real server's number for "no limit". */
const UNLIMITED_REMAINING = 9_007_199_254_740_991;

function describeDrive(context: ServerContext, exchange: Exchange, account: Account): unknown {
  const root = context.store.nodes.get(account.rootId);
  const id = spaceIdOf(context.identity, account);
  const quotaBytes = context.faults.quotaBytes ?? context.options.quotaBytes;
  const remaining = quotaBytes === undefined ? UNLIMITED_REMAINING : Math.max(0, quotaBytes - root.sizeBytes);
  return {
    driveAlias: `personal/${account.name}`,
    driveType: 'personal',
    id,
    lastModifiedDateTime: new Date(root.mtimeMs).toISOString(),
    name: account.name,
    owner: { user: { displayName: account.name, id: context.identity.toUuid(account.rootId) } },
    quota: { remaining, state: remaining === 0 ? 'exceeded' : 'normal', total: quotaBytes ?? 0, used: root.sizeBytes },
    root: { eTag: `"${root.etag}"`, id, webDavUrl: `${exchange.origin}/dav/spaces/${id}` },
    webUrl: `${exchange.origin}/f/${id}`,
  };
}
