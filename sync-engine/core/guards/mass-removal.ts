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

/** What a plan would remove on one side. */
export interface RemovalCount {
  readonly side: Side;
  readonly removedFiles: number;
  /** Files that are on that side now. */
  readonly allFiles: number;
}

/** Whether a plan's removals may be carried out, or wait until a person decides. */
export function isMassRemoval(count: RemovalCount, limits: MassRemovalLimits): boolean {
  const { removedFiles, allFiles } = count;
  if (removedFiles > limits.maxFiles) return true;
  return removedFiles >= limits.minFiles && removedFiles > allFiles * limits.maxShare;
}
