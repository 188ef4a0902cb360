import { findReadable } from '../dav/dav-path.ts';
import { emptyAnswer, jsonAnswer, textAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';
import type { StoredNode } from '../store/node.ts';
import { findWriting, listVersions } from '../store/versions.ts';
import type { Writing } from '../store/versions.ts';

/**
 * `GET /graph/v1beta1/extensions/org.libregraph/activities?kql=itemid:… AND limit:… AND sort:desc` of the Infinite Scale
 * family: who wrote a file, and when. Only writings are played; the real service also tells moves, shares and links, in
 * the language of the request, and writes down some seconds late.
 */
export function answerActivities(context: ServerContext, exchange: Exchange, account: Account): Answer {
  const filters = new Map(
    (exchange.query.get('kql') ?? '').split(/\s+AND\s+/u).map((filter): [string, string] => {
      const colon = filter.indexOf(':');
      return [filter.slice(0, colon).toLowerCase(), filter.slice(colon + 1)];
    }),
  );
  const itemId = filters.get('itemid');
  if (itemId === undefined) return textAnswer(400, 'invalid query', { 'Content-Type': 'text/plain; charset=utf-8' });
  const nodeId = findReadable(context, account, itemId);
  if (nodeId === undefined) return emptyAnswer(403);
  const { nodes, database } = context.store;
  const node = nodes.get(nodeId);
  const past = listVersions(database, nodeId).map(({ writing }) => writing);
  const writings = [findWriting(database, nodeId), ...past].flatMap((writing) => writing ?? []);
  const activities = writings.map((writing, index) =>
    describe(context, node, { writing, number: writings.length - index }),
  );
  const sorted = filters.get('sort') === 'desc' ? activities : activities.toReversed();
  const limit = Number(filters.get('limit') ?? 0);
  return jsonAnswer(200, { value: limit > 0 ? sorted.slice(0, limit) : sorted });
}

function describe(
  { identity, profile, store }: ServerContext,
  node: StoredNode,
  { writing, number }: { readonly writing: Writing; readonly number: number },
): unknown {
  const writer = store.accounts.find(writing.name);
  const parent = node.parentId === undefined ? node : store.nodes.get(node.parentId);
  const { rootId } = store.nodes.locate(node.id);
  return {
    id: `${identity.toUuid(node.id)}-${number}`,
    times: { recordedTime: new Date(writing.atMs).toISOString() },
    template: {
      message: number === 1 ? '{user} added {resource} to {folder}' : '{user} updated {resource} in {folder}',
      variables: {
        user: { id: writer === undefined ? '' : identity.toUuid(writer.rootId), displayName: writing.name },
        resource: { id: profile.fileId(node, { rootId }), name: node.name },
        folder: { id: identity.toUuid(parent.id), name: parent.name },
      },
    },
  };
}
