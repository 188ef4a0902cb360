import { jsonAnswer, textAnswer } from '../http/answer.ts';
import type { Answer } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { ServerContext } from '../server-context.ts';
import type { Account } from '../store/accounts.ts';
import { escapeXml } from '../dav/xml.ts';

/** One OCS result; `code` as v2 writes it, v1 says 100 for 200. */
interface OcsResult {
  readonly code: number;
  readonly message: string;
  readonly data: unknown;
}

/** Whether this OCS path answers without a user. */
export function isPublicOcs(segments: readonly string[]): boolean {
  const [, version, ...rest] = segments;
  const path = rest.join('/');
  return path === 'config' || (path === 'cloud/capabilities' && version === 'v1.php');
}

/** `/ocs/v1.php/…` and `/ocs/v2.php/…`: XML unless `format=json`. */
export function answerOcs(context: ServerContext, exchange: Exchange, account: Account | undefined): Answer {
  const [, version = '', ...rest] = exchange.segments ?? [];
  const result = findResult(context, account, rest.join('/'));
  const isV2 = version === 'v2.php';
  const statusCode = isV2 || result.code !== 200 ? result.code : 100;
  const meta = { status: result.code === 200 ? 'ok' : 'failure', statuscode: statusCode, message: result.message };
  const httpStatus = isV2 || result.code === 401 ? result.code : 200;
  if (exchange.query.get('format') === 'json') return jsonAnswer(httpStatus, { ocs: { meta, data: result.data } });
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<ocs>${toXml('meta', meta)}${toXml('data', result.data)}</ocs>`;
  return textAnswer(httpStatus, xml, { 'Content-Type': 'text/xml; charset=utf-8' });
}

function findResult(context: ServerContext, account: Account | undefined, path: string): OcsResult {
  const ok = (data: unknown): OcsResult => ({ code: 200, message: 'OK', data });
  switch (path) {
    case 'config':
      return ok({
        version: '1.7',
        website: context.profile.kind === 'owncloud10' ? 'ownCloud' : 'Infinite Scale',
        host: '127.0.0.1',
        contact: '',
        ssl: 'false',
      });
    case 'cloud/capabilities':
      return ok({
        version: {
          major: 10,
          minor: context.profile.kind === 'owncloud10' ? 15 : 11,
          micro: 0,
          string: context.profile.kind === 'owncloud10' ? '10.15.0' : '10.11.0',
          edition: 'Community',
        },
        capabilities: context.profile.capabilities({ isInMaintenance: context.faults.isInMaintenance }),
      });
    case 'cloud/user':
      return account === undefined
        ? notAuthorised()
        : ok({
            id: account.name,
            'display-name': account.name,
            email: `${account.name}@example.org`,
            'user-type': 'primary',
          });
    case 'apps/files_sharing/api/v1/shares':
      return account === undefined ? notAuthorised() : ok(listShares(context, account));
    case 'apps/notifications/api/v1/notifications':
      return ok([]);
    default:
      return { code: 404, message: 'Invalid query, please check the syntax.', data: [] };
  }
}

/** What others share with the user; creating shares is left to `DevServer.sharing`. */
function listShares(context: ServerContext, account: Account): readonly unknown[] {
  return context.store.sharing.listReceived(account).map(({ id, name, role, ownerName }) => ({
    id: String(id),
    share_type: 0,
    file_target: `/${name}`,
    displayname_owner: ownerName,
    permissions: role === 'viewer' ? 1 : 15,
  }));
}

function notAuthorised(): OcsResult {
  return { code: 401, message: 'Unauthorised', data: [] };
}

function toXml(name: string, value: unknown): string {
  if (Array.isArray(value)) return `<${name}>${value.map((entry) => toXml('element', entry)).join('')}</${name}>`;
  if (typeof value === 'object' && value !== null) {
    return `<${name}>${Object.entries(value)
      .map(([key, entry]) => toXml(key, entry))
      .join('')}</${name}>`;
  }
  if (typeof value === 'boolean') return `<${name}>${value ? '1' : '0'}</${name}>`;
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return `<${name}>${escapeXml(text)}</${name}>`;
}
