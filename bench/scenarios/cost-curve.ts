import { OURS } from '../contenders.ts';
import { REQUEST_COUNTS } from '../guards.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { linearTime } from '../targets.ts';

const COUNTS = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_COUNTS = [1_000, 10_000, 100_000];

/** What a pass without a change costs as the folder grows. */
export const costCurve: Scenario = {
  name: 'cost-curve',
  title: () => 'pass without a change, by the number of files',
  targets: [linearTime('a pass without a change takes linear time, or less', QUICK_COUNTS, 1)],
  peers: [],
  latenciesMs: [0],
  guards: [
    { path: REQUEST_COUNTS, title: 'a pass without a change asks as much as any: it signs in and looks at the root' },
  ],
  open: async (options) => createStage(options),
};

function createStage({ isQuick, pool }: PlayOptions): Stage {
  return {
    parts: (isQuick ? QUICK_COUNTS : COUNTS).map((count) => {
      const computers = pool.of({ count, sizeBytes: 100, hasEqualParts: true });
      return {
        program: `${count} files`,
        prepare: async () => void (await computers.find(OURS)),
        measure: async () => (await computers.find(OURS)).sync(),
      };
    }),
    async [Symbol.asyncDispose]() {},
  };
}
