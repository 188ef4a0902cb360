import type { AuthorizationSource } from '../core/model/authorization.ts';
import type { Result } from '../core/model/sync-error.ts';
import { readFacts, readText } from './http-answer.ts';
import type { HttpClient } from './http-client.ts';
import { createHttpClient } from './http-client.ts';
import { parseDrives } from './server-answers.ts';
import type { ServerAddress } from './server-url.ts';
import { parseServerUrl } from './server-url.ts';
import { createError, toAnswerError } from './status-outcome.ts';
import { STRICT_TRUST } from './tls-trust.ts';
import type { TrustPolicy } from './tls-trust.ts';

/** A place on the server that can be synced. `spaceId` is undefined for the user's own files of ownCloud 10. */
export interface Space {
  readonly spaceId: string | undefined;
  readonly name: string;
  readonly kind: 'personal' | 'project' | 'shared';
}

export interface ServerAccountOptions {
  /** As a person typed it. */
  readonly serverUrl: string;
  readonly credentials: AuthorizationSource;
  /** Strict when absent. */
  readonly trust?: TrustPolicy;
  readonly version: string;
  readonly signal: AbortSignal;
}

const ANSWER_LIMIT_BYTES = 8 * 1024 * 1024;
const INACTIVITY_MS = 30_000;

/** The spaces of the signed-in user, the personal one first. Only for the Infinite Scale family. */
export function listSpaces(options: ServerAccountOptions): Promise<Result<readonly Space[]>> {
  return withServer(options, async (call) => {
    const text = await call.get('/graph/v1.0/me/drives');
    if (!text.ok) return text;
    const drives = parseDrives(text.value);
    if (drives === undefined)
      return { ok: false, error: createError('unexpected-answer', 'the spaces cannot be read') };
    const spaces = drives.flatMap(({ id, name, driveType, root }): readonly Space[] => {
      const kind = toKind(driveType);
      return kind === undefined || root.deleted !== undefined ? [] : [{ spaceId: id, name, kind }];
    });
    return { ok: true, value: spaces.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)) };
  });
}

function toKind(driveType: string): Space['kind'] | undefined {
  if (driveType === 'personal' || driveType === 'project') return driveType;
  return driveType === 'mountpoint' ? 'shared' : undefined;
}

function rank({ kind }: Space): number {
  return ['personal', 'project', 'shared'].indexOf(kind);
}

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
  { serverUrl, credentials, version, trust = STRICT_TRUST, signal }: ServerAccountOptions,
  act: (call: ServerCall) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const address = parseServerUrl(serverUrl, trust.isHttpAllowed);
  if (!address.ok) return address;
  const { origin, basePath } = address.value;
  const http = createHttpClient({ origin, credentials, version, trust, upLimit: undefined, downLimit: undefined });
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
