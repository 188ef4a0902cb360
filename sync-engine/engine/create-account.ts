import { SystemClock } from '../clock/system-clock.ts';
import type { ProxySetting } from '../core/model/proxy-setting.ts';
import { parseRelativePath, ROOT_PATH } from '../core/model/relative-path.ts';
import type { Result, SyncError } from '../core/model/sync-error.ts';
import { createNetwork } from '../transport/network.ts';
import type { SpaceDetails } from '../transport/spaces.ts';
import { describeOwnFiles as describeOwn, describeSpaces as describe } from '../transport/spaces.ts';
import type { TrustPolicy } from '../transport/tls-trust.ts';
import type { RemoteEntry, Transport } from '../transport/transport.ts';
import { createWebDavTransport } from '../transport/webdav-transport.ts';
import { ENVIRONMENT_PROXY } from './create-account-network.ts';
import type { EngineCredentials } from './create-engine.ts';
import { ENGINE_VERSION, toAuthorization } from './create-engine.ts';

export type { SpaceDetails } from '../transport/spaces.ts';

/** Who signs in where. */
export interface AccountAccess {
  readonly serverUrl: string;
  readonly credentials: EngineCredentials;
  /** Strict when absent. */
  readonly trust?: TrustPolicy;
  /** The environment when absent. */
  readonly proxy?: ProxySetting;
}

/** What of an account can be synced, with what each is like, and the shares inside the user's files. */
export function describeSpaces(access: AccountAccess, signal: AbortSignal): Promise<Result<readonly SpaceDetails[]>> {
  const credentials = toAuthorization(access.credentials);
  if (!credentials.ok) return Promise.resolve(credentials);
  return describe({
    proxy: ENVIRONMENT_PROXY,
    ...access,
    credentials: credentials.value,
    version: ENGINE_VERSION,
    signal,
  });
}

/** The user's own files alone, with how full they are; undefined when the server has none for this user. */
export function describeOwnFiles(
  access: AccountAccess,
  signal: AbortSignal,
): Promise<Result<SpaceDetails | undefined>> {
  const credentials = toAuthorization(access.credentials);
  if (!credentials.ok) return Promise.resolve(credentials);
  return describeOwn({
    proxy: ENVIRONMENT_PROXY,
    ...access,
    credentials: credentials.value,
    version: ENGINE_VERSION,
    signal,
  });
}

/** A directory on the server; throws a RangeError when `path` is not one that a listing or a person could name. */
export interface RemotePlace {
  readonly space: string | undefined;
  readonly path: string;
}

/** The items of one directory on the server; directories first, by name. */
export function listRemoteDirectory(
  access: AccountAccess,
  { space, path }: RemotePlace,
  signal: AbortSignal,
): Promise<Result<readonly RemoteEntry[]>> {
  const place = parseRelativePath(path);
  if (place === undefined) throw new RangeError('not a relative path');
  return withTransport({ access, space, signal }, async (transport) => {
    const listed = await transport.list(place, 1, signal);
    if (listed.kind === 'failed') return { ok: false, error: listed.error };
    if (listed.kind === 'absent') return { ok: false, error: missing() };
    return { ok: true, value: listed.listing.children.toSorted(byKindAndName) };
  });
}

function byKindAndName(a: RemoteEntry, b: RemoteEntry): number {
  return a.kind === b.kind ? a.name.localeCompare(b.name) : a.kind === 'directory' ? -1 : 1;
}

function missing(): SyncError {
  const retry = { kind: 'user-action' } as const;
  return { code: 'remote-folder-missing', scope: 'sync-folder', retry, detail: 'no such directory' };
}

interface Connecting {
  readonly access: AccountAccess;
  readonly space: string | undefined;
  readonly signal: AbortSignal;
}

async function withTransport<Value>(
  { access, space, signal }: Connecting,
  act: (transport: Transport) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const credentials = toAuthorization(access.credentials);
  if (!credentials.ok) return credentials;
  const clock = new SystemClock();
  const { proxy = ENVIRONMENT_PROXY } = access;
  const transport = createWebDavTransport(
    {
      serverUrl: access.serverUrl,
      credentials: credentials.value,
      remotePath: ROOT_PATH,
      version: ENGINE_VERSION,
      ...(access.trust === undefined ? {} : { trust: access.trust }),
      ...(space === undefined ? {} : { space }),
      network: createNetwork({ proxy }, clock),
    },
    clock,
  );
  try {
    const server = await transport.connect(signal);
    return server.ok ? await act(transport) : server;
  } finally {
    await transport.close();
  }
}
