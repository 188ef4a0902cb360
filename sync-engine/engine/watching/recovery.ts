import type { SyncError } from '../../core/model/sync-error.ts';
import { isConnectionError } from '../../core/model/sync-error.ts';
import type { Clock } from '../../clock/clock.ts';

/** First and longest pause while the server cannot be reached: back within a minute, with 2 requests a minute. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** A server in maintenance answers, and has better things to do than answering us. */
const FIRST_MAINTENANCE_PAUSE_MS = 5_000;
const LONGEST_MAINTENANCE_PAUSE_MS = 40_000;

/** Refused passwords count against the account: many servers lock it after a few. */
const FIRST_SIGN_IN_PAUSE_MS = 60_000;

/** Nobody waits longer, whatever a server asks for. */
const LONGEST_EVER_MS = 600_000;

/** Share of a pause that chance moves, so that a thousand clients do not come back in the same second. */
const JITTER = 0.2;

/**
 * Ms until a run that was stopped is tried again. Pure.
 * @param attempt how many runs in a row have been stopped, from 1
 * @param random from 0 to 1
 */
export function recoveryPauseMs(error: SyncError, attempt: number, random: number): number {
  const factor = 1 - JITTER + 2 * JITTER * random;
  return Math.round(plainPauseMs(error, attempt) * factor);
}

function plainPauseMs({ code, retry }: SyncError, attempt: number): number {
  if (code === 'server-maintenance') {
    return doubled(FIRST_MAINTENANCE_PAUSE_MS, attempt, LONGEST_MAINTENANCE_PAUSE_MS);
  }
  if (code === 'sign-in-refused') return doubled(FIRST_SIGN_IN_PAUSE_MS, attempt, LONGEST_EVER_MS);
  // What has led to a bug may pass; mostly it comes again.
  if (code === 'internal-error' && retry.kind === 'after') return doubled(retry.delayMs, attempt, LONGEST_EVER_MS);
  // A busy server has said when it wants to be asked again; a full disk and its like are not back in seconds either.
  const isTimeKnown = code === 'server-busy' || !isConnectionError(code);
  return isTimeKnown && retry.kind === 'after'
    ? Math.min(LONGEST_EVER_MS, retry.delayMs)
    : doubled(FIRST_PAUSE_MS, attempt, LONGEST_PAUSE_MS);
}

function doubled(firstMs: number, attempt: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(20, attempt - 1));
}

/** The wall clock moving so far ahead of the monotonic one means that this computer slept, or that it was set. */
const JUMP_MS = 10_000;

/** Notices that this computer has slept or got other addresses: whatever was known of connections is void. */
export class WakeDetector {
  readonly #clock: Clock;
  readonly #readNetwork: () => string;
  #offsetMs: number;
  #network: string;

  /** `readNetwork` returns a text that changes when the addresses of this computer do. */
  constructor(clock: Clock, readNetwork: () => string) {
    this.#clock = clock;
    this.#readNetwork = readNetwork;
    this.#offsetMs = clock.nowMs() - clock.monotonicMs();
    this.#network = readNetwork();
  }

  /** True when one of both has happened since the last call. */
  hasWoken(): boolean {
    const offsetMs = this.#clock.nowMs() - this.#clock.monotonicMs();
    const network = this.#readNetwork();
    const hasJumped = Math.abs(offsetMs - this.#offsetMs) > JUMP_MS;
    const isOther = network !== this.#network;
    this.#offsetMs = offsetMs;
    this.#network = network;
    return hasJumped || isOther;
  }
}
