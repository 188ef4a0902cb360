// `npm run soak -- --minutes n [--seed s]`: seeds of all kinds that nobody has seen, on every core.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { WorldKind } from './simulate.ts';
import { explain, runSeed, WORLD_KINDS } from './simulate.ts';
import type { SoakReport } from './soak-worker.ts';
import { soakReportSchema } from './soak-worker.ts';

const USAGE = `npm run soak -- --minutes <n> [--seed <first seed>] | --seed <seed> --kind ${WORLD_KINDS.join('|')}`;

/** What a seed makes is dead when the seed ends; with room for it, collecting garbage costs half as much. */
const ROOM_FOR_YOUNG = '--max-semi-space-size=32';

interface Totals {
  readonly seeds: Map<WorldKind, number>;
  readonly violations: string[];
}

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { minutes: { type: 'string' }, seed: { type: 'string' }, kind: { type: 'string' } },
    strict: false,
  });
  const seed = Number(values['seed'] ?? Date.now() % 2_000_000_000);
  const kind = WORLD_KINDS.find((known) => known === values['kind']);
  if (kind !== undefined) return runOne(kind, seed);
  const minutes = Number(values['minutes']);
  if (!(minutes > 0) || !Number.isSafeInteger(seed) || values['kind'] !== undefined) {
    console.error(USAGE);
    return 2;
  }
  return soak(minutes, seed);
}

/** One seed, with everything about its failure. */
async function runOne(kind: WorldKind, seed: number): Promise<number> {
  const { violation, turns } = await runSeed(kind, seed);
  console.log(violation === undefined ? `seed ${seed}: no violation in ${turns} turns` : '');
  if (violation !== undefined) console.log(await explain({ kind, seed, ...violation }));
  return violation === undefined ? 0 : 1;
}

async function soak(minutes: number, firstSeed: number): Promise<number> {
  const workers = availableParallelism();
  console.log(`${minutes} minutes, ${workers} processes, first seed ${firstSeed}`);
  const startMs = performance.now();
  const totals: Totals = { seeds: new Map(), violations: [] };
  const ends = Array.from({ length: workers }, (_, number) =>
    runWorker({ minutes, firstSeed: firstSeed + number, step: workers }, (report) => note(totals, report)),
  );
  const codes = await Promise.all(ends);
  const seconds = (performance.now() - startMs) / 1_000;
  for (const [kind, count] of totals.seeds) console.log(`${kind}: ${count} seeds`);
  const all = [...totals.seeds.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${all} seeds, ${(all / seconds).toFixed(1)} per second, ${totals.violations.length} violations`);
  for (const line of totals.violations) console.log(line);
  return totals.violations.length === 0 && codes.every((code) => code === 0) ? 0 : 1;
}

function note({ seeds, violations }: Totals, { kind, seed, violation }: SoakReport): void {
  seeds.set(kind, (seeds.get(kind) ?? 0) + 1);
  if (violation === undefined) return;
  const line = `${violation}\n  again: npm run soak -- --kind ${kind} --seed ${seed}`;
  violations.push(line);
  console.log(line);
}

function runWorker(
  share: { readonly minutes: number; readonly firstSeed: number; readonly step: number },
  onReport: (report: SoakReport) => void,
): Promise<number> {
  const script = fileURLToPath(new URL('soak-worker.ts', import.meta.url));
  const { minutes, firstSeed, step } = share;
  const child = spawn(process.execPath, [ROOM_FOR_YOUNG, script, `${minutes}`, `${firstSeed}`, `${step}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    onReport(soakReportSchema.parse(JSON.parse(line)));
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve(code ?? 1));
  });
}
