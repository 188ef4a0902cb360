// `npm run bench`: measures the engine, and with `--peers` the programs of others beside it. Numbers decide nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { findMissingPackages, inspectMachine, installPackages, judgePrograms } from '#build/test/debian-packages.ts';
import { bundleCommand } from './bundle-command.ts';
import { measureCuts } from './measures/cuts.ts';
import { measureFirstListing } from './measures/first-listing.ts';
import { measureIdleHost } from './measures/idle-host.ts';
import { measureLimits } from './measures/limits.ts';
import { measurePushLatency } from './measures/push-latency.ts';
import { measureStart } from './measures/start.ts';
import type { ScenarioResult } from './measurement.ts';
import { play } from './play.ts';
import type { Scenario } from './scenario.ts';
import { colleague } from './scenarios/colleague.ts';
import { costCurve } from './scenarios/cost-curve.ts';
import { firstDownload, firstDownloadInfiniteScale } from './scenarios/first-download.ts';
import { firstUpload } from './scenarios/first-upload.ts';
import { largeDownload, largeUpload } from './scenarios/large-file.ts';
import { mixedDownload, mixedUpload } from './scenarios/mixed-tree.ts';
import { noChange100k, noChange10k } from './scenarios/no-change.ts';
import { renameDirectory } from './scenarios/rename-directory.ts';
import { stalls } from './scenarios/stalls.ts';
import { twoSided } from './scenarios/two-sided.ts';
import { idle, oneEdit, watchedActs } from './scenarios/watched-folder.ts';
import { toTable, writeTables } from './table.ts';

/** Rows of the table, in its order. */
const SCENARIOS: readonly Scenario[] = [
  firstUpload,
  firstDownload,
  firstDownloadInfiniteScale,
  mixedUpload,
  mixedDownload,
  largeUpload,
  largeDownload,
  noChange10k,
  noChange100k,
  oneEdit,
  watchedActs,
  idle,
  renameDirectory,
  colleague,
  twoSided,
  costCurve,
  stalls,
];

/** Measurements of one part alone: each prints its numbers; `seed` makes it repeatable. */
const MEASURES: Readonly<Record<string, (seed: number) => Promise<void>>> = {
  cuts: measureCuts,
  'first-listing': measureFirstListing,
  'idle-host': measureIdleHost,
  limits: measureLimits,
  'push-latency': measurePushLatency,
  start: measureStart,
};

const NAMES = [...SCENARIOS.map(({ name }) => name), ...Object.keys(MEASURES)];

const USAGE = `npm run bench -- --scenario <name>[,<name>…] | --all
  --peers              the programs of others too; what is missing is installed or asked for
  --quick              smaller trees, no more latencies than needed, one round: less than half an hour
  --rounds <n>         default 3, with --quick 1; medians are told
  --latency <ms>       only this one
  --json <file>        default .cache/bench/results.json
  --write              the tables into docs/performance.md
  --seed <n>
scenarios: ${NAMES.join(', ')}`;

const OPTIONS = {
  scenario: { type: 'string', default: '' },
  all: { type: 'boolean', default: false },
  peers: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  rounds: { type: 'string' },
  latency: { type: 'string' },
  json: { type: 'string', default: fileURLToPath(new URL('../.cache/bench/results.json', import.meta.url)) },
  write: { type: 'boolean', default: false },
  seed: { type: 'string', default: '1' },
} as const;

const DOCUMENT = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

/** Medians of so many; a quick run is for an idle machine, where one is near enough. */
const ROUNDS = 3;
const QUICK_ROUNDS = 1;

/** The longer ones tell the same and take too long for a quick run. */
const QUICK_LATENCY_MS = 20;

process.exitCode = await main();

interface Choice {
  readonly names: readonly string[];
  readonly hasPeers: boolean;
  readonly isQuick: boolean;
  readonly rounds: number;
  readonly latencyMs: number | undefined;
  readonly jsonPath: string;
  readonly isWritten: boolean;
  readonly seed: number;
}

async function main(): Promise<number> {
  const choice = readChoice();
  if (choice === undefined) {
    console.error(USAGE);
    return 2;
  }
  if (choice.hasPeers && !prepare()) return 2;
  console.log(describeMachine(choice));
  await bundleCommand();
  const results: ScenarioResult[] = [];
  let exitCode = 0;
  for (const name of choice.names) {
    const scenario = SCENARIOS.find((known) => known.name === name);
    if (scenario === undefined) await MEASURES[name]?.(choice.seed);
    else if (!(await playAll(scenario, choice, results))) exitCode = 1;
  }
  if (choice.isWritten) writeTables(DOCUMENT, { machine: describeMachine(choice), command: toCommand(), results });
  return exitCode;
}

/** Undefined for `--help` and for everything that is no option. */
function parseOptions(): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] | undefined {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function readChoice(): Choice | undefined {
  const values = parseOptions();
  if (values === undefined) return undefined;
  const names = values.all ? SCENARIOS.map(({ name }) => name) : values.scenario.split(',');
  const rounds = Number(values.rounds ?? (values.quick ? QUICK_ROUNDS : ROUNDS));
  const numbers = { rounds, seed: Number(values.seed), latencyMs: Number(values.latency ?? 0) };
  const isKnown = names.every((name) => NAMES.includes(name));
  if (!isKnown || !Object.values(numbers).every((number) => Number.isSafeInteger(number) && number >= 0))
    return undefined;
  return {
    ...numbers,
    latencyMs: values.latency === undefined ? undefined : numbers.latencyMs,
    names,
    hasPeers: values.peers,
    isQuick: values.quick,
    jsonPath: values.json,
    isWritten: values.write,
  };
}

function prepare(): boolean {
  const verdict = judgePrograms(findMissingPackages(fileURLToPath(new URL('.', import.meta.url))), inspectMachine());
  if (verdict.kind === 'ready') return true;
  if (verdict.kind === 'install') return installPackages(verdict.packages);
  console.error(verdict.message);
  return false;
}

function describeMachine({ rounds, seed }: Choice): string {
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0);
  const processor = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, ${memoryGb} GiB`;
  return `${processor}, Node ${process.versions.node}, medians of ${rounds} rounds, seed ${seed}`;
}

/**
 * Plays a scenario with each latency; what was measured is printed and saved at once. False when a program failed: the
 * other scenarios are worth having all the same.
 */
async function playAll(scenario: Scenario, choice: Choice, results: ScenarioResult[]): Promise<boolean> {
  const { isQuick, latencyMs: asked } = choice;
  const latenciesMs = scenario.latenciesMs.filter((latencyMs) => !isQuick || latencyMs <= QUICK_LATENCY_MS);
  for (const latencyMs of asked === undefined ? latenciesMs : [asked]) {
    try {
      const result = await play(scenario, {
        ...choice,
        latencyMs,
        onMeasured: (program, { timeMs }) =>
          console.error(`  ${scenario.name}, ${latencyMs} ms: ${program} ${(timeMs / 1_000).toFixed(2)} s`),
      });
      console.log(`\n${toTable(result)}`);
      results.push(result);
      save(results, choice);
    } catch (error) {
      console.error(`${scenario.name}, ${latencyMs} ms:`, error);
      return false;
    }
  }
  return true;
}

/** As it was typed. */
function toCommand(): string {
  return `npm run bench -- ${process.argv.slice(2).join(' ')}`;
}

function save(results: readonly ScenarioResult[], { jsonPath, ...choice }: Choice): void {
  mkdirSync(dirname(jsonPath), { recursive: true });
  const told = { machine: describeMachine({ ...choice, jsonPath }), madeAt: new Date().toISOString(), choice, results };
  writeFileSync(jsonPath, `${JSON.stringify(told, undefined, 2)}\n`);
}
