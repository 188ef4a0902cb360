import type { Clock } from '../clock/clock.ts';
import type { ProxySetting } from '../core/model/proxy-setting.ts';
import { ROOT_PATH } from '../core/model/relative-path.ts';
import type { Result } from '../core/model/sync-error.ts';
import { createNetwork } from '../transport/network.ts';
import type { SpaceDetails } from '../transport/servers/spaces.ts';
import { describeOwnFiles as describeOwn, describeSpaces as describe } from '../transport/servers/spaces.ts';
import type { TrustPolicy } from '../transport/http/tls-trust.ts';
import type { Transport } from '../transport/transport.ts';
import { createWebDavTransport } from '../transport/webdav-transport.ts';
import { ENVIRONMENT_PROXY } from './create-account-network.ts';
import type { EngineCredentials } from './create-engine.ts';
import { ENGINE_VERSION, toAuthorization } from './create-engine.ts';

export type { SpaceDetails } from '../transport/servers/spaces.ts';

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

/**
 * A connection to one space of an account, the user's own files when undefined. The caller connects and closes it.
 * Codes: those of the credentials.
 */
export function createSpaceTransport(
  access: AccountAccess,
  space: string | undefined,
  clock: Clock,
): Result<Transport> {
  const credentials = toAuthorization(access.credentials);
  if (!credentials.ok) return credentials;
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
  return { ok: true, value: transport };
}
