import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { SyncedComputers } from '../computers.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { waitUntilStill } from '../small-files.ts';

/** A directory with everything in it gets another name. */
export const renameDirectory: Scenario = {
  name: 'rename-directory',
  title: (options) => `rename of a directory with ${countOf(options)} files`,
  target: 'one MOVE, < 2 s',
  // The others send every file anew.
  peers: ['owncloudcmd', 'nextcloudcmd'],
  latenciesMs: [0],
  open: async (options) => createStage(countOf(options)),
};

function countOf({ isQuick }: Pick<PlayOptions, 'isQuick'>): number {
  return isQuick ? 5_000 : 50_000;
}

function createStage(count: number): Stage {
  const computers = new SyncedComputers({ count, sizeBytes: 100, hasEqualParts: true });
  return {
    async measure(contender) {
      const computer = await computers.find(contender);
      const [from, to] = computer.rounds % 2 === 0 ? ['Akten', 'Ablage'] : ['Ablage', 'Akten'];
      await rename(join(computer.folder, from), join(computer.folder, to));
      computer.rounds += 1;
      await waitUntilStill();
      return computer.sync();
    },
    [Symbol.asyncDispose]: () => computers[Symbol.asyncDispose](),
  };
}
