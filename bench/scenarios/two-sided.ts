import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sendAs } from '../colleague.ts';
import { SyncedComputers } from '../computers.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { listPaths, waitUntilStill } from '../small-files.ts';

/** Half of all files are edited here, the others on the server. */
export const twoSided: Scenario = {
  name: 'two-sided',
  title: (options) => `${countOf(options)} edits, half of them on each side`,
  target: '≥ 2 × the fastest peer',
  peers: ['owncloudcmd', 'nextcloudcmd'],
  latenciesMs: [0],
  open: async (options) => createStage(countOf(options)),
};

function countOf({ isQuick }: Pick<PlayOptions, 'isQuick'>): number {
  return isQuick ? 1_000 : 10_000;
}

function createStage(count: number): Stage {
  const files = { count, sizeBytes: 1_000 };
  const computers = new SyncedComputers(files);
  return {
    async measure(contender) {
      const computer = await computers.find(contender);
      computer.rounds += 1;
      for (const [index, path] of listPaths(files).entries()) {
        const content = Buffer.from(`Fassung ${computer.rounds} von ${path} `.repeat(10));
        if (index % 2 === 0) await writeFile(join(computer.folder, path), content);
        else await sendAs(computer.site.server, { method: 'PUT', path, content });
      }
      await waitUntilStill();
      return computer.sync();
    },
    [Symbol.asyncDispose]: () => computers[Symbol.asyncDispose](),
  };
}
