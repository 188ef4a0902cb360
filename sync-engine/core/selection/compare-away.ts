import { isInside } from '../model/relative-path.ts';
import type { Choice } from '../model/selection.ts';
import { isAway } from '../model/selection.ts';

/** The difference between what was kept away before and what people keep away now; by path. */
export interface AwayDifference {
  /** Were away and take part now, at least in part. */
  readonly came: readonly Choice[];
  /** Took part and were deselected. What waits for a decision, or did so before, is none of them. */
  readonly left: readonly Choice[];
}

/** Compares two sets of choices as a person sees them: a directory that a wider choice covers is part of that. Pure. */
export function compareAway(before: readonly Choice[], after: readonly Choice[]): AwayDifference {
  const [awayBefore, awayAfter] = [before.filter(isAway), after.filter(isAway)];
  return {
    came: sortByPath(awayBefore.filter((choice) => !isCovered(choice, awayAfter))),
    left: sortByPath(awayAfter.filter((choice) => choice.kind === 'deselected' && !isCovered(choice, awayBefore))),
  };
}

function isCovered(choice: Choice, by: readonly Choice[]): boolean {
  return by.some(
    (other) => other.fileId === choice.fileId || (other.path !== choice.path && isInside(choice.path, other.path)),
  );
}

function sortByPath(choices: readonly Choice[]): readonly Choice[] {
  return choices.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
