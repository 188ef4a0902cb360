import { OURS } from '../contenders.ts';
import { REQUEST_COUNTS } from '../guards.ts';
import type { PlayOptions, Scenario, Stage } from '../scenario.ts';
import { toManyFiles } from '../small-files.ts';
import { linearTime } from '../targets.ts';

const COUNTS = {
  full: [1_000, 10_000, 100_000, 1_000_000],
  quick: [1_000, 10_000, 100_000],
  tiny: [1_000, 2_000],
} as const;

/** What a pass without a change costs as the folder grows. */
export const costCurve: Scenario = {
  name: 'cost-curve',
  title: () => 'pass without a change, by the number of files',
  targets: [linearTime('a pass without a change takes linear time, or less', COUNTS.quick, 1)],
  peers: [],
  latenciesMs: [0],
  guards: [
    { path: REQUEST_COUNTS, title: 'a pass without a change asks as much as any: it signs in and looks at the root' },
  ],
  open: async (options) => createStage(options),
};

function createStage({ size, pool }: PlayOptions): Stage {
  return {
    parts: COUNTS[size].map((count) => {
      const computers = pool.of(toManyFiles(count));
      return {
        program: `${count} files`,
        prepare: async () => void (await computers.find(OURS)),
        measure: async () => (await computers.find(OURS)).sync(),
      };
    }),
    async [Symbol.asyncDispose]() {},
  };
}
