import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ScenarioServer } from '../scenarios/scenario-server.ts';
import { startScenarioServer } from '../scenarios/scenario-server.ts';
import { ServerFolder } from '../scenarios/server-folder.ts';
import type { Order, RoundReport } from './engine-process.ts';

const PROGRAM = fileURLToPath(new URL('engine-process.ts', import.meta.url));
/** Code is compiled once and not improved while it runs: what compilers learn from that is memory too. */
const NODE_OPTIONS = ['--expose-gc', '--no-opt', '--no-maglev', '--always-sparkplug'];
/** Until then caches and pools fill. */
const WARM_ROUNDS = 40;
const ROUNDS = 110;
/** The lowest value of so many rounds counts, because connections and timers come and go. */
const WINDOW = 20;
/** Less than one tree of the folder for each ten rounds of three runs. */
const MAX_GROWTH_BYTES = 400_000;

test('memory does not grow from run to run', { timeout: 300_000 }, async () => {
  await using server = await startScenarioServer('owncloud10', {});

  const reports = await playRounds(server);

  expect(reports.filter(({ end }) => end === 'stopped' || end === 'held')).toEqual([]);
  const used = reports.map(({ usedBytes }) => usedBytes);
  const firstBytes = Math.min(...used.slice(WARM_ROUNDS, WARM_ROUNDS + WINDOW));
  const lastBytes = Math.min(...used.slice(-WINDOW));
  expect(lastBytes - firstBytes, `of ${firstBytes} bytes`).toBeLessThan(MAX_GROWTH_BYTES);
});

/** One engine that lives through all rounds, with changes on both sides in each of them. */
async function playRounds({ url, davRoot, userName, password, newPath }: ScenarioServer): Promise<RoundReport[]> {
  const serverFolder = new ServerFolder({ davUrl: `${davRoot}Ablage/`, userName, password });
  await serverFolder.create({});
  const order: Order = { homePath: newPath('computer'), serverUrl: url, remotePath: 'Ablage', userName, password };
  const program = fork(PROGRAM, [JSON.stringify(order)], { execArgv: NODE_OPTIONS });
  try {
    await once(program, 'message');
    const reports: RoundReport[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await serverFolder.put('Vom Landratsamt.txt', `Stand ${round}`);
      await serverFolder.put(`Schreiben ${round}.txt`, `Schreiben ${round}`);
      if (round >= 2) await serverFolder.remove(`Schreiben ${round - 2}.txt`);
      program.send(round);
      const [report] = (await once(program, 'message')) as [RoundReport];
      reports.push(report);
    }
    return reports;
  } finally {
    program.kill();
  }
}
