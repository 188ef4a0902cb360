import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KeptResult } from './results.ts';
import type { Scenario } from './scenario.ts';
import { toRow, toTable } from './table.ts';
import type { Target } from './targets.ts';

/** The page with all tables. */
export const DOCUMENT_PATH = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

/** What the parts of the page are made of that nobody writes by hand. */
export interface DocumentSources {
  readonly scenarios: readonly Scenario[];
  readonly results: readonly KeptResult[];
  /** Why a target is missed, by its text. */
  readonly causes: Readonly<Record<string, string>>;
}

/** How far a target is reached. */
export type Verdict = 'met' | 'missed' | 'not measured';

/** A target with what was measured last. */
export interface JudgedTarget {
  readonly text: string;
  readonly verdict: Verdict;
  readonly measured: string;
  readonly cause: string;
}

/** Brings the page up to date. Throws when it has no place for a part. */
export function writeDocument(sources: DocumentSources, path = DOCUMENT_PATH): void {
  writeFileSync(path, fillDocument(readFileSync(path, 'utf8'), sources));
}

/** The page with its parts in place of those of before. Pure; throws when it has no place for one. */
export function fillDocument(text: string, sources: DocumentSources): string {
  const withTargets = fillPart(text, 'targets', toSummary(judgeTargets(sources)));
  return fillPart(withTargets, 'tables', toTables(sources));
}

function fillPart(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`the page has no place for its ${name}`);
  return `${text.slice(0, start)}${begin}\n\n${content}\n\n${text.slice(stop)}`;
}

/** All targets in the order of the scenarios, each judged by the newest result without added latency. Pure. */
export function judgeTargets({ scenarios, results, causes }: DocumentSources): readonly JudgedTarget[] {
  return scenarios.flatMap(({ name, targets, latenciesMs }) => {
    const result = results.find(({ scenario, latencyMs }) => scenario === name && latencyMs === (latenciesMs[0] ?? 0));
    return targets.map((target) => judgeTarget(target, result, causes));
  });
}

function judgeTarget(target: Target, result: KeptResult | undefined, causes: DocumentSources['causes']): JudgedTarget {
  const { text } = target;
  const judgement = result === undefined ? undefined : target.judge(result);
  if (judgement === undefined) return { text, verdict: 'not measured', measured: '', cause: '' };
  const { isMet, measured } = judgement;
  return isMet
    ? { text, verdict: 'met', measured, cause: '' }
    : { text, verdict: 'missed', measured, cause: causes[text] ?? '' };
}

function toSummary(targets: readonly JudgedTarget[]): string {
  return [
    toRow(['target', 'verdict', 'measured', 'cause, where missed']),
    toRow(['---', '---', '---', '---']),
    ...targets.map(({ text, verdict, measured, cause }) =>
      toRow([text, verdict === 'missed' ? '**missed**' : verdict, measured, cause]),
    ),
  ].join('\n');
}

function toTables({ scenarios, results }: DocumentSources): string {
  return results
    .map((result) => {
      const { command, machine, at, load } = result.circumstances;
      const scenario = scenarios.find(({ name }) => name === result.scenario);
      const words = {
        targets: (scenario?.targets ?? []).map(({ text }) => text),
        timeColumn: scenario?.timeColumn ?? 'time',
      };
      return `${toTable(result, words)}\n\n${at}, ${load === undefined ? 'load not noted' : `load ${load.toFixed(1)} before it`}, ${machine}: \`${command}\``;
    })
    .join('\n\n');
}
