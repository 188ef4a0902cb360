/** How many suspicious changes to tracked files are too many to be sent without asking. */
export interface MassChangeLimits {
  /** So many files are always too many. */
  readonly maxFiles: number;
  /** So large a share of all files is too much … */
  readonly maxShare: number;
  /** … unless it is fewer files than this. */
  readonly minFiles: number;
}

/**
 * Below what REQ-24 names as the latest point (200 files in 5 minutes): every file that is sent is one version to bring
 * back by hand. It can be this low because only noise under a name that promises a format counts, not any edit.
 */
export const DEFAULT_CHANGE_LIMITS: MassChangeLimits = { maxFiles: 50, maxShare: 0.2, minFiles: 10 };

/** Changes within this time count as one: encryption by a stranger takes minutes, not hours. */
export const CHANGE_WINDOW_MS = 10 * 60 * 1000;

/** Suspicious files, those of this plan and those that were let through a moment ago. */
export interface ChangeCount {
  readonly plannedFiles: number;
  readonly recentFiles: number;
  /** Tracked files. */
  readonly allFiles: number;
}

/** Whether these changes must wait until a person decides. */
export function isMassChange(count: ChangeCount, limits: MassChangeLimits): boolean {
  const files = count.plannedFiles + count.recentFiles;
  if (count.plannedFiles === 0) return false;
  return files >= limits.maxFiles || (files >= limits.minFiles && files >= count.allFiles * limits.maxShare);
}
