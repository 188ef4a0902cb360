import type { Measurement, Row, ScenarioResult } from './measurement.ts';
import { medianOf } from './measurement.ts';

/** Name of the row with the barest means. */
export const LIMIT = 'limit';

const HEADER = ['program', 'time', 'ours is', 'CPU', 'memory', 'requests', 'bytes'] as const;

/** One scenario as a table of Markdown; every ratio is of medians of this very run. */
export function toTable(result: ScenarioResult, ours: string): string {
  const own = result.rows.find(({ program }) => program === ours);
  const ownMs = own === undefined ? undefined : medianOf(own.rounds).timeMs;
  const lines = result.rows.map((row) => toLine(row, row.program === ours ? undefined : ownMs));
  const latency = result.latencyMs === 0 ? '' : `, each answer ${result.latencyMs} ms later`;
  return [
    `### ${result.title}${latency}`,
    '',
    `Target: ${result.target}.`,
    '',
    toRow(HEADER),
    toRow(HEADER.map((_, column) => (column === 0 ? '---' : '--:'))),
    ...lines,
    '',
  ].join('\n');
}

function toLine({ program, rounds }: Row, ownMs: number | undefined): string {
  const median = medianOf(rounds);
  return toRow([
    program,
    `${(median.timeMs / 1_000).toFixed(2)} s`,
    ownMs === undefined ? '' : `${toFactor(median.timeMs / ownMs)} ×`,
    ...toRest(median),
  ]);
}

function toRest({ cpuMs, peakMemoryBytes, requests, bytes }: Measurement): readonly string[] {
  return [
    `${(cpuMs / 1_000).toFixed(2)} s`,
    `${(peakMemoryBytes / 1_000_000).toFixed(0)} MB`,
    `${requests}`,
    `${(bytes / 1_000_000).toFixed(2)} MB`,
  ];
}

function toFactor(factor: number): string {
  return factor < 0.1 ? factor.toPrecision(1) : factor.toPrecision(2);
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
