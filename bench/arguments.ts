import { parseArgs } from 'node:util';
import type { Size } from './scenario.ts';

/** What `npm run bench` was asked for. */
export interface Choice {
  readonly names: readonly string[];
  readonly hasPeers: boolean;
  readonly size: Size;
  readonly rounds: number;
  /** Undefined: those of the scenario. */
  readonly latencyMs: number | undefined;
  readonly limitMs: number;
  /** No scenario begins later than so long after the start. */
  readonly budgetMs: number;
  readonly jsonPath: string | undefined;
  readonly isWritten: boolean;
  readonly seed: number;
}

/** What can be asked for. */
export interface Names {
  readonly scenarios: readonly string[];
  readonly measures: readonly string[];
}

const OPTIONS = {
  scenario: { type: 'string', default: '' },
  all: { type: 'boolean', default: false },
  peers: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  tiny: { type: 'boolean', default: false },
  rounds: { type: 'string' },
  latency: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'string' },
  write: { type: 'boolean', default: false },
  seed: { type: 'string', default: '1' },
} as const;

/** Medians of so many; a quick run is for an idle machine, where one is near enough. */
const ROUNDS = { full: 3, quick: 1, tiny: 1 } as const;

/** Longest measurement, in seconds. */
const LIMIT_S = { full: 3_600, quick: 120, tiny: 120 } as const;

/** What begins by then ends within the half hour. */
const QUICK_BUDGET_MS = 27 * 60_000;

/** How the program is called. */
export function toUsage({ scenarios, measures }: Names): string {
  return `npm run bench -- --scenario <name>[,<name>…] | --all
  --peers              the programs of others too; what is missing is installed or asked for
  --quick              smaller trees, one round: less than half an hour
  --tiny               next to nothing, to see that the benchmark works; never with --write
  --rounds <n>         default ${ROUNDS.full}, with --quick ${ROUNDS.quick}; medians are told
  --latency <ms>       only this one
  --limit <s>          for each measurement; default ${LIMIT_S.full}, with --quick ${LIMIT_S.quick}
  --json <file>        the measurements of this run
  --write              each table into docs/performance.md, as soon as it is there
  --seed <n>
scenarios: ${scenarios.join(', ')}
measures of one part, without a table: ${measures.join(', ')}`;
}

/** Undefined for `--help` and for everything that cannot be played. Pure. */
export function parseChoice(args: readonly string[], known: Names): Choice | undefined {
  const values = parseOptions(args);
  if (values === undefined) return undefined;
  const names = values.all ? known.scenarios : values.scenario.split(',');
  if (values.tiny && (values.quick || values.write)) return undefined;
  const size = values.tiny ? 'tiny' : values.quick ? 'quick' : 'full';
  const rounds = toWholeNumber(values.rounds ?? `${ROUNDS[size]}`);
  const limitS = toWholeNumber(values.limit ?? `${LIMIT_S[size]}`);
  const seed = toWholeNumber(values.seed);
  const latencyMs = values.latency === undefined ? undefined : toWholeNumber(values.latency);
  const isLatencyOdd = values.latency !== undefined && latencyMs === undefined;
  if (!rounds || !limitS || seed === undefined || isLatencyOdd) return undefined;
  if (!names.every((name) => known.scenarios.includes(name) || known.measures.includes(name))) return undefined;
  return {
    names,
    hasPeers: values.peers,
    size,
    rounds,
    latencyMs,
    limitMs: limitS * 1_000,
    budgetMs: size === 'quick' && values.limit === undefined ? QUICK_BUDGET_MS : Number.POSITIVE_INFINITY,
    jsonPath: values.json,
    isWritten: values.write,
    seed,
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function toWholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
