import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startDevServer } from '#dev-server/dev-server.ts';
import type { DevServer } from '#dev-server/dev-server.ts';
import { ALL_CARELESS } from '#dev-server/server-options.ts';
import { Random } from '#sync-engine/testing/properties/random.ts';
import { StressComputer } from './two-computers.ts';

const ROUNDS = 8;
const STEPS = 5;
const SEEDS = Number(process.env['BAYERNBOX_STRESS_SEEDS'] ?? 4);
const FIRST_SEED = Number(process.env['BAYERNBOX_STRESS_FIRST'] ?? 1);

const seeds = Array.from({ length: SEEDS }, (_, index) => FIRST_SEED + index);

test.each(seeds)(
  'two people change real folders at random, runs are stopped half-way and answers get lost: nothing is lost (seed %i)',
  { timeout: 180_000 },
  async (seed) => {
    const base = mkdtempSync(join(tmpdir(), 'stress-'));
    const random = new Random(seed);
    const server = await startDevServer({
      dataDirectory: join(base, 'server'),
      profile: seed % 2 === 0 ? 'owncloud10' : 'infinite-scale',
      users: [{ name: 'anna', password: 'pw' }],
      ...(seed % 4 === 3 ? { careless: ALL_CARELESS } : {}),
    });
    try {
      const { trace, missing, trees } = await play({ base, random, server });

      expect(missing, `seed ${seed}\n${trace.join('\n')}`).toEqual([]);
      expect(trees[1], `seed ${seed}\n${trace.join('\n')}`).toEqual(trees[0]);
    } finally {
      await server.close();
      rmSync(base, { recursive: true });
    }
  },
);

interface Play {
  readonly base: string;
  readonly random: Random;
  readonly server: DevServer;
}

interface Result {
  readonly trace: readonly string[];
  readonly missing: readonly string[];
  readonly trees: readonly Readonly<Record<string, string>>[];
}

async function play({ base, random, server }: Play): Promise<Result> {
  const computers = ['one', 'two'].map((name) => new StressComputer(base, name, { server, user: 'anna' }));
  const owed = new Set<string>();
  const trace: string[] = [];
  let texts = 0;
  const newText = (): string => `text ${(texts += 1)} ${'.'.repeat(random.below(9))}`;
  for (let round = 0; round < ROUNDS; round += 1) {
    disturb(server, random);
    const jobs: Promise<unknown>[] = [];
    for (const computer of computers) {
      for (let step = random.below(STEPS); step > 0; step -= 1) {
        trace.push(`${computer.folder.slice(-3)}: ${computer.change(random, owed, newText)}`);
      }
      const stopMs = random.chance(40) ? random.below(900) : 60_000;
      const job = computer.sync(AbortSignal.timeout(stopMs));
      if (random.chance(50)) jobs.push(job);
      else trace.push(`${computer.folder.slice(-3)}: ${(await job).kind} (stop ${stopMs})`);
    }
    await Promise.all(jobs);
  }
  server.faults.clear();
  for (let turn = 0; turn < 3; turn += 1) {
    for (const computer of computers) trace.push(`settle: ${(await computer.sync(AbortSignal.timeout(60_000))).kind}`);
  }
  const trees = computers.map((computer) => computer.read());
  const visible = new Set(trees.flatMap((tree) => [...tree.values()]));
  const missing = [...owed].filter((text) => !visible.has(text));
  return {
    trace,
    missing,
    trees: trees.map((tree) => Object.fromEntries([...tree].toSorted(([a], [b]) => (a < b ? -1 : 1)))),
  };
}

/** Some requests of the next round break before or after their effect, or are answered with an error. */
function disturb(server: DevServer, random: Random): void {
  server.faults.clear();
  if (random.chance(40)) return;
  for (const [method, effect] of [
    ['PUT', 'drop-after'],
    ['MOVE', 'drop-after'],
    ['MKCOL', 'drop-before'],
    ['PROPFIND', 'drop-before'],
    ['DELETE', 'drop-after'],
    ['GET', 'drop-before'],
  ] as const) {
    if (random.chance(35)) server.faults.add({ method, nth: 1 + random.below(4), times: 1, effect: { kind: effect } });
  }
}
