import type { FolderView } from '#ipc/folder-view.ts';
import type { Problem, ProblemCode } from '#sync-engine/core/model/problem.ts';

/** What ends by itself in most cases: a program has the file open, or is still writing. */
const PASSING: ReadonlySet<ProblemCode> = new Set(['local-file-busy', 'still-changing']);

/** So long such a file is tried again before anybody is told of a problem. The state says meanwhile that work is left. */
const PASSING_MS = 60_000;

/** First meetings are told apart no finer than that: a folder that is busy all the time must not make a long list. */
const MET_STEP_MS = 60_000;

/** The paths of one sync folder that are not synced, and since when. */
export class ProblemList {
  #items: readonly Problem[] | undefined;
  #seenAtMs: ReadonlyMap<string, number> = new Map();

  /** Undefined before the first run has ended. */
  get items(): readonly Problem[] | undefined {
    return this.#items;
  }

  /** When how many of them were first met, to the end of a minute; in ms since the epoch, the oldest first. */
  get met(): NonNullable<FolderView['problemsMet']> {
    const counts = new Map<number, number>();
    for (const problem of this.#items ?? []) {
      const atMs = Math.ceil((this.#seenAtMs.get(keyOf(problem)) ?? 0) / MET_STEP_MS) * MET_STEP_MS;
      counts.set(atMs, (counts.get(atMs) ?? 0) + 1);
    }
    return [...counts].map(([atMs, count]) => ({ atMs, count })).toSorted((a, b) => a.atMs - b.atMs);
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

/** A file that is open now and being written then is the same trouble all along. */
function keyOf({ side, path, code }: Problem): string {
  return `${side} ${PASSING.has(code) ? 'passing' : code} ${path}`;
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
