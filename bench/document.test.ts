import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findMissing } from '#build/checks/named-tests.ts';
import { readTypeScript, repositoryRoot } from '#build/checks/source-files.ts';
import { CAUSES } from './causes.ts';
import { DOCUMENT_PATH, fillDocument, judgeTargets } from './document.ts';
import type { KeptResult } from './results.ts';
import { mergeResult, readResults } from './results.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenario-list.ts';
import { fasterThanPeers } from './targets.ts';

const NAMES = SCENARIOS.map(({ name }) => name);
const SOURCES = { scenarios: SCENARIOS, results: readResults(), causes: CAUSES };

describe('docs/performance.md', () => {
  it('says what the newest results say', () => {
    const page = readFileSync(DOCUMENT_PATH, 'utf8');

    expect(page).toBe(fillDocument(page, SOURCES));
  });

  it('has tables of scenarios that exist, and only of those', () => {
    expect(SOURCES.results.filter(({ scenario }) => !NAMES.includes(scenario))).toEqual([]);
  });

  it('gives a cause for each target that is missed, and for no other text', () => {
    const targets = judgeTargets(SOURCES);

    expect(targets.filter(({ verdict, cause }) => verdict === 'missed' && cause === '')).toEqual([]);
    expect(Object.keys(CAUSES).filter((text) => targets.every((target) => target.text !== text))).toEqual([]);
  });
});

describe('the scenarios', () => {
  it('have names and targets of their own', () => {
    const targets = SCENARIOS.flatMap((scenario) => scenario.targets.map(({ text }) => text));

    expect(new Set(NAMES).size).toBe(NAMES.length);
    expect(new Set(targets).size).toBe(targets.length);
  });

  it('have tests each that hold their requests', () => {
    const guards = SCENARIOS.flatMap(({ guards }) => guards);

    expect(SCENARIOS.filter(({ guards }) => guards.length === 0)).toEqual([]);
    expect(findMissing(guards, readTypeScript(repositoryRoot))).toEqual([]);
  });
});

const scenario: Scenario = {
  name: 'upload',
  title: () => 'an upload',
  targets: [fasterThanPeers('twice as fast', 2)],
  peers: [],
  latenciesMs: [0, 20],
  guards: [],
  open: () => Promise.reject(new Error('not played')),
};

function result(peerMs: number, latencyMs = 0): KeptResult {
  const measured = { cpuMs: 10, peakMemoryBytes: 1e6, requests: 1, bytes: 1 };
  return {
    scenario: 'upload',
    title: 'an upload',
    latencyMs,
    rows: [
      { program: 'bayernbox', rounds: [{ ...measured, timeMs: 100 }] },
      { program: 'other', rounds: [{ ...measured, timeMs: peerMs }] },
    ],
    circumstances: { command: 'npm run bench', machine: 'a machine', at: '2026-11-27 12:00', load: 0.25 },
  };
}

const PAGE =
  'a\n<!-- targets: begin -->\nold\n<!-- targets: end -->\nb\n<!-- tables: begin --><!-- tables: end -->\nc\n';

describe('the page', () => {
  it('keeps what people wrote, and tells how each table was made', () => {
    const page = fillDocument(PAGE, { scenarios: [scenario], results: [result(300)], causes: {} });

    expect(page.split('\n').filter((line) => ['a', 'b', 'c', 'old'].includes(line))).toEqual(['a', 'b', 'c']);
    expect(page).toContain('| twice as fast | met | 3.0 × (other) |  |');
    expect(page).toContain('2026-11-27 12:00, load 0.3 before it, a machine: `npm run bench`');
    expect(fillDocument(page, { scenarios: [scenario], results: [result(300)], causes: {} })).toBe(page);
  });

  it('gives the cause where a target is missed', () => {
    const causes = { 'twice as fast': 'reasons' };
    const page = fillDocument(PAGE, { scenarios: [scenario], results: [result(150)], causes });

    expect(page).toContain('| twice as fast | **missed** | 1.5 × (other) | reasons |');
  });

  it('judges by the result without added latency, and says so when there is none', () => {
    const page = fillDocument(PAGE, { scenarios: [scenario], results: [result(300, 20)], causes: {} });

    expect(page).toContain('| twice as fast | not measured |  |  |');
    expect(page).toContain('### an upload, each answer 20 ms later');
  });

  it('is refused when it has no place for the tables', () => {
    expect(() => fillDocument('nothing', { scenarios: [], results: [], causes: {} })).toThrow('no place');
  });
});

describe('a new result', () => {
  it('takes the place of the one before it, and leaves the others', () => {
    const kept = [result(100), result(200, 20)];

    expect(mergeResult(kept, result(300), ['upload'])).toEqual([result(300), result(200, 20)]);
  });

  it('stands in the order of the scenarios, and of their latencies', () => {
    const other = { ...result(1), scenario: 'download' };

    expect(mergeResult([result(2, 20), result(3)], other, ['download', 'upload'])).toEqual([
      other,
      result(3),
      result(2, 20),
    ]);
  });
});
