/** One version in the safety store, as cleaning sees it. */
export interface KeptVersion {
  readonly keepId: string;
  readonly keptAtMs: number;
  /** Last change of the bytes: a program that had the file open may have written to it after it was kept. */
  readonly modifiedAtMs: number;
  readonly sizeBytes: number;
  /** The server had these bytes, and a person wanted the space: see `DESELECTED_AGE_MS`. */
  readonly isDeselected: boolean;
}

/** How long and how much is kept. */
export interface KeptLimits {
  readonly maxAgeMs: number;
  readonly maxBytes: number;
  /** Nothing younger goes for the sake of `maxBytes`. */
  readonly minAgeMs: number;
}

/** What to remove for ever, and by how much the store is too large after that. */
export interface KeptCleaning {
  readonly remove: readonly string[];
  readonly overBytes: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const GIB = 1024 ** 3;

/** The promise to users. */
const MAX_AGE_MS = 30 * DAY_MS;

/**
 * What was deselected was on the server, and somebody wanted its space here. A day is left to notice a slip. What a
 * program wrote to it after it was put away is nowhere else, and is kept as everything else.
 */
export const DESELECTED_AGE_MS = DAY_MS;

/** A loss is often noticed by whoever comes back after a weekend or a week of leave; until then space is no argument. */
const MIN_AGE_MS = 9 * DAY_MS;

/** A tenth of the disk, so that small disks stay usable, and no more than a store that nobody would miss on a large one. */
const MAX_SHARE = 0.1;
const MAX_BYTES = 10 * GIB;

/** The limits that hold where no policy says otherwise. */
export function defaultKeptLimits(diskBytes: number): KeptLimits {
  return {
    maxAgeMs: MAX_AGE_MS,
    minAgeMs: MIN_AGE_MS,
    maxBytes: Math.min(MAX_BYTES, Math.floor(diskBytes * MAX_SHARE)),
  };
}

/**
 * Chooses what goes: everything beyond its age, then the oldest until the rest fits, but nothing below `minAgeMs`. Times
 * in the future come from a clock that was wrong: such versions count as new. Low disk space is no reason: giving up
 * what was promised is a decision of people. Pure.
 */
export function planKeptCleaning(versions: readonly KeptVersion[], limits: KeptLimits, nowMs: number): KeptCleaning {
  const aged = versions
    .map((version) => ({ ...version, ageMs: nowMs - lastTouchedMs(version, nowMs) }))
    .toSorted((a, b) => b.ageMs - a.ageMs);
  let leftBytes = aged.reduce((sum, version) => sum + version.sizeBytes, 0);
  const remove: string[] = [];
  for (const version of aged) {
    const { keepId, ageMs, sizeBytes } = version;
    const isForSpace = leftBytes > limits.maxBytes && ageMs >= limits.minAgeMs && sizeBytes > 0;
    if (ageMs <= maxAgeMs(version, limits) && !isForSpace) continue;
    remove.push(keepId);
    leftBytes -= sizeBytes;
  }
  return { remove, overBytes: Math.max(0, leftBytes - limits.maxBytes) };
}

/** The server had these very bytes when they were put away: deselected, and no program has written to them since. */
export function wasOnServer(version: Pick<KeptVersion, 'isDeselected' | 'keptAtMs' | 'modifiedAtMs'>): boolean {
  return version.isDeselected && version.modifiedAtMs <= version.keptAtMs;
}

function maxAgeMs(version: KeptVersion, limits: KeptLimits): number {
  return wasOnServer(version) ? Math.min(DESELECTED_AGE_MS, limits.maxAgeMs) : limits.maxAgeMs;
}

function lastTouchedMs({ keptAtMs, modifiedAtMs }: KeptVersion, nowMs: number): number {
  return modifiedAtMs <= nowMs ? Math.max(keptAtMs, modifiedAtMs) : keptAtMs;
}

/** What cleaning remembers from one time to the next. */
export interface CleaningMemory {
  readonly lastAtMs: number;
  /** Nothing is removed before. */
  readonly notBeforeMs: number;
}

/** Longer than this between two looks at the clock, and the clock itself is in doubt. */
const MAX_GAP_MS = 3 * DAY_MS;

/**
 * After a long gap nothing is removed for a day: a clock that jumped ahead would otherwise end every promise at once,
 * and whoever comes back after weeks gets a day to look. Returns what to remember; the very memory when nothing needs to
 * be written. Pure.
 */
export function judgeClock(
  memory: CleaningMemory | undefined,
  nowMs: number,
): { readonly mayRemove: boolean; readonly memory: CleaningMemory } {
  const isSteady = memory !== undefined && Math.abs(nowMs - memory.lastAtMs) <= MAX_GAP_MS;
  if (!isSteady) return { mayRemove: false, memory: { lastAtMs: nowMs, notBeforeMs: nowMs + DAY_MS } };
  const isFresh = Math.abs(nowMs - memory.lastAtMs) < DAY_MS / 2;
  return { mayRemove: nowMs >= memory.notBeforeMs, memory: isFresh ? memory : { ...memory, lastAtMs: nowMs } };
}
