import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { recoverFolderMoves } from '../../engine/create-folder-move.ts';
import { Random } from '../properties/random.ts';
import type { KillPoint, Moment } from './moments.ts';
import { parseDiary } from './moments.ts';
import type { MoveOrder } from './move-process.ts';
import type { MoveStage } from './move-stage.ts';
import { buildMoveStage, commitTo, findFaultsAfterMove } from './move-stage.ts';

const PROGRAM = fileURLToPath(new URL('move-process.ts', import.meta.url));

/** `all`, or how many moments of each way are tried. */
const MOMENTS = process.env['BAYERNBOX_CRASH_MOMENTS'] ?? '8';
const SEED = Number(process.env['BAYERNBOX_CRASH_SEED'] ?? Math.floor(Date.now() / 1000));

test.each(['rename', 'copy'] as const)(
  'a sync folder that is moved by %s is whole at one place, and nothing seems deleted, wherever the program is killed',
  { timeout: MOMENTS === 'all' ? 3_600_000 : 240_000 },
  async (how) => {
    const base = mkdtempSync(join(tmpdir(), 'bayernbox-moves-'));
    onTestFinished(() => rmSync(base, { recursive: true }));
    const { moments, stage: undisturbed } = await play(base, how, undefined);
    expect([readFileSync(undisturbed.settingsPath, 'utf8'), findFaultsAfterMove(undisturbed)]).toEqual([
      undisturbed.to,
      [],
    ]);

    const failures: string[] = [];
    for (const killPoint of chooseKillPoints(moments)) {
      const { stage, isKilled } = await play(base, how, killPoint);
      expect(isKilled).toBe(true);
      recoverFolderMoves({ stateDirectory: stage.stateDirectory, commit: commitTo(stage.settingsPath) });
      const act = moments.find(({ number }) => number === killPoint.moment);
      const faults = findFaultsAfterMove(stage);
      if (faults.length > 0) failures.push(`${killPoint.position} ${act?.act} ${act?.detail}: ${faults.join(', ')}`);
    }
    expect(failures, `seed ${SEED}`).toEqual([]);
  },
);

function chooseKillPoints(moments: readonly Moment[]): readonly KillPoint[] {
  const all = moments.flatMap(({ number }) =>
    (['before', 'after'] as const).map((position) => ({ moment: number, position })),
  );
  if (MOMENTS === 'all') return all;
  const random = new Random(SEED);
  return Array.from({ length: Number(MOMENTS) }).flatMap(() => random.pick(all) ?? []);
}

async function play(base: string, how: MoveOrder['how'], killPoint: KillPoint | undefined) {
  const home = mkdtempSync(join(base, `${how}-`));
  const stage: MoveStage = buildMoveStage(home);
  const diaryPath = join(home, 'diary');
  const { from, to, stateDirectory, settingsPath } = stage;
  const order: MoveOrder = { from, to, stateDirectory, settingsPath, how, diaryPath, killPoint };
  const isKilled = await run(order);
  return { stage, isKilled, moments: parseDiary(readFileSync(diaryPath, 'utf8')).moments };
}

/** True when the program was killed. Rejects when it ended in another way than well. */
function run(order: MoveOrder): Promise<boolean> {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(order)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, by) =>
      code === 0 || by === 'SIGKILL' ? resolve(by === 'SIGKILL') : reject(new Error(output)),
    );
  });
}
