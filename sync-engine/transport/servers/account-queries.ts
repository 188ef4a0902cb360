import { z } from 'zod';
import type { ServerKind, UserIdentity } from '../../core/model/account.ts';
import type { Result } from '../../core/model/sync-error.ts';
import type { Fetcher } from '../http/fetch.ts';
import { isLoopback } from '../http/proxy.ts';
import { parseJson, parseUser } from './server-answers.ts';
import { createError, toAnswerError } from '../http/status-outcome.ts';

/** One question to a server, signed with a header that may be new and unproven. */
export interface AccountQuery {
  readonly fetcher: Fetcher;
  readonly serverAddress: string;
  readonly serverKind: ServerKind;
  /** Value of the Authorization header. */
  readonly header: string;
  readonly signal: AbortSignal;
}

const meSchema = z.object({
  id: z.string().min(1),
  displayName: z.string().optional(),
  onPremisesSamAccountName: z.string().optional(),
});

/** Who the server takes us for. `sign-in-refused` when it does not take us at all. */
export async function identifyUser(query: AccountQuery): Promise<Result<UserIdentity>> {
  const isInfiniteScale = query.serverKind === 'infinite-scale';
  const answer = await ask(query, isInfiniteScale ? '/graph/v1.0/me' : '/ocs/v1.php/cloud/user?format=json');
  if (!answer.ok) return answer;
  const user = isInfiniteScale ? parseMe(answer.value) : parseUser(answer.value);
  if (user === undefined) return { ok: false, error: createError('unexpected-answer', 'the user cannot be read') };
  return { ok: true, value: 'userId' in user ? user : { ...user, userId: user.id, userName: user.id } };
}

function parseMe(text: string): UserIdentity | undefined {
  const me = parseJson(meSchema, text);
  if (me === undefined) return undefined;
  const userName = me.onPremisesSamAccountName ?? me.id;
  return { userId: me.id, userName, displayName: me.displayName ?? userName };
}

const INSTANCE_REL = 'http://webfinger.owncloud/rel/server-instance';
const instancesSchema = z.object({ links: z.array(z.object({ rel: z.string(), href: z.string() })) });

/**
 * Where this person's server is, when one sign-in serves many servers; the same address when the server knows nothing of
 * that, or names it among others.
 */
export async function findInstance(query: AccountQuery): Promise<string> {
  const { serverAddress } = query;
  const { origin, host } = new URL(serverAddress);
  const resource = `resource=${encodeURIComponent(`acct:me@${host}`)}&rel=${encodeURIComponent(INSTANCE_REL)}`;
  const answer = await ask({ ...query, serverAddress: origin }, `/.well-known/webfinger?${resource}`);
  const links = answer.ok ? (parseJson(instancesSchema, answer.value)?.links ?? []) : [];
  const instances = links.flatMap(({ rel, href }) => (rel === INSTANCE_REL ? [href.replace(/\/+$/, '')] : []));
  const usable = instances.filter(isEncrypted);
  return usable.includes(serverAddress) ? serverAddress : (usable[0] ?? serverAddress);
}

/** The token goes there. */
function isEncrypted(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
}

async function ask(query: AccountQuery, path: string): Promise<Result<string>> {
  const { fetcher, serverAddress, header, signal } = query;
  const headers = { 'OCS-APIRequest': 'true', Authorization: header };
  const answer = await fetcher.fetch(serverAddress + path, { method: 'GET', headers, signal });
  if (answer.kind === 'no-answer') return { ok: false, error: answer.error };
  if (answer.status === 200) return { ok: true, value: answer.text };
  const facts = { method: 'GET', status: answer.status, exception: '', message: '', retryAfterMs: undefined };
  return { ok: false, error: toAnswerError(facts) };
}
