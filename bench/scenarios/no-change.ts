import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NamedTest } from '#build/checks/named-tests.ts';
import { MANY_FILES, REQUEST_COUNTS } from '../guards.ts';
import { runMeasured } from '../run-program.ts';
import type { PlayOptions, Scenario, Size, Stage } from '../scenario.ts';
import type { SmallFiles } from '../small-files.ts';
import { MANY, toManyFiles, writeFiles } from '../small-files.ts';
import { fasterThanPeers, withinLimitTimes, withinMemory } from '../targets.ts';

const GUARDS: readonly NamedTest[] = [
  { path: REQUEST_COUNTS, title: 'a pass without a change asks as much as any: it signs in and looks at the root' },
  { path: MANY_FILES, title: 'makes at most 3 requests and writes nothing in a pass over 20,000 unchanged files' },
];

/** A pass in which there is nothing to do, over 10,000 files. (rclone needs minutes to take the files over first.) */
export const noChange10k = createScenario(
  '10k',
  { full: 10_000, quick: 10_000, tiny: 1_000 },
  {
    peers: ['owncloudcmd', 'nextcloudcmd'],
    targets: [],
  },
);

/** A pass in which there is nothing to do, over 100,000 files. */
export const noChange100k = createScenario('100k', MANY, {
  peers: ['owncloudcmd'],
  targets: [
    fasterThanPeers('pass without a change, 100,000 files, ≥ 5 × owncloudcmd', 5),
    withinLimitTimes('pass without a change, 100,000 files: all of it ≤ 2 × find -printf', 2),
    withinMemory('pass without a change, 100,000 files, in 150 MB', 150),
  ],
});

function createScenario(
  name: string,
  counts: Readonly<Record<Size, number>>,
  judged: Pick<Scenario, 'peers' | 'targets'>,
): Scenario {
  return {
    ...judged,
    name: `no-change-${name}`,
    title: ({ size }) => `pass without a change, ${counts[size]} files`,
    limit: 'find -printf, the local side alone',
    latenciesMs: [0],
    guards: GUARDS,
    open: (options) => open(options, toManyFiles(counts[options.size])),
  };
}

async function open({ pool }: PlayOptions, files: SmallFiles): Promise<Stage> {
  const computers = pool.of(files);
  const bare = await mkdtemp(join(tmpdir(), 'bayernbox-bench-find-'));
  await writeFiles(bare, files);
  return {
    // Another scenario may have changed something on these computers: what is measured is the pass after a pass.
    prepare: async (contender) => void (await (await computers.find(contender)).sync()),
    measure: async (contender) => (await computers.find(contender)).sync(),
    measureLimit: () => runMeasured({ program: 'find', args: [bare, '-printf', String.raw`%p %s %i %T@ %C@\n`] }),
    [Symbol.asyncDispose]: () => rm(bare, { recursive: true, force: true }),
  };
}
