import type { Clock } from './clock.ts';

/** Node fires a longer timer at once instead of late. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The time of this machine. `monotonicMs` starts near 0 with the process and does not follow changes of the wall clock. */
export class SystemClock implements Clock {
  nowMs(): number {
    return Date.now();
  }

  monotonicMs(): number {
    return performance.now();
  }

  async delay(delayMs: number, signal: AbortSignal): Promise<void> {
    const endMs = performance.now() + delayMs;
    let leftMs = delayMs;
    // Node's timers count whole milliseconds of another clock, and end early by one or two.
    do {
      await waitOnce(Math.min(leftMs, LONGEST_TIMER_MS), signal);
      leftMs = endMs - performance.now();
    } while (leftMs > 0);
  }
}

function waitOnce(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(toReason(signal));
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(toReason(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** The reason itself when it is an error, as it nearly always is; otherwise an error that carries it. */
function toReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
