import { STALL_MS } from '../../executor/watchdog.ts';

const LOW_LIMIT_BYTES_PER_SECOND = 4 * 1024;
const LOW_LIMIT_STALL_MS = 600_000;

interface Limits {
  readonly limitUpBytesPerSecond: number | undefined;
  readonly limitDownBytesPerSecond: number | undefined;
}

/**
 * Ms of silence after which a job counts as hanging. Under a very low limit the turn of a transfer comes so seldom that
 * silence says nothing for long.
 */
export function decideStallMs({ limitUpBytesPerSecond, limitDownBytesPerSecond }: Limits): number {
  const slowest = Math.min(limitUpBytesPerSecond ?? Infinity, limitDownBytesPerSecond ?? Infinity);
  return slowest < LOW_LIMIT_BYTES_PER_SECOND ? LOW_LIMIT_STALL_MS : STALL_MS;
}
