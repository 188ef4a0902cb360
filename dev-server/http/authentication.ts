import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';
import { XML_TYPE, textAnswer, withHeaders } from './answer.ts';
import type { Answer } from './answer.ts';
import { headerOf } from './exchange.ts';
import type { Exchange } from './exchange.ts';

/** Whose request this is: by password, by app token as password or bearer, or by access token. Undefined for nobody. */
export async function authenticate(context: ServerContext, exchange: Exchange): Promise<Account | undefined> {
  const { accounts } = context.store;
  const header = headerOf(exchange, 'Authorization') ?? '';
  const bearer = /^Bearer\s+(\S+)$/iu.exec(header)?.[1];
  if (bearer !== undefined) {
    const userName = await context.signIn.findUserName(bearer);
    return userName === undefined ? accounts.findByToken(bearer) : accounts.find(userName);
  }
  const basic = /^Basic\s+([\w+/=-]+)$/iu.exec(header)?.[1];
  if (basic === undefined) return undefined;
  const [name = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const secret = rest.join(':');
  const account = accounts.find(name);
  if (account === undefined) return undefined;
  // A token is found by its hash at once; the slow password hash comes second.
  if (accounts.findByToken(secret)?.id === account.id) return account;
  return accounts.hasPassword(account, secret) ? account : undefined;
}

/** 401 with the challenges of the profile; browsers' XMLHttpRequests get none, so that no password window opens. */
export function unauthorized(context: ServerContext, exchange: Exchange): Answer {
  const isOwncloud10 = context.profile.kind === 'owncloud10';
  const refusal = {
    status: 401,
    exception: isOwncloud10 ? 'NotAuthenticated' : 'PermissionDenied',
    message: isOwncloud10
      ? 'No public access to this resource., Username or password was incorrect'
      : 'Authentication error',
  };
  const answer = textAnswer(401, context.profile.errorBody(refusal), XML_TYPE);
  const isAjax = headerOf(exchange, 'X-Requested-With') === 'XMLHttpRequest';
  const bearer = isOwncloud10 && context.signIn.isOffered ? ['Bearer realm="ownCloud", charset="UTF-8"'] : [];
  return isAjax ? answer : withHeaders(answer, { 'WWW-Authenticate': [...bearer, ...context.profile.challenges] });
}
