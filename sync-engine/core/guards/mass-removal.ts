import type { HoldReason } from '../model/hold.ts';
import type { Side } from '../model/side.ts';

/** How many removals on one side are too many to be carried out without asking. */
export interface MassRemovalLimits {
  /** More files than this are always too many. */
  readonly maxFiles: number;
  /** A larger share of the side's files than this is too much … */
  readonly maxShare: number;
  /** … unless it is fewer files than this: in a small folder every delete is a large share. */
  readonly minFiles: number;
}

/** What people expect to be asked about. */
export const DEFAULT_LIMITS: MassRemovalLimits = { maxFiles: 50, maxShare: 0.2, minFiles: 10 };

/**
 * Removals within this time count as one. A program that deletes a few files every minute is as harmful as one that
 * deletes all at once, and within an hour it passes any limit worth having. A longer time would add up the tidying of a
 * whole working day and ask people who did nothing unusual; then they learn to say yes.
 */
export const REMOVAL_WINDOW_MS = 60 * 60 * 1000;

/** What a plan would remove on one side. */
export interface RemovalCount {
  readonly side: Side;
  readonly removedFiles: number;
  /** Files that are on that side now. */
  readonly allFiles: number;
  /** Other files that were removed there without a question, within the window. */
  readonly recentFiles: number;
}

/** Why a plan's removals must wait until a person decides; undefined when they may be carried out. */
export function findMassRemoval(count: RemovalCount, limits: MassRemovalLimits): HoldReason | undefined {
  const { removedFiles, allFiles, recentFiles } = count;
  if (removedFiles === 0) return undefined;
  if (isTooMuch(removedFiles, allFiles, limits)) return 'many-at-once';
  return isTooMuch(removedFiles + recentFiles, allFiles + recentFiles, limits) ? 'many-in-a-while' : undefined;
}

function isTooMuch(removedFiles: number, allFiles: number, limits: MassRemovalLimits): boolean {
  if (removedFiles > limits.maxFiles) return true;
  return removedFiles >= limits.minFiles && removedFiles > allFiles * limits.maxShare;
}
