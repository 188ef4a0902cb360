import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SyncedComputers } from '../computers.ts';
import { runMeasured } from '../run-program.ts';
import type { Scenario, Stage } from '../scenario.ts';
import type { SmallFiles } from '../small-files.ts';
import { writeFiles } from '../small-files.ts';

/** A pass in which there is nothing to do, over 10,000 files. (rclone needs minutes to take the files over first.) */
export const noChange10k = createScenario(10_000, ['owncloudcmd', 'nextcloudcmd']);

/** A pass in which there is nothing to do, over 100,000 files. */
export const noChange100k = createScenario(100_000, ['owncloudcmd']);

function createScenario(count: number, peers: readonly string[]): Scenario {
  return {
    name: `no-change-${count / 1_000}k`,
    title: () => `pass without a change, ${count} files`,
    target: '≥ 5 × owncloudcmd; at 100,000 files at most 150 MB',
    limit: 'find -printf, the local side alone',
    peers,
    latenciesMs: [0],
    open: () => open({ count, sizeBytes: 100, hasEqualParts: true }),
  };
}

async function open(files: SmallFiles): Promise<Stage> {
  const computers = new SyncedComputers(files);
  const bare = await mkdtemp(join(tmpdir(), 'bayernbox-bench-find-'));
  await writeFiles(bare, files);
  return {
    measure: async (contender) => (await computers.find(contender)).sync(),
    measureLimit: () => runMeasured({ program: 'find', args: [bare, '-printf', String.raw`%p %s %i %T@ %C@\n`] }),
    async [Symbol.asyncDispose]() {
      await computers[Symbol.asyncDispose]();
      await rm(bare, { recursive: true, force: true });
    },
  };
}
