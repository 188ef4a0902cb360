import { readFileSync, writeFileSync } from 'node:fs';
import { OURS } from './contenders.ts';
import type { Measurement, Row, ScenarioResult } from './measurement.ts';
import { medianOf } from './measurement.ts';

/** Name of the row with the barest means. */
export const LIMIT = 'limit';

const HEADER = ['program', 'time', 'ours is', 'CPU', 'memory', 'requests', 'bytes'] as const;

/** One scenario as a table of Markdown; every ratio is of medians of this very run. */
export function toTable(result: ScenarioResult): string {
  const own = result.rows.find(({ program }) => program === OURS.name);
  const ownMs = own === undefined ? undefined : medianOf(own.rounds).timeMs;
  const lines = result.rows.map((row) => toLine(row, row.program === OURS.name ? undefined : ownMs));
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

/** Marks in the document between which the tables stand. */
const [BEGIN, END] = ['<!-- tables: begin -->', '<!-- tables: end -->'];

/** Puts all tables into a document, in the place of those of before. Throws when it has no place for them. */
export function writeTables(
  path: string,
  told: { readonly machine: string; readonly command: string; readonly results: readonly ScenarioResult[] },
): void {
  const text = readFileSync(path, 'utf8');
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`${path} has no place for tables`);
  const tables = told.results.map(toTable).join('\n');
  const head = `\`${told.command}\` on ${told.machine}:`;
  writeFileSync(path, `${text.slice(0, start)}${BEGIN}\n\n${head}\n\n${tables}\n${text.slice(end)}`);
}
