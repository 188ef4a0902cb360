// `npm run bench`: measures the engine, and with `--peers` the programs of others beside it. Numbers decide nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleCommand } from '#build/start/bundle.ts';
import { findMissingPackages, inspectMachine, installPackages, judgePrograms } from '#build/test/debian-packages.ts';
import { parseChoice, toUsage } from './arguments.ts';
import type { Choice } from './arguments.ts';
import { removeSites } from './bench-server.ts';
import { CAUSES } from './causes.ts';
import { ComputerPool } from './computers.ts';
import { writeDocument } from './document.ts';
import { measureCuts } from './measures/cuts.ts';
import { measureFirstListing } from './measures/first-listing.ts';
import { measureIdleHost } from './measures/idle-host.ts';
import { measureLimits } from './measures/limits.ts';
import { measurePushLatency } from './measures/push-latency.ts';
import { measureStart } from './measures/start.ts';
import type { Circumstances } from './measurement.ts';
import { play } from './play.ts';
import { stopPrograms } from './programs.ts';
import type { KeptResult } from './results.ts';
import { mergeResult, readResults, writeResults } from './results.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenario-list.ts';
import { toTable } from './table.ts';

/** Measurements of one part alone: each prints its numbers; `seed` makes it repeatable. */
const MEASURES: Readonly<Record<string, (seed: number) => Promise<void>>> = {
  cuts: measureCuts,
  'first-listing': measureFirstListing,
  'idle-host': measureIdleHost,
  limits: measureLimits,
  'push-latency': measurePushLatency,
  start: measureStart,
};

const NAMES = { scenarios: SCENARIOS.map(({ name }) => name), measures: Object.keys(MEASURES) };

/** What comes before a measurement may take so many times as long: 100,000 files have to be written and taken over. */
const PREPARE_FACTOR = 3;

const startMs = performance.now();

process.on('exit', stopPrograms);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
// Of what was stopped something may still fail that nobody waits for any more; the other scenarios are worth having.
process.on('unhandledRejection', (reason) =>
  tell(`left behind: ${reason instanceof Error ? reason.message : String(reason)}`),
);

process.exitCode = await main();

async function main(): Promise<number> {
  const choice = parseChoice(process.argv.slice(2), NAMES);
  if (choice === undefined) {
    console.error(toUsage(NAMES));
    return 2;
  }
  if (choice.hasPeers && !prepare()) return 2;
  console.log(describeMachine(choice));
  await bundleCommand(fileURLToPath(new URL('..', import.meta.url)));
  try {
    const results = await measureAll(choice);
    return results.some(({ rows }) => rows.some(({ failure }) => failure !== undefined)) ? 1 : 0;
  } finally {
    tell('tidying …');
    await removeSites();
  }
}

async function measureAll(choice: Choice): Promise<readonly KeptResult[]> {
  await using pool = new ComputerPool();
  const results: KeptResult[] = [];
  for (const name of choice.names) {
    const scenario = SCENARIOS.find((known) => known.name === name);
    if (scenario === undefined) await MEASURES[name]?.(choice.seed);
    else results.push(...(await playAll(scenario, choice, pool)));
    if (choice.jsonPath !== undefined) save(choice.jsonPath, results);
  }
  return results;
}

function prepare(): boolean {
  const verdict = judgePrograms(findMissingPackages(fileURLToPath(new URL('.', import.meta.url))), inspectMachine());
  if (verdict.kind === 'ready') return true;
  if (verdict.kind === 'install') return installPackages(verdict.packages);
  console.error(verdict.message);
  return false;
}

/** Plays a scenario with each latency; what was measured is printed and written at once. */
async function playAll(scenario: Scenario, choice: Choice, pool: ComputerPool): Promise<readonly KeptResult[]> {
  const results: KeptResult[] = [];
  for (const latencyMs of choice.latencyMs === undefined ? scenario.latenciesMs : [choice.latencyMs]) {
    const what = latencyMs === 0 ? scenario.name : `${scenario.name}, ${latencyMs} ms`;
    if (performance.now() - startMs > choice.budgetMs) {
      tell(`${what}: not played, the time is over`);
      continue;
    }
    const circumstances = observeCircumstances(choice);
    const result = await play(scenario, {
      ...choice,
      pool,
      latencyMs,
      prepareLimitMs: choice.limitMs * PREPARE_FACTOR,
      tell: (message) => tell(`${what}: ${message}`),
    });
    const kept: KeptResult = { ...result, circumstances };
    results.push(kept);
    console.log(
      `\n${toTable(result, { targets: scenario.targets.map(({ text }) => text), timeColumn: scenario.timeColumn ?? 'time' })}\n`,
    );
    if (choice.isWritten) write(kept);
  }
  return results;
}

/** The results that are kept and the page, so that a run that is cut off keeps what it made. */
function write(added: KeptResult): void {
  const results = mergeResult(readResults(), added, NAMES.scenarios);
  writeResults(results);
  writeDocument({ scenarios: SCENARIOS, results, causes: CAUSES });
}

/** With the time since the start, for whoever waits. */
function tell(message: string): void {
  const seconds = Math.floor((performance.now() - startMs) / 1_000);
  console.error(`[${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}] ${message}`);
}

function observeCircumstances(choice: Choice): Circumstances {
  return {
    // As it was typed, but for a path of this machine.
    command: `npm run bench -- ${process.argv.slice(2).join(' ')}`.replace(/ --json[= ]\S+/, ''),
    machine: describeMachine(choice),
    at: new Date().toISOString().slice(0, 16).replace('T', ' '),
    load: loadavg()[0] ?? Number.NaN,
  };
}

function describeMachine({ rounds }: Choice): string {
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0);
  const processor = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${memoryGb} GiB`;
  return `${processor}, Node ${process.versions.node}, ${rounds === 1 ? 'one round' : `medians of ${rounds} rounds`}`;
}

function save(path: string, results: readonly KeptResult[]): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(results, undefined, 2)}\n`);
}
