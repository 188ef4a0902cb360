import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NamedTest } from '#build/checks/named-tests.ts';
import { MANY_FILES, REQUEST_COUNTS } from '../guards.ts';
import { runMeasured } from '../run-program.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import type { SmallFiles } from '../small-files.ts';
import { writeFiles } from '../small-files.ts';
import type { Target } from '../targets.ts';
import { fasterThanPeers, withinLimitTimes, withinMemory } from '../targets.ts';

const GUARDS: readonly NamedTest[] = [
  { path: REQUEST_COUNTS, title: 'a pass without a change asks as much as any: it signs in and looks at the root' },
  { path: MANY_FILES, title: 'makes at most 3 requests and writes nothing in a pass over 20,000 unchanged files' },
];

/** A pass in which there is nothing to do, over 10,000 files. (rclone needs minutes to take the files over first.) */
export const noChange10k = createScenario(10_000, ['owncloudcmd', 'nextcloudcmd'], []);

/** A pass in which there is nothing to do, over 100,000 files. */
export const noChange100k = createScenario(
  100_000,
  ['owncloudcmd'],
  [
    fasterThanPeers('pass without a change, 100,000 files, ≥ 5 × owncloudcmd', 5),
    withinLimitTimes('pass without a change, 100,000 files: all of it ≤ 2 × find -printf', 2),
    withinMemory('pass without a change, 100,000 files, in 150 MB', 150),
  ],
);

function createScenario(count: number, peers: readonly string[], targets: readonly Target[]): Scenario {
  return {
    name: `no-change-${count / 1_000}k`,
    title: () => `pass without a change, ${count} files`,
    targets,
    limit: 'find -printf, the local side alone',
    peers,
    latenciesMs: [0],
    guards: GUARDS,
    open: (options) => open(options, { count, sizeBytes: 100, hasEqualParts: true }),
  };
}

async function open({ pool }: PlayOptions, files: SmallFiles): Promise<Stage> {
  const computers = pool.of(files);
  const bare = await mkdtemp(join(tmpdir(), 'bayernbox-bench-find-'));
  await writeFiles(bare, files);
  return {
    prepare: async (contender) => void (await computers.find(contender)),
    measure: async (contender) => (await computers.find(contender)).sync(),
    measureLimit: () => runMeasured({ program: 'find', args: [bare, '-printf', String.raw`%p %s %i %T@ %C@\n`] }),
    [Symbol.asyncDispose]: () => rm(bare, { recursive: true, force: true }),
  };
}
