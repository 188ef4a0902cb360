import type { Measurement, Row, ScenarioResult } from './measurement.ts';
import { medianOf } from './measurement.ts';
import { toDuration, toFactor, toMegabytes } from './numbers.ts';
import { OWN_ROW } from './targets.ts';

/** What a table says beside what was measured. */
export interface TableWords {
  readonly targets: readonly string[];
  /** Head of the column with the times. */
  readonly timeColumn: string;
}

/** One scenario as a table of Markdown; every ratio is of medians of this very run. Pure. */
export function toTable({ title, latencyMs, rows }: ScenarioResult, { targets, timeColumn }: TableWords): string {
  const own = rows.find(({ program }) => program === OWN_ROW);
  const ownMs = own === undefined ? undefined : medianOf(own.rounds)?.timeMs;
  const head = ['program', timeColumn, ...(ownMs === undefined ? [] : ['ours is']), ...REST_HEAD];
  return [
    `### ${title}${latencyMs === 0 ? '' : `, each answer ${latencyMs} ms later`}`,
    '',
    ...(targets.length === 0 ? [] : [`Target: ${targets.join('; ')}.`, '']),
    toRow(head),
    toRow(head.map((_, column) => (column === 0 ? '---' : '--:'))),
    ...rows.map((row) => toLine(row, ownMs)),
  ].join('\n');
}

const REST_HEAD = ['CPU', 'memory', 'requests', 'bytes'] as const;

function toLine({ program, rounds, failure }: Row, ownMs: number | undefined): string {
  const median = medianOf(rounds);
  const hasFactors = ownMs !== undefined;
  if (median === undefined) {
    const empty = Array.from({ length: REST_HEAD.length + (hasFactors ? 1 : 0) }, () => '');
    return toRow([program, failure ?? 'not measured', ...empty]);
  }
  const factor = program === OWN_ROW || ownMs === undefined ? '' : `${toFactor(median.timeMs / ownMs)} ×`;
  const time = failure === undefined ? toDuration(median.timeMs) : `${toDuration(median.timeMs)}, then ${failure}`;
  return toRow([program, time, ...(hasFactors ? [factor] : []), ...toRest(median)]);
}

function toRest({ cpuMs, peakMemoryBytes, requests, bytes }: Measurement): readonly string[] {
  return [toDuration(cpuMs), toMegabytes(peakMemoryBytes), `${requests}`, toMegabytes(bytes)];
}

/** One line of a table of Markdown. */
export function toRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}
