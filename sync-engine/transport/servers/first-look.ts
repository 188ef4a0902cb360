import { domainToUnicode } from 'node:url';
import { z } from 'zod';
import type { Detection, DetectionCode, FoundServer, SignInMethod } from '../../core/model/account.ts';
import type { Fetcher, FetchResult } from '../http/fetch.ts';
import { isLoopback } from '../http/proxy.ts';
import { parseCapabilities, parseJson, parseStatus } from './server-answers.ts';
import type { Capabilities, ServerStatus } from './server-answers.ts';
import { judgeServer } from './server-age.ts';
import { parseServerUrl, toInstallations } from './server-url.ts';
import type { ServerAddress } from './server-url.ts';
import type { TrustPolicy } from '../http/tls-trust.ts';

/** What a first look needs. */
export interface FirstLook {
  readonly fetcher: Fetcher;
  readonly trust: TrustPolicy;
  readonly signal: AbortSignal;
}

type Failed = Extract<Detection, { readonly kind: 'failed' }>;

/**
 * Finds out, from what a person typed or pasted, which server answers there and how it lets people in. Sends nothing
 * that is secret. Redirects are followed only to encrypted addresses, and another host is told as `movedFrom`.
 */
export async function lookAtAddress(typed: string, look: FirstLook): Promise<Detection> {
  const parsed = parseTyped(typed, look.trust);
  if ('kind' in parsed) return parsed;
  let first: Failed | undefined;
  for (const address of toInstallations(parsed)) {
    const found = await findStatus(address, look);
    if (!('kind' in found)) return describeServer(found, parsed, look);
    first ??= found;
    // Only an answer that is no server's makes it worth while to look elsewhere on the same host.
    if (found.code !== 'not-an-owncloud' && found.code !== 'captive-portal') return found;
  }
  return first ?? fail('not-an-owncloud', 'no place to look at');
}

/** `http://` is what people copy from old letters: the encrypted server behind the same name is meant. */
function parseTyped(typed: string, trust: TrustPolicy): ServerAddress | Failed {
  const parsed = parseServerUrl(typed, trust.isHttpAllowed);
  if (parsed.ok) return parsed.value;
  if (parsed.error.code !== 'encryption-missing') return fail('address-unusable', parsed.error.detail);
  const encrypted = parseServerUrl(typed.trim().replace(/^http:/i, 'https:'));
  return encrypted.ok ? encrypted.value : fail('address-unusable', encrypted.error.detail);
}

interface FoundStatus {
  readonly address: ServerAddress;
  readonly status: ServerStatus;
}

const MAX_REDIRECTS = 5;

async function findStatus(start: ServerAddress, look: FirstLook): Promise<FoundStatus | Failed> {
  let address = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const result = await get(look, toUrl(address, '/status.php'));
    if (result.kind === 'no-answer') return explainSilence(result, address, look);
    if (result.status >= 300 && result.status < 400) {
      const next = followSafely(result.header('location'), address, look.trust);
      if ('kind' in next) return next;
      address = next;
      continue;
    }
    const status = result.status === 200 ? parseStatus(result.text) : undefined;
    if (status?.installed === true) return { address, status };
    return status === undefined ? explainAnswer(result) : fail('not-an-owncloud', 'not installed yet');
  }
  return fail('not-an-owncloud', 'redirects without end');
}

function followSafely(location: string | undefined, from: ServerAddress, trust: TrustPolicy): ServerAddress | Failed {
  const target = location === undefined ? null : URL.parse(location, toUrl(from, '/status.php'));
  if (target === null) return fail('not-an-owncloud', 'a redirect to nowhere');
  const parsed = parseServerUrl(target.href, trust.isHttpAllowed);
  if (!parsed.ok) {
    const isUnencrypted = parsed.error.code === 'encryption-missing';
    return fail(isUnencrypted ? 'encryption-missing' : 'not-an-owncloud', 'a redirect that is not followed');
  }
  return parsed.value;
}

function explainAnswer({ status, header, text }: Extract<FetchResult, { kind: 'answer' }>): Failed {
  const detail = `status.php: ${status}`;
  const isPage = /html/i.test(header('content-type') ?? '') || /^\s*<(!doctype\s+html|html)/i.test(text);
  // 511 is made for networks that ask for a sign-in of their own. @see RFC 6585 §6
  if (status === 511 || (status === 200 && isPage)) return fail('captive-portal', detail);
  if (status === 407) return fail('proxy-sign-in-needed', detail);
  if (status === 429 || status === 503) return fail('server-busy', detail);
  return status >= 500 ? fail('server-error', detail) : fail('not-an-owncloud', detail);
}

/** Codes of a connection that speaks no TLS although it was asked to. */
const NOT_TLS = /^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST))$/;

const TOLD_AS_IT_IS = [
  'encryption-missing',
  'proxy-sign-in-needed',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-untrusted',
  'certificate-invalid',
  'cancelled',
] as const satisfies readonly DetectionCode[];

async function explainSilence(
  { error, systemCode = '' }: Extract<FetchResult, { kind: 'no-answer' }>,
  address: ServerAddress,
  look: FirstLook,
): Promise<Failed> {
  if (NOT_TLS.test(systemCode)) return fail('encryption-missing', error.detail);
  const isRefused = systemCode === 'ECONNREFUSED';
  if (isRefused || error.code.startsWith('certificate-')) {
    const unencrypted = await askUnencrypted(address, look);
    if (unencrypted !== undefined && isPortal(unencrypted, address)) return fail('captive-portal', error.detail);
    if (isRefused) return fail(isServer(unencrypted) ? 'encryption-missing' : 'connection-refused', error.detail);
  }
  if (systemCode === 'ENOTFOUND') return fail('host-not-found', error.detail);
  if (systemCode === 'ETIMEDOUT' || /no sign of life/.test(error.detail)) return fail('timed-out', error.detail);
  const told = TOLD_AS_IT_IS.find((code) => code === error.code);
  if (told !== undefined) return fail(told, error.detail);
  return fail(error.code === 'unexpected-answer' ? 'not-an-owncloud' : 'server-unreachable', error.detail);
}

/** How long the second question of one look may take: it only finds better words. */
const SECOND_LOOK_MS = 5_000;

/** What answers at the same host without encryption; asked without anything secret, only to say what is wrong. */
async function askUnencrypted(
  { origin, basePath }: ServerAddress,
  look: FirstLook,
): Promise<Extract<FetchResult, { kind: 'answer' }> | undefined> {
  if (!origin.startsWith('https:')) return undefined;
  const result = await look.fetcher.fetch(`${origin.replace('https:', 'http:')}${basePath}/status.php`, {
    method: 'GET',
    headers: {},
    signal: AbortSignal.any([look.signal, AbortSignal.timeout(SECOND_LOOK_MS)]),
    isUnencryptedLook: true,
  });
  return result.kind === 'answer' ? result : undefined;
}

function isServer(answer: Extract<FetchResult, { kind: 'answer' }> | undefined): boolean {
  return answer?.status === 200 && parseStatus(answer.text) !== undefined;
}

/**
 * True when a network answers in the place of the server: it says so, or it leads to a page under another domain, as no
 * server does that only wants to be spoken to with encryption.
 */
function isPortal({ status, header }: Extract<FetchResult, { kind: 'answer' }>, { origin }: ServerAddress): boolean {
  if (status === 511) return true;
  const target = URL.parse(header('location') ?? '', origin);
  if (status < 300 || status >= 400 || target === null) return false;
  return toDomain(target.hostname) !== toDomain(new URL(origin).hostname);
}

/** The last two names; an address of a network is whole. */
function toDomain(hostname: string): string {
  return /[\d\]]$/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');
}

async function describeServer(
  { address, status }: FoundStatus,
  typed: ServerAddress,
  look: FirstLook,
): Promise<Detection> {
  if (status.maintenance === true) return fail('server-maintenance', 'told by status.php');
  const answer = await get(look, toUrl(address, '/ocs/v1.php/cloud/capabilities?format=json'));
  // Some servers tell their capabilities only to those who are signed in.
  const capabilities =
    answer.kind === 'answer' && answer.status === 200 ? parseCapabilities(answer.text)?.capabilities : undefined;
  const judged = judgeServer(status, capabilities);
  if (judged.kind === 'other-software') return fail('not-an-owncloud', judged.product);
  if (judged.kind === 'too-old') {
    const { product, version, oldest } = judged;
    return { ...fail('server-too-old', version), tooOld: { product, version, oldest } };
  }
  const methods = await findMethods(address, judged.server, look);
  return { kind: 'found', server: toFoundServer({ address, typed, judged, capabilities, methods }) };
}

function toFoundServer(found: {
  readonly address: ServerAddress;
  readonly typed: ServerAddress;
  readonly judged: Extract<ReturnType<typeof judgeServer>, { kind: 'usable' }>;
  readonly capabilities: Capabilities | undefined;
  readonly methods: readonly SignInMethod[];
}): FoundServer {
  const { address, typed, judged, capabilities, methods } = found;
  const full = address.origin + address.basePath;
  const { hostname } = new URL(address.origin);
  return {
    address: full,
    displayAddress: full.replace(hostname, domainToUnicode(hostname) || hostname),
    movedFrom: address.origin === typed.origin ? undefined : typed.origin,
    kind: judged.server,
    productName: judged.product,
    version: judged.version,
    hasSpaces: judged.server === 'infinite-scale',
    hasPush: capabilities?.core['support-sse'] === true,
    methods,
  };
}

const discoverySchema = z.object({ issuer: z.string() });
const webfingerSchema = z.object({ links: z.array(z.object({ rel: z.string(), href: z.string() })) });
const ISSUER_REL = 'http://openid.net/specs/connect/1.0/issuer';

/**
 * The challenges of an unsigned request tell what is offered. The issuer comes from webfinger, where one server of many
 * has no sign-in of its own, else from the server's own discovery document.
 */
async function findMethods(
  address: ServerAddress,
  kind: FoundServer['kind'],
  look: FirstLook,
): Promise<readonly SignInMethod[]> {
  const resource = encodeURIComponent(address.origin + address.basePath);
  const [probe, webfinger, discovery] = await Promise.all([
    get(look, toUrl(address, '/remote.php/webdav/'), 'PROPFIND'),
    get(look, `${address.origin}/.well-known/webfinger?resource=${resource}&rel=${encodeURIComponent(ISSUER_REL)}`),
    get(look, `${address.origin}/.well-known/openid-configuration`),
  ]);
  const challenge = probe.kind === 'answer' ? (probe.header('www-authenticate') ?? '') : '';
  const hasBearer = /(^|,)\s*bearer\b/i.test(challenge);
  const hasBasic = /(^|,)\s*basic\b/i.test(challenge);
  const issuer = [
    read(webfinger, webfingerSchema)?.links.find(({ rel }) => rel === ISSUER_REL)?.href,
    read(discovery, discoverySchema)?.issuer,
  ].find((candidate) => isUsableIssuer(candidate, look.trust));
  const isBearerMeant = hasBearer || challenge === '';
  const browser: readonly SignInMethod[] =
    issuer !== undefined && isBearerMeant
      ? [{ kind: 'oidc', issuer }]
      : hasBearer && kind === 'owncloud10'
        ? [{ kind: 'oauth2' }]
        : [];
  const typed: readonly SignInMethod[] = hasBasic || browser.length === 0 ? [{ kind: 'password' }] : [];
  return [...browser, ...typed, ...(hasBearer ? [{ kind: 'token' } as const] : [])];
}

function isUsableIssuer(issuer: string | undefined, trust: TrustPolicy): boolean {
  const url = issuer === undefined ? null : URL.parse(issuer);
  if (url === null) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && (isLoopback(url.hostname) || trust.isHttpAllowed));
}

function read<Schema extends z.ZodType>(result: FetchResult, schema: Schema): z.infer<Schema> | undefined {
  return result.kind === 'answer' && result.status === 200 ? parseJson(schema, result.text) : undefined;
}

function get({ fetcher, signal }: FirstLook, url: string, method = 'GET'): Promise<FetchResult> {
  return fetcher.fetch(url, { method, headers: { 'OCS-APIRequest': 'true', Depth: '0' }, signal });
}

function toUrl({ origin, basePath }: ServerAddress, path: string): string {
  return origin + basePath + path;
}

function fail(code: DetectionCode, detail: string): Failed {
  return { kind: 'failed', code, detail };
}
