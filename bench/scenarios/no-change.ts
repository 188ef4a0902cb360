import { openSite } from '../bench-server.ts';
import { SyncedComputers } from '../computers.ts';
import { runMeasured } from '../run-program.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import type { SmallFiles } from '../small-files.ts';
import { putFiles, writeFiles } from '../small-files.ts';

/** A pass in which there is nothing to do, over 10,000 files. */
export const noChange10k = createScenario(10_000, ['owncloudcmd', 'nextcloudcmd', 'rclone bisync']);

/** A pass in which there is nothing to do, over 100,000 files. */
export const noChange100k = createScenario(100_000, ['owncloudcmd']);

function createScenario(count: number, peers: readonly string[]): Scenario {
  return {
    name: `no-change-${count / 1_000}k`,
    title: () => `pass without a change, ${count} files`,
    target: '≥ 5 × owncloudcmd',
    limit: 'find -printf, the local side alone',
    peers,
    latenciesMs: [0],
    open: (options) => open(options, { count, sizeBytes: 100, hasEqualParts: true }),
  };
}

async function open({ latencyMs }: PlayOptions, files: SmallFiles): Promise<Stage> {
  const site = await openSite(latencyMs);
  await putFiles(site.server, files);
  const computers = new SyncedComputers(site, files);
  const bare = await site.makeHome('find');
  await writeFiles(bare, files);
  return {
    measure: async (contender) => (await computers.find(contender)).sync(),
    measureLimit: () => runMeasured({ program: 'find', args: [bare, '-printf', String.raw`%p %s %i %T@ %C@\n`] }),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}
