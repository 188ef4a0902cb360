import type { Clock } from '../clock/clock.ts';
import type { GiveWay } from './slices.ts';

/** Well under the 50 ms that a stall may last, since reading the disk has its own share of the same turn. */
const SLICE_MS = 12;

/** Lets timers, sockets and all that waits for the event loop have their turn after each slice. */
export function createGiveWayToEvents(clock: Pick<Clock, 'monotonicMs'>): GiveWay {
  let startedAtMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (clock.monotonicMs() - startedAtMs < SLICE_MS) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        startedAtMs = clock.monotonicMs();
        resolve();
      });
    });
  };
}
