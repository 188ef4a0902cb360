import type { AuthorizationSource } from '../core/model/authorization.ts';
import type { ProxySetting } from '../core/model/proxy-setting.ts';
import type { Result } from '../core/model/sync-error.ts';
import { readFacts, readText } from './http/http-answer.ts';
import type { HttpClient } from './http/http-client.ts';
import { createHttpClient } from './http/http-client.ts';
import type { ServerAddress } from './servers/server-url.ts';
import { parseServerUrl } from './servers/server-url.ts';
import { toAnswerError } from './http/status-outcome.ts';
import { STRICT_TRUST } from './http/tls-trust.ts';
import type { TrustPolicy } from './http/tls-trust.ts';

export interface ServerAccountOptions {
  /** As a person typed it. */
  readonly serverUrl: string;
  readonly credentials: AuthorizationSource;
  /** Strict when absent. */
  readonly trust?: TrustPolicy;
  /** Direct when absent. */
  readonly proxy?: ProxySetting;
  readonly version: string;
  readonly signal: AbortSignal;
}

const ANSWER_LIMIT_BYTES = 8 * 1024 * 1024;
const INACTIVITY_MS = 30_000;

/** Asking a server for something beside a remote root. Paths begin with `/`. */
export interface ServerCall {
  readonly address: ServerAddress;
  readonly signal: AbortSignal;
  /** The text of a 200; everything else is an error. */
  get(path: string): Promise<Result<string>>;
  send(request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): ReturnType<HttpClient['send']>;
}

/** Acts with connections of its own, which are closed in the end. */
export async function withServer<Value>(
  { serverUrl, credentials, version, trust = STRICT_TRUST, proxy = { kind: 'direct' }, signal }: ServerAccountOptions,
  act: (call: ServerCall) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const address = parseServerUrl(serverUrl, trust.isHttpAllowed);
  if (!address.ok) return address;
  const { origin, basePath } = address.value;
  const http = createHttpClient({
    origin,
    credentials,
    version,
    trust,
    proxy,
    upLimit: undefined,
    downLimit: undefined,
  });
  try {
    return await act({
      address: address.value,
      signal,
      get: (path) => fetchText(http, origin + basePath + path, signal),
      send: ({ path, ...request }) =>
        http.send({ ...request, url: origin + path, inactivityMs: INACTIVITY_MS, signal }),
    });
  } finally {
    http.close();
  }
}

async function fetchText(http: HttpClient, url: string, signal: AbortSignal): Promise<Result<string>> {
  const result = await http.send({ method: 'GET', url, headers: {}, inactivityMs: INACTIVITY_MS, signal });
  if (result.kind === 'no-answer') return { ok: false, error: result.error };
  if (result.answer.status !== 200) return { ok: false, error: toAnswerError(await readFacts(result.answer)) };
  const text = await readText(result.answer, ANSWER_LIMIT_BYTES);
  return typeof text === 'string' ? { ok: true, value: text } : { ok: false, error: text };
}
