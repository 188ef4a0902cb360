import type { AuthorizationSource } from '../../core/model/authorization.ts';
import { readText } from './http-answer.ts';
import { createHttpClient } from './http-client.ts';
import type { HttpClient } from './http-client.ts';
import type { HttpResult } from './http-exchange.ts';
import type { NetworkFailure } from './network-error.ts';
import { isLoopback } from './proxy.ts';
import type { ProxySetting } from '../../core/model/proxy-setting.ts';
import { createError } from './status-outcome.ts';
import type { TrustPolicy } from './tls-trust.ts';

/** One request of a sign-in or of a first look. */
export interface FetchRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Lets a request that holds nothing secret go over plain http, to find out whether a server has only that. */
  readonly isUnencryptedLook?: boolean;
}

/** A whole answer, whatever its status, or none. Header names are lower-case. */
export type FetchResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly header: (name: string) => string | undefined;
      readonly text: string;
    }
  | ({ readonly kind: 'no-answer' } & NetworkFailure);

/**
 * Small requests to any server, over the same connections, proxies and certificate rules as everything else, without
 * the account's sign-in and without following redirects. Plain http goes to this machine only, unless policy allows it.
 */
export interface Fetcher {
  fetch(url: string, request: FetchRequest): Promise<FetchResult>;
  close(): void;
}

export interface FetcherOptions {
  readonly version: string;
  readonly trust: TrustPolicy;
  /** Direct when absent. */
  readonly proxy?: ProxySetting;
  /** Longest silence in ms. */
  readonly inactivityMs: number;
}

/** Answers of sign-in services are small; more than this is somebody else's. */
const LONGEST_TEXT_BYTES = 8 * 1024 * 1024;

/** Never asked, as all its requests are anonymous. */
const NOBODY: AuthorizationSource = {
  authorize: () => ({ ok: false, error: createError('sign-in-needed', 'a request without an account') }),
  judge: () => Promise.resolve(undefined),
};

export function createFetcher(options: FetcherOptions): Fetcher {
  const clients = new Map<string, HttpClient>();
  const getClient = (origin: string): HttpClient => {
    const known = clients.get(origin);
    if (known !== undefined) return known;
    const client = createHttpClient({
      ...options,
      origin,
      credentials: NOBODY,
      upLimit: undefined,
      downLimit: undefined,
    });
    clients.set(origin, client);
    return client;
  };
  return {
    async fetch(url, request) {
      const { origin, protocol, hostname } = new URL(url);
      const isLook = request.isUnencryptedLook === true || options.trust.isHttpAllowed;
      if (protocol !== 'https:' && !isLook && !isLoopback(hostname))
        return { kind: 'no-answer', error: createError('encryption-missing', protocol), mayHaveArrived: false };
      const { inactivityMs } = options;
      return toWhole(await getClient(origin).send({ ...request, url, inactivityMs, isAnonymous: true }));
    },
    close() {
      for (const client of clients.values()) client.close();
    },
  };
}

async function toWhole(result: HttpResult): Promise<FetchResult> {
  if (result.kind === 'no-answer') return result;
  const { status, header } = result.answer;
  const text = await readText(result.answer, LONGEST_TEXT_BYTES);
  return typeof text === 'string'
    ? { kind: 'answer', status, header, text }
    : { kind: 'no-answer', error: text, mayHaveArrived: true };
}
