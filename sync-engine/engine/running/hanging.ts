import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Side } from '../../core/model/side.ts';
import type { Logger } from '../../logger/logger.ts';

/** Jobs that did not stop when they were told to. None is begun a second time while the first may still act. */
export class Hanging {
  readonly #logger: Logger;
  readonly #keys = new Set<string>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  has(side: Side, path: RelativePath): boolean {
    return this.#keys.has(keyOf(side, path));
  }

  /** Takes over a job; forgets it when it ends after all. */
  add(side: Side, path: RelativePath, job: Promise<unknown>): void {
    const key = keyOf(side, path);
    this.#keys.add(key);
    this.#logger.warn('job-hangs', { side });
    void this.#await(key, job);
  }

  async #await(key: string, job: Promise<unknown>): Promise<void> {
    try {
      await job;
    } catch (error) {
      // Its run is over, and so may be the database: whatever it did is found by looking.
      this.#logger.warn('hanging-job-failed', { name: error instanceof Error ? error.name : 'unknown' });
    } finally {
      this.#keys.delete(key);
    }
  }
}

function keyOf(side: Side, path: RelativePath): string {
  return `${side} ${path}`;
}
