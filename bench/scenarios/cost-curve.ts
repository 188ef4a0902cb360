import { SyncedComputers } from '../computers.ts';
import { OURS } from '../contenders.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';

const COUNTS = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_COUNTS = [1_000, 10_000, 30_000];

/** What a pass without a change costs as the folder grows. */
export const costCurve: Scenario = {
  name: 'cost-curve',
  title: () => 'pass without a change, by the number of files',
  target: 'linear or better; at 1,000,000 files at most 600 MB',
  peers: [],
  latenciesMs: [0],
  open: async (options) => createStage(options),
};

function createStage({ isQuick }: PlayOptions): Stage {
  const sizes = (isQuick ? QUICK_COUNTS : COUNTS).map((count) => ({
    count,
    computers: new SyncedComputers({ count, sizeBytes: 100, hasEqualParts: true }),
  }));
  return {
    parts: sizes.map(({ count, computers }) => ({
      program: `${count} files`,
      measure: async () => (await computers.find(OURS)).sync(),
    })),
    async [Symbol.asyncDispose]() {
      for (const { computers } of sizes) await computers[Symbol.asyncDispose]();
    },
  };
}
