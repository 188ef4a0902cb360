import type { FilesystemClock } from './filesystem-clock.ts';

/** Well under the 30 ms that a stall may last, since what follows from a job runs in the same turn. */
const TURN_MS = 12;

/**
 * Lets many callers of synchronous calls share the event loop: together they hold it for about one turn at a time. Jobs
 * run in the order in which they came.
 */
export class EventLoopShare {
  readonly #clock: FilesystemClock;
  #turnStartMs = 0;
  #waiting: readonly (() => void)[] = [];
  #arrived: (() => void)[] = [];
  #isScheduled = false;

  constructor(clock: FilesystemClock) {
    this.#clock = clock;
  }

  /** Runs a short job at once while the turn lasts, else in a later one. Rejects with what the job throws. */
  run<Value>(job: () => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        try {
          resolve(job());
        } catch (error) {
          reject(error instanceof Error ? error : new Error('job failed', { cause: error }));
        }
      };
      if (!this.#isScheduled && !this.#isTurnOver()) {
        settle();
        return;
      }
      this.#arrived.push(settle);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#runTurn());
  }

  #runTurn(): void {
    this.#turnStartMs = this.#clock.monotonicMs();
    const jobs = [...this.#waiting, ...this.#arrived];
    this.#arrived = [];
    let doneCount = 0;
    do {
      jobs[doneCount]?.();
      doneCount += 1;
    } while (doneCount < jobs.length && !this.#isTurnOver());
    this.#waiting = jobs.slice(doneCount);
    this.#isScheduled = false;
    if (this.#waiting.length > 0) this.#schedule();
  }

  #isTurnOver(): boolean {
    return this.#clock.monotonicMs() - this.#turnStartMs >= TURN_MS;
  }
}
