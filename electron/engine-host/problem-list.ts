import type { Problem, ProblemCode } from '#sync-engine/core/model/problem.ts';

/** What ends by itself in most cases: a program has the file open, or is still writing. */
const PASSING: ReadonlySet<ProblemCode> = new Set(['local-file-busy', 'still-changing']);

/** So long such a file is tried again before anybody is told of a problem. The state says meanwhile that work is left. */
const PASSING_MS = 60_000;

/** The paths of one sync folder that are not synced, and since when. */
export class ProblemList {
  #items: readonly Problem[] | undefined;
  #seenAtMs: ReadonlyMap<string, number> = new Map();

  /** Undefined before the first run has ended. */
  get items(): readonly Problem[] | undefined {
    return this.#items;
  }

  /** When the latest of them was first met, in ms since the epoch; undefined while there are none. */
  get sinceMs(): number | undefined {
    const times = (this.#items ?? []).map((problem) => this.#seenAtMs.get(keyOf(problem)) ?? 0);
    return times.length === 0 ? undefined : times.reduce((latest, timeMs) => Math.max(latest, timeMs));
  }

  /** Takes what a run that ended now has met for what there was; true when the list is another one. */
  replace(met: readonly Problem[], nowMs: number): boolean {
    this.#seenAtMs = new Map(met.map((problem) => [keyOf(problem), this.#seenAtMs.get(keyOf(problem)) ?? nowMs]));
    const items = met.filter((problem) => this.#isToBeTold(problem, nowMs)).map(toItem);
    const isOther = JSON.stringify(items) !== JSON.stringify(this.#items ?? []);
    this.#items = items;
    return isOther;
  }

  #isToBeTold(problem: Problem, nowMs: number): boolean {
    return !PASSING.has(problem.code) || nowMs - (this.#seenAtMs.get(keyOf(problem)) ?? nowMs) >= PASSING_MS;
  }
}

function keyOf({ side, path, code }: Problem): string {
  return `${side} ${code} ${path}`;
}

/** Without what is for administrators, and would make the same problem look like another one. */
function toItem({ path, side, code, heldBy, missingBytes }: Problem): Problem {
  return {
    path,
    side,
    code,
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(missingBytes === undefined ? {} : { missingBytes }),
  };
}
