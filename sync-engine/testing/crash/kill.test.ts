import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProfileKind } from '#dev-server/server-options.ts';
import { Random } from '../properties/random.ts';
import { RECOVERED, recover, runProcess } from './crash-case.ts';
import type { Recovery } from './crash-case.ts';
import { CrashStage } from './crash-stage.ts';
import type { KillPoint, Moment, Position } from './moments.ts';
import { parseDiary } from './moments.ts';

/** `all`, or how many moments of each profile are tried. */
const MOMENTS = process.env['BAYERNBOX_CRASH_MOMENTS'] ?? '12';
/** Such as `linkSync`: only moments of this act. */
const ACT = process.env['BAYERNBOX_CRASH_ACT'];
const SEED = Number(process.env['BAYERNBOX_CRASH_SEED'] ?? Math.floor(Date.now() / 1000));
const PROFILES: readonly ProfileKind[] = ['owncloud10', 'infinite-scale'];

/** Most of the time a process waits for its disk and its server. */
const AT_A_TIME = 3;
const TIME_LIMIT_MS = MOMENTS === 'all' ? 7_200_000 : 60_000 + Number(MOMENTS) * 30_000;

/** A crash after which something was not as it must be. */
interface Failure {
  readonly killedAt: string;
  readonly recovery: Partial<Recovery>;
}

test.each(PROFILES)(
  'killed at any write, rename, commit or request, the engine goes on as if nothing had been (%s)',
  { timeout: TIME_LIMIT_MS },
  async (profile) => {
    const homePath = mkdtempSync(join(tmpdir(), 'bayernbox-crash-'));
    try {
      const stage = await CrashStage.prepare(profile, homePath);
      const moments = await playUndisturbed(stage);
      // Else no download would be killed in the middle of its bytes.
      expect(moments.some(({ act }) => act === 'handle.writev')).toBe(true);
      const killPoints = chooseKillPoints(moments, new Random(SEED));
      const killed: string[] = [];
      const failures: Failure[] = [];
      await inParallel(killPoints, async (killPoint, index) => {
        const failure = await killAt(stage, { killPoint, name: `copy-${index}` }, killed);
        if (failure !== undefined) failures.push(failure);
      });
      console.info(`${profile}: ${moments.length} moments, ${killed.length} kills, seed ${SEED}: ${tally(killed)}`);
      expect(failures, `seed ${SEED}`).toEqual([]);
      expect(killed.length).toBeGreaterThan(killPoints.length / 2);
    } finally {
      rmSync(homePath, { recursive: true });
    }
  },
);

/** The story without a crash, which must end well, and its moments. */
async function playUndisturbed(stage: CrashStage): Promise<readonly Moment[]> {
  await using copy = await stage.copy('undisturbed');
  const { isKilled, diary } = await runProcess(copy.order, undefined);
  expect(isKilled).toBe(false);
  expect(await recover(copy, parseDiary(''))).toEqual(RECOVERED);
  return diary.moments;
}

function chooseKillPoints(moments: readonly Moment[], random: Random): readonly KillPoint[] {
  const all = moments.flatMap(({ number, act }): readonly KillPoint[] => {
    if (ACT !== undefined && act !== ACT) return [];
    const positions: readonly Position[] = canBeTorn(act) ? ['before', 'torn', 'after'] : ['before', 'after'];
    return positions.map((position) => ({ moment: number, position }));
  });
  if (MOMENTS === 'all') return all;
  // One of each stretch of the run, so that a sample covers all of it.
  const count = Math.min(all.length, Number(MOMENTS));
  return Array.from({ length: count }, (_, index) => {
    const start = Math.floor((index * all.length) / count);
    const end = Math.floor(((index + 1) * all.length) / count);
    const chosen = all[start + random.below(end - start)];
    if (chosen === undefined) throw new Error('an empty stretch');
    return chosen;
  });
}

function canBeTorn(act: string): boolean {
  return act === 'handle.write' || act === 'handle.writev' || act === 'PUT' || act === 'PATCH';
}

/** Undefined when all is well, or when this run was over before the moment came. */
async function killAt(
  stage: CrashStage,
  { killPoint, name }: { readonly killPoint: KillPoint; readonly name: string },
  killed: string[],
): Promise<Failure | undefined> {
  await using copy = await stage.copy(name);
  const { isKilled, diary } = await runProcess(copy.order, killPoint);
  if (!isKilled) return undefined;
  const last = diary.moments.find(({ number }) => number === killPoint.moment);
  killed.push(last?.act ?? 'unknown');
  const recovery = await recover(copy, diary);
  const wrong = Object.entries(recovery).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(RECOVERED[key as keyof Recovery]),
  );
  if (wrong.length === 0) return undefined;
  const killedAt = `${killPoint.position} ${killPoint.moment} ${last?.act} ${last?.detail}`;
  return { killedAt, recovery: Object.fromEntries(wrong) };
}

async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const left = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
