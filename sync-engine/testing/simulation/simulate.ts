import { execFileSync } from 'node:child_process';
import { withChoices } from './choosing.ts';
import { withExcluded } from './excluding.ts';
import { withKeeping } from './keeping.ts';
import type { SimulationMutation } from './mutations.ts';
import type { CaseResult } from './run-case.ts';
import { runCase } from './run-case.ts';
import { withLocks } from './locking.ts';
import { withServices } from './services.ts';
import { shrink } from './shrink.ts';
import { drawCase } from './simulation-case.ts';

/**
 * How the case of a seed is made: one client (T1) or two on one server (T2), with users everywhere, who also choose
 * directories, in an organisation that keeps second versions from the server, on a server that brings many things with one
 * request, or where open files are locked.
 */
const CASES = {
  'one-computer': (seed: number) => drawCase(seed, 1),
  'two-computers': (seed: number) => drawCase(seed, 2),
  'one-computer-choosing': (seed: number) => withChoices(drawCase(seed, 1)),
  'two-computers-choosing': (seed: number) => withChoices(drawCase(seed, 2)),
  'one-computer-excluding': (seed: number) => withExcluded(drawCase(seed, 1)),
  'two-computers-excluding': (seed: number) => withExcluded(drawCase(seed, 2)),
  'one-computer-keeping': (seed: number) => withKeeping(drawCase(seed, 1)),
  'two-computers-keeping': (seed: number) => withKeeping(drawCase(seed, 2)),
  'one-computer-services': (seed: number) => withServices(drawCase(seed, 1)),
  'two-computers-services': (seed: number) => withServices(drawCase(seed, 2)),
  'one-computer-locking': (seed: number) => withLocks(drawCase(seed, 1)),
  'two-computers-locking': (seed: number) => withLocks(drawCase(seed, 2)),
};

export type WorldKind = keyof typeof CASES;

export const WORLD_KINDS = Object.keys(CASES) as readonly WorldKind[];

/** A seed that broke an invariant. */
export interface SimulationFailure {
  readonly kind: WorldKind;
  readonly seed: number;
  readonly rule: string;
  readonly message: string;
}

export interface SeedRange {
  readonly kind: WorldKind;
  readonly first: number;
  readonly count: number;
  readonly mutation?: SimulationMutation;
}

/** Runs one seed. The same seed gives the same run for ever, as long as nobody changes how cases are drawn. */
export function runSeed(kind: WorldKind, seed: number, mutation?: SimulationMutation): Promise<CaseResult> {
  return runCase(CASES[kind](seed), { mutation, trace: undefined });
}

/** Runs seeds one after another; stops at the first that breaks an invariant. */
export async function runSeeds({ kind, first, count, mutation }: SeedRange): Promise<SimulationFailure | undefined> {
  for (let seed = first; seed < first + count; seed += 1) {
    const { violation } = await runSeed(kind, seed, mutation);
    if (violation !== undefined) return { kind, seed, ...violation };
  }
  return undefined;
}

/** For people: seed, commit, what broke, and the smallest case that still breaks the same rule, step by step. */
export async function explain(failure: SimulationFailure): Promise<string> {
  const { kind, seed, rule, message } = failure;
  const small = await shrink(CASES[kind](seed), rule);
  const trace: string[] = [];
  const { violation } = await runCase(small, { mutation: undefined, trace });
  const { computers, server, style, names, items, rounds } = small;
  return [
    `${kind} seed ${seed} at commit ${findCommit()} broke ${rule}: ${message}`,
    `again: npm run soak -- --kind ${kind} --seed ${seed}`,
    `smallest case: ${JSON.stringify({ style, names, items, server, computers })}`,
    ...rounds.flat().map((event) => `  ${JSON.stringify(event)}`),
    ...trace,
    `→ ${violation?.message ?? 'nothing broken: the failure depends on something outside of the case'}`,
  ].join('\n');
}

function findCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}
