import { emptyAnswer, jsonAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { JAIL_ID, spaceIdOf } from '../profiles/infinite-scale.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';
import type { NodeId } from '../store/node.ts';
import type { OwnedCall } from '../dav/owned-call.ts';

/** `/graph/v1.0/…` of the Infinite Scale family: the user and the user's spaces. */
export function answerGraph(context: ServerContext, exchange: Exchange, account: Account): Answer {
  const path = (exchange.segments ?? []).slice(2).join('/');
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') return emptyAnswer(405);
  if (path === 'me') return jsonAnswer(200, describeUser(context, account));
  if (path === 'me/drives' || path === 'drives')
    return jsonAnswer(200, {
      value: [describeDrive(context, exchange, account), ...describeShared({ context, exchange, account })],
    });
  const isOwnDrive = path === `drives/${spaceIdOf(context.identity, account)}`;
  return path === 'me/drive' || isOwnDrive
    ? jsonAnswer(200, describeDrive(context, exchange, account))
    : jsonAnswer(404, { error: { code: 'itemNotFound', message: 'not found' } });
}

/** Project spaces, the common root of received shares, and each share, as the real server lists them. */
function describeShared({ context, exchange, account }: OwnedCall): readonly unknown[] {
  const { nodes, sharing } = context.store;
  const describe = (id: string, rootId: NodeId): unknown => ({
    id,
    eTag: `"${nodes.get(rootId).etag}"`,
    webDavUrl: `${exchange.origin}/dav/spaces/${id.replace('!', '%21')}`,
  });
  const projects = sharing.listSpaces(account).map((space) => {
    const id = spaceIdOf(context.identity, space);
    const used = nodes.get(space.rootId).sizeBytes;
    const { name, description, quotaBytes: total = 0 } = space;
    const quota = { total, used, remaining: total === 0 ? UNLIMITED_REMAINING : Math.max(0, total - used) };
    return { driveType: 'project', id, name, description, quota, root: describe(id, space.rootId) };
  });
  const shares = sharing.listReceived(account).map(({ id: mountId, name }) => {
    const id = `${JAIL_ID}!${context.identity.toUuid(mountId)}`;
    return { driveType: 'mountpoint', id, name, root: describe(id, mountId) };
  });
  const jail = describe(JAIL_ID, sharing.receivingRoot(account));
  return [...projects, { driveType: 'virtual', id: JAIL_ID, name: 'Shares', root: jail }, ...shares];
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
