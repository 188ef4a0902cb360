import type { Result } from '../../core/model/sync-error.ts';
import { isLoopback } from '../http/proxy.ts';
import { createError } from '../http/status-outcome.ts';

/** Where a server is: origin, and the path it is installed below (`''` or `/owncloud`). */
export interface ServerAddress {
  readonly origin: string;
  readonly basePath: string;
}

/** First names of the addresses that people copy from a browser or a manual; what comes before is the installation. */
const OWN_NAMES = new Set([
  'index.php',
  'remote.php',
  'status.php',
  'dav',
  'webdav',
  'ocs',
  'graph',
  'files',
  'login',
  'apps',
  'settings',
]);

/** Installations lie no deeper; each level costs a request. */
const MAX_DEPTH = 4;

/**
 * Reads the address that a person typed: with or without `https://`, `/index.php`, a trailing slash or a whole WebDAV
 * address behind it. User names and passwords in the address are refused, and so is `http://`, except for this machine.
 */
export function parseServerUrl(typed: string, isHttpAllowed = false): Result<ServerAddress> {
  const trimmed = typed.trim().replace(/^[<"'\u201E\u201C]+|[>"'\u201C\u201D]+$/g, '');
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (url === null || url.hostname === '') return refuse('not-an-owncloud', 'not an address of a server');
  if (url.username !== '' || url.password !== '')
    return refuse('not-an-owncloud', 'the address must not hold a user name or password');
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return refuse('not-an-owncloud', 'only https addresses can be used');
  if (url.protocol === 'http:' && !isHttpAllowed && !isLoopback(url.hostname))
    return refuse('encryption-missing', 'http is not encrypted: only https is used beyond this machine');
  const names = url.pathname.split('/').filter((name) => name !== '');
  const end = names.findIndex((name) => OWN_NAMES.has(name));
  const installation = end === -1 ? names : names.slice(0, end);
  return { ok: true, value: { origin: url.origin, basePath: installation.map((name) => `/${name}`).join('') } };
}

/**
 * Places where the server may be installed, the likeliest first: what was typed, the directories above it, and, for a
 * bare host, the usual subdirectory.
 */
export function toInstallations({ origin, basePath }: ServerAddress): readonly ServerAddress[] {
  const names = basePath.split('/').slice(1, MAX_DEPTH + 1);
  const above = names.map((_, index) => `/${names.slice(0, names.length - index).join('/')}`);
  return [...above, '', ...(names.length === 0 ? ['/owncloud'] : [])].map((path) => ({ origin, basePath: path }));
}

function refuse(code: 'not-an-owncloud' | 'encryption-missing', detail: string): Result<never> {
  return { ok: false, error: createError(code, detail) };
}
