import type { Progress } from '#ipc/folder-view.ts';

/** What the engine counts. */
export type Counts = Pick<Progress, 'filesDone' | 'filesTotal' | 'bytesDone' | 'bytesTotal'>;

/** A run that is measured. Times in ms of one clock. */
export interface Meter {
  readonly startedAtMs: number;
  readonly counts: Counts;
  /** Where the present sample of the rate began. */
  readonly sampledAtMs: number;
  readonly sampledBytes: number;
  readonly bytesPerSecond: number | undefined;
  readonly remainingMs: number | undefined;
}

/** Before that nothing can be said of the rest. */
const SILENT_MS = 5_000;

/** A sample of less time would measure chance. */
const SHORTEST_SAMPLE_MS = 500;

/** Weight of the newest sample in the rate. */
const NEW_SHARE = 0.2;

/** A rest that jumps more than this from one word to the next is believed by nobody. */
const MAX_JUMP = 0.5;

export function startMeter(counts: Counts, nowMs: number): Meter {
  return {
    startedAtMs: nowMs,
    counts,
    sampledAtMs: nowMs,
    sampledBytes: counts.bytesDone,
    bytesPerSecond: undefined,
    remainingMs: undefined,
  };
}

/** The meter after new counts. Rate and rest are smoothed. Pure. */
export function advanceMeter(meter: Meter, counts: Counts, nowMs: number): Meter {
  const elapsedMs = nowMs - meter.sampledAtMs;
  if (elapsedMs < SHORTEST_SAMPLE_MS) return { ...meter, counts };
  const sample = (Math.max(0, counts.bytesDone - meter.sampledBytes) / elapsedMs) * 1_000;
  const rate = meter.bytesPerSecond === undefined ? sample : mix(meter.bytesPerSecond, sample);
  return {
    startedAtMs: meter.startedAtMs,
    counts,
    sampledAtMs: nowMs,
    sampledBytes: counts.bytesDone,
    bytesPerSecond: rate,
    remainingMs: estimateRest(meter, { counts, rate, nowMs }),
  };
}

/** As the windows show it. */
export function toProgress({ counts, bytesPerSecond, remainingMs }: Meter): Progress {
  return {
    ...counts,
    ...(bytesPerSecond === undefined ? {} : { bytesPerSecond: Math.round(bytesPerSecond) }),
    ...(remainingMs === undefined ? {} : { remainingMs: Math.round(remainingMs) }),
  };
}

function mix(old: number, sample: number): number {
  return old * (1 - NEW_SHARE) + sample * NEW_SHARE;
}

function estimateRest(
  before: Meter,
  { counts, rate, nowMs }: { readonly counts: Counts; readonly rate: number; readonly nowMs: number },
): number | undefined {
  if (nowMs - before.startedAtMs < SILENT_MS || rate <= 0) return undefined;
  const wanted = ((counts.bytesTotal - counts.bytesDone) / rate) * 1_000;
  const told = before.remainingMs;
  return told === undefined ? wanted : Math.min(told * (1 + MAX_JUMP), Math.max(told * (1 - MAX_JUMP), wanted));
}
