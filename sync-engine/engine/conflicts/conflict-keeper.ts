import { findPath } from '../../core/model/tree.ts';
import { changesBase } from '../planning/base-changes.ts';
import type { Observation } from '../looking/observe.ts';
import type { FolderPorts } from '../parts.ts';
import type { AskingEnd, NewConflict } from './ask-server.ts';
import { askServer } from './ask-server.ts';
import { dissolveEqual } from './dissolve.ts';
import { reviewConflicts } from './review.ts';

/** How long a server that did not answer is left alone, in ms. */
const ASK_AGAIN_MS = 10 * 60_000;

/**
 * Keeps the records of conflicts true from run to run. They are looked at in the first run, in every run that finds
 * something changed, and in the one after it, for as long as one of them is not seen whole; any other run does not even
 * read them.
 */
export class ConflictKeeper {
  readonly #ports: FolderPorts;
  /** What the run before did, or what happened before the start, has not been looked at. */
  #isDue = true;
  /** Second versions that stay here: they come, go and are decided on without an operation. */
  #staying = '[]';
  #askAgainAtMs = Number.NEGATIVE_INFINITY;

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
   * @returns true when a file was taken away, or a decision was found that the plan did not know: look again.
   */
  async review(observation: Observation, hasOperations: boolean, signal: AbortSignal): Promise<boolean> {
    const staying = nameStaying(observation);
    const isDue = this.#isDue || staying !== this.#staying || hasNews(observation);
    this.#staying = staying;
    this.#isDue = hasOperations;
    if (!isDue) return false;
    const { equal, isPartial, unasked, isDecisionFound } = await reviewConflicts(observation, this.#ports);
    const asking = await this.#ask(unasked, signal);
    this.#isDue ||= isPartial || asking === 'interrupted';
    if (hasOperations) return false;
    if (isDecisionFound) return true;
    if (equal.length === 0) return false;
    const hasChanged = await dissolveEqual(equal, this.#ports, signal);
    if (hasChanged) this.#isDue = true;
    return hasChanged;
  }

  /** After silence the server is left alone for a while: conflicts do not depend on what it tells. */
  async #ask(unasked: readonly NewConflict[], signal: AbortSignal): Promise<AskingEnd> {
    const { clock } = this.#ports;
    if (clock.monotonicMs() < this.#askAgainAtMs) return 'unanswered';
    const end = await askServer(unasked, this.#ports, signal);
    if (end === 'unanswered') this.#askAgainAtMs = clock.monotonicMs() + ASK_AGAIN_MS;
    return end;
  }
}

function nameStaying({ plan }: Observation): string {
  return JSON.stringify(plan.staying.map(({ id, standing }) => [findPath(plan.local, id), standing]));
}

function hasNews({ plan }: Observation): boolean {
  return plan.operations.length > 0 || changesBase(plan.baseChanges);
}
