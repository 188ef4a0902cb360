import type { Clock } from '../clock/clock.ts';
import type { FixedProxySetting, ProxySetting } from '../core/model/proxy-setting.ts';
import type { TimeWindow } from '#policies/time-windows.ts';
import { isInAny } from '#policies/time-windows.ts';
import type { Network } from '../transport/network.ts';
import { createNetwork } from '../transport/network.ts';

/** How an account's way to its server is limited. */
export interface AccountNetworkOptions {
  readonly limitUpBytesPerSecond: number | undefined;
  readonly limitDownBytesPerSecond: number | undefined;
  /** When the limits hold; always when absent. */
  readonly limitWindows?: readonly TimeWindow[];
  /** The environment when absent. */
  readonly proxy?: ProxySetting;
}

/** The way to the server where nobody has said another one: as other programs read it from the environment. */
export const ENVIRONMENT_PROXY: FixedProxySetting = { kind: 'environment', variables: process.env };

/** Makes what all sync folders of an account share: limits, connections at a time, proxy. */
export function createAccountNetwork(options: AccountNetworkOptions, clock: Clock): Network {
  const { limitUpBytesPerSecond: up, limitDownBytesPerSecond: down, limitWindows } = options;
  const inWindow = (rate: number): (() => number | undefined) =>
    limitWindows === undefined ? () => rate : () => (isInAny(limitWindows, clock.nowMs()) ? rate : undefined);
  return createNetwork(
    {
      proxy: options.proxy ?? ENVIRONMENT_PROXY,
      ...(up === undefined ? {} : { getUpBytesPerSecond: inWindow(up) }),
      ...(down === undefined ? {} : { getDownBytesPerSecond: inWindow(down) }),
    },
    clock,
  );
}

const sharedNetworks = new WeakMap<object, { readonly settings: string; readonly network: Network }>();

/**
 * The network of an account, one for all its sync folders in this process; with other limits or proxies a new one.
 *
 * @param account the same object for the same account.
 */
export function shareAccountNetwork(account: object, options: AccountNetworkOptions, clock: Clock): Network {
  const { limitUpBytesPerSecond, limitDownBytesPerSecond, limitWindows, proxy } = options;
  const settings = JSON.stringify([limitUpBytesPerSecond, limitDownBytesPerSecond, limitWindows, proxy]);
  const shared = sharedNetworks.get(account);
  if (shared?.settings === settings) return shared.network;
  const network = createAccountNetwork(options, clock);
  sharedNetworks.set(account, { settings, network });
  return network;
}
