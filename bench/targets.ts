import type { Measurement, Row, ScenarioResult } from './measurement.ts';
import { medianOf } from './measurement.ts';
import { toDuration, toFactor, toMegabytes } from './numbers.ts';

/** What a measurement says about a target. */
export interface Judgement {
  readonly isMet: boolean;
  /** The number that decides, such as "4.7 × (nextcloudcmd)". */
  readonly measured: string;
}

/** Something that a scenario shall reach. */
export interface Target {
  /** As it stands in the document; no two targets have the same. */
  readonly text: string;
  /** Undefined when nobody measured what it takes. Pure. */
  readonly judge: (result: Pick<ScenarioResult, 'rows'>) => Judgement | undefined;
}

/** Name of the row with our program. */
export const OWN_ROW = 'bayernbox';

/** How the name of the row with the barest means begins. */
export const LIMIT_ROW = 'limit';

type Rows = Pick<ScenarioResult, 'rows'>;

/** The fastest of the programs of others takes at least `factor` times as long as ours. */
export function fasterThanPeers(text: string, factor: number): Target {
  return judging(text, OWN_ROW, (own, { rows }) => {
    const peers = rows
      .filter(({ program }) => program !== OWN_ROW && !program.startsWith(LIMIT_ROW))
      .flatMap((row) => listMedians(row))
      .toSorted((a, b) => a.median.timeMs - b.median.timeMs);
    const [fastest] = peers;
    if (fastest === undefined) return undefined;
    const ratio = fastest.median.timeMs / own.timeMs;
    return { isMet: ratio >= factor, measured: `${toFactor(ratio)} × (${fastest.program})` };
  });
}

/** Ours reaches at least this share of the rate of the barest means. */
export function shareOfLimit(text: string, share: number): Target {
  return judging(text, OWN_ROW, (own, { rows }) => {
    const limit = findMedian(rows, LIMIT_ROW);
    if (limit === undefined) return undefined;
    const reached = limit.timeMs / own.timeMs;
    return { isMet: reached >= share, measured: `${(reached * 100).toFixed(0)} %` };
  });
}

/** Ours takes at most `factor` times as long as the barest means. */
export function withinLimitTimes(text: string, factor: number): Target {
  return judging(text, OWN_ROW, (own, { rows }) => {
    const limit = findMedian(rows, LIMIT_ROW);
    if (limit === undefined) return undefined;
    const ratio = own.timeMs / limit.timeMs;
    return { isMet: ratio <= factor, measured: `${toFactor(ratio)} ×` };
  });
}

/** No row of `programs` takes longer. */
export function withinTime(text: string, limitMs: number, programs: readonly string[] = [OWN_ROW]): Target {
  return {
    text,
    judge({ rows }) {
      const failed = rows.find(({ program, failure }) => programs.includes(program) && failure !== undefined);
      if (failed?.failure !== undefined) return { isMet: false, measured: failed.failure };
      const slowest = rows
        .filter(({ program }) => programs.includes(program))
        .flatMap((row) => listMedians(row))
        .toSorted((a, b) => b.median.timeMs - a.median.timeMs)[0];
      if (slowest === undefined) return undefined;
      const { program, median } = slowest;
      const of = programs.length > 1 ? ` (${program})` : '';
      return { isMet: median.timeMs < limitMs, measured: `${toDuration(median.timeMs)}${of}` };
    },
  };
}

/** The row keeps within so much memory. */
export function withinMemory(text: string, limitMegabytes: number, program: string = OWN_ROW): Target {
  return judging(text, program, ({ peakMemoryBytes }) => ({
    isMet: peakMemoryBytes <= limitMegabytes * 1_000_000,
    measured: toMegabytes(peakMemoryBytes),
  }));
}

/** Ours uses less than this share of one core, and sends no request. */
export function atRest(text: string, share: number): Target {
  return judging(text, OWN_ROW, ({ cpuMs, timeMs, requests }) => ({
    isMet: cpuMs / timeMs < share && requests === 0,
    measured: `${((cpuMs / timeMs) * 100).toFixed(2)} %, ${requests} requests`,
  }));
}

/** The last row takes at most as much longer than the row before as it has more entries, and so on down to the first. */
export function linearTime(text: string, counts: readonly number[], slack: number): Target {
  return {
    text,
    judge({ rows }) {
      const failed = rows.find(({ failure }) => failure !== undefined);
      if (failed?.failure !== undefined) return { isMet: false, measured: `${failed.program}: ${failed.failure}` };
      const times = rows.flatMap((row) => listMedians(row)).map(({ median }) => median.timeMs);
      if (times.length < counts.length || counts.length < 2) return undefined;
      const growths = counts.slice(1).map((count, index) => {
        const [before = Number.NaN, after = Number.NaN] = [times[index], times[index + 1]];
        return { entries: count / (counts[index] ?? Number.NaN), time: after / before };
      });
      const measured = growths.map(({ entries, time }) => `${toFactor(time)} × for ${toFactor(entries)} ×`).join(', ');
      return { isMet: growths.every(({ entries, time }) => time <= entries * slack), measured };
    },
  };
}

/** A target that looks at one row first: without it nothing can be said, and when it failed it is missed. */
function judging(
  text: string,
  program: string,
  judge: (median: Measurement, result: Rows) => Judgement | undefined,
): Target {
  return {
    text,
    judge(result) {
      const row = result.rows.find((candidate) => candidate.program === program);
      if (row === undefined) return undefined;
      const median = medianOf(row.rounds);
      if (median === undefined) return row.failure === undefined ? undefined : { isMet: false, measured: row.failure };
      return judge(median, result);
    },
  };
}

function findMedian(rows: readonly Row[], start: string): Measurement | undefined {
  return medianOf(rows.find(({ program }) => program.startsWith(start))?.rounds ?? []);
}

function listMedians({ program, rounds }: Row): readonly { readonly program: string; readonly median: Measurement }[] {
  const median = medianOf(rounds);
  return median === undefined ? [] : [{ program, median }];
}
