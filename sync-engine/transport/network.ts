import type { ProxySetting } from '../core/model/proxy-setting.ts';
import type { BandwidthLimit, WaitingClock } from './http/bandwidth-limit.ts';
import { createBandwidthLimit } from './http/bandwidth-limit.ts';
import { HostGate } from './http/host-gate.ts';
import type { SpacesAnswer } from './listings/root-version.ts';
import { SharedAnswer } from './http/shared-answer.ts';
import { SharedStream } from './http/shared-stream.ts';

/** What all sync folders of an account share on their way to the server. */
export interface Network {
  readonly gate: HostGate;
  readonly upLimit: BandwidthLimit | undefined;
  readonly downLimit: BandwidthLimit | undefined;
  readonly proxy: ProxySetting;
  /** What the last poll of all spaces said. */
  readonly spaces: SpacesAnswer;
  /** The server's events. */
  readonly events: SharedStream;
}

/** Polls of several sync folders in so many ms are one request. */
const SPACES_LAST_MS = 10_000;

/** How the way to a server is limited. Rates are asked for again and again; undefined: no limit now. */
export interface NetworkOptions {
  readonly proxy: ProxySetting;
  readonly getUpBytesPerSecond?: () => number | undefined;
  readonly getDownBytesPerSecond?: () => number | undefined;
}

/** A gate of its own, and limits that are shared by whoever gets this. */
export function createNetwork(options: NetworkOptions, clock: WaitingClock): Network {
  const { proxy, getUpBytesPerSecond: up, getDownBytesPerSecond: down } = options;
  return {
    gate: new HostGate(clock),
    upLimit: up === undefined ? undefined : createBandwidthLimit(up, clock),
    downLimit: down === undefined ? undefined : createBandwidthLimit(down, clock),
    proxy,
    spaces: new SharedAnswer(clock, SPACES_LAST_MS),
    events: new SharedStream(clock),
  };
}
