import { listAbove } from '../model/relative-path.ts';
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
  const [wasCovered, isCovered] = [coverBy(awayBefore), coverBy(awayAfter)];
  return {
    came: sortByPath(awayBefore.filter((choice) => !isCovered(choice))),
    left: sortByPath(awayAfter.filter((choice) => choice.kind === 'deselected' && !wasCovered(choice))),
  };
}

/** Whether a directory is one of these, or lies in one of them. */
function coverBy(choices: readonly Choice[]): (choice: Choice) => boolean {
  const fileIds = new Set(choices.map(({ fileId }) => fileId));
  const paths = new Set(choices.map(({ path }) => path));
  return ({ fileId, path }) => fileIds.has(fileId) || listAbove(path).some((above) => paths.has(above));
}

function sortByPath(choices: readonly Choice[]): readonly Choice[] {
  return choices.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
