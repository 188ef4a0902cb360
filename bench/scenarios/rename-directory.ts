import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { MANY_FILES, REQUEST_COUNTS } from '../guards.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { MANY, toManyFiles, toRootName, waitUntilStill } from '../small-files.ts';
import { withinTime } from '../targets.ts';

/** A directory with everything in it gets another name. */
export const renameDirectory: Scenario = {
  name: 'rename-directory',
  title: ({ size }) => `rename of a directory with ${toManyFiles(MANY[size]).filesInRoot} files, beside as many others`,
  targets: [withinTime('rename of a directory with 50,000 files in < 2 s', 2_000)],
  // The others send every file anew, or need too long to take the files over first.
  peers: ['owncloudcmd'],
  latenciesMs: [0],
  guards: [
    { path: REQUEST_COUNTS, title: 'a renamed directory costs one MOVE, whatever is in it' },
    {
      path: MANY_FILES,
      title:
        'renames a directory with 5,000 files by one MOVE among a handful of requests, and by one rename on the other computer (%s)',
    },
  ],
  open: async (options) => createStage(options),
};

/** Touched by nobody else. */
const ROOT = toRootName(1);

function createStage({ pool, size }: PlayOptions): Stage {
  const computers = pool.of(toManyFiles(MANY[size]));
  return {
    prepare: async (contender) => void (await computers.find(contender)),
    async measure(contender) {
      const computer = await computers.find(contender);
      const names = [ROOT, `${ROOT} (Ablage)`];
      const [from = '', to = ''] = computer.rounds % 2 === 0 ? names : names.toReversed();
      await rename(join(computer.folder, from), join(computer.folder, to));
      computer.rounds += 1;
      await waitUntilStill();
      return computer.sync();
    },
    async [Symbol.asyncDispose]() {},
  };
}
