import type { RelativePath } from './relative-path.ts';

/** What came of one half of a choice. */
export interface ChosenPart {
  /** All directories of it, at any place. */
  readonly count: number;
  /** The first `MAX_NAMED` of them, by path. */
  readonly directories: readonly RelativePath[];
  readonly files: number;
  readonly bytes: number;
}

/** What a choice of directories has brought to this computer and taken off it. */
export interface ChoiceOutcome {
  readonly came: ChosenPart;
  readonly left: ChosenPart;
}

/** So many directories of a choice are named; who wants more reads the choice itself. */
export const MAX_NAMED = 20;
