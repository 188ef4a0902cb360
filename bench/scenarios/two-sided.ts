import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sendAs } from '../colleague.ts';
import { REQUEST_COUNTS } from '../guards.ts';
import type { PlayOptions, Scenario, SizeOptions, Stage } from '../scenario.ts';
import { listPaths, waitUntilStill } from '../small-files.ts';
import { fasterThanPeers } from '../targets.ts';

/** Half of all files are edited here, the others on the server. */
export const twoSided: Scenario = {
  name: 'two-sided',
  title: (options) => `${countOf(options)} edits, half of them on each side`,
  targets: [fasterThanPeers('edits on both sides ≥ 2 × the fastest peer', 2)],
  peers: ['owncloudcmd', 'nextcloudcmd'],
  latenciesMs: [0],
  guards: [
    {
      path: REQUEST_COUNTS,
      title: 'edits on both sides cost one transfer each and one look at each directory before and after',
    },
  ],
  open: async (options) => createStage(options),
};

const COUNTS = { full: 10_000, quick: 1_000, tiny: 20 } as const;

function countOf({ size }: Pick<SizeOptions, 'size'>): number {
  return COUNTS[size];
}

function createStage(options: PlayOptions): Stage {
  const files = { count: countOf(options), sizeBytes: 1_000 };
  const computers = options.pool.of(files);
  return {
    prepare: async (contender) => void (await computers.find(contender)),
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
    async [Symbol.asyncDispose]() {},
  };
}
