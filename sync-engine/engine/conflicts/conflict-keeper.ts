import { changesBase } from '../base-changes.ts';
import type { Observation } from '../observe.ts';
import type { FolderPorts } from '../parts.ts';
import { askServer } from './ask-server.ts';
import { dissolveEqual } from './dissolve.ts';
import { reviewConflicts } from './review.ts';

/**
 * Keeps the records of conflicts true from run to run. They are looked at in the first run, in every run that finds
 * something changed, and in the one after it, for as long as one of them is not seen whole; any other run does not even
 * read them.
 */
export class ConflictKeeper {
  readonly #ports: FolderPorts;
  /** What the run before did, or what happened before the start, has not been looked at. */
  #isDue = true;

  constructor(ports: FolderPorts) {
    this.#ports = ports;
  }

  /** True when the next run looks at the records, and for pairs without one, whatever it finds. */
  get isDue(): boolean {
    return this.#isDue;
  }

  /** All is as it was when a review left nothing open. */
  noteReviewed(): void {
    this.#isDue = false;
  }

  /**
   * Reviews the records after a look. With no operations to come, needless second versions are taken away.
   *
   * @returns true when a file was taken away: look again.
   */
  async review(observation: Observation, hasOperations: boolean, signal: AbortSignal): Promise<boolean> {
    const isDue = this.#isDue || hasNews(observation);
    this.#isDue = hasOperations;
    if (!isDue) return false;
    const { equal, isPartial, opened } = await reviewConflicts(observation, this.#ports);
    await askServer(opened, this.#ports, signal);
    this.#isDue ||= isPartial;
    if (hasOperations || equal.length === 0) return false;
    const hasChanged = await dissolveEqual(equal, this.#ports, signal);
    if (hasChanged) this.#isDue = true;
    return hasChanged;
  }
}

function hasNews({ plan }: Observation): boolean {
  return plan.operations.length > 0 || changesBase(plan.baseChanges);
}
