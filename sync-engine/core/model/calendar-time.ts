/** Farthest from the epoch that a date can be, in ms. @see ECMA-262 §21.4.1.1 */
const FARTHEST_MS = 8.64e15;

/** The nearest time that has a date: some disks tell times of which nobody knows what they mean, and they get shown. Pure. */
export function toCalendarMs(timeNs: bigint): number {
  return Math.min(Math.max(Number(timeNs / 1_000_000n), -FARTHEST_MS), FARTHEST_MS);
}
