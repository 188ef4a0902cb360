import { isDeepStrictEqual } from 'node:util';
import { playCuts } from '#sync-engine/testing/flaky-line/cut-transfers.ts';

const SIZE_BYTES = 2 * 2 ** 30;
const CUTS = 20;

/** A file of 2 GiB over a line that breaks 20 times in each direction; the engine is started anew in between. */
export async function measureCuts(seed: number): Promise<void> {
  for (const profile of ['owncloud10', 'infinite-scale'] as const) {
    for (const report of await playCuts({ profile, sizeBytes: SIZE_BYTES, cuts: CUTS, seed })) {
      const { direction, cuts, sessions, passedBytes, durationMs, source, target } = report;
      const ratio = (passedBytes / SIZE_BYTES).toFixed(3);
      const seconds = (durationMs / 1000).toFixed(1);
      const result = isDeepStrictEqual(source, target) ? 'equal' : 'DIFFERENT';
      console.log(
        `${profile} ${direction}: ${cuts} cuts, ${sessions} starts, ${ratio} × size passed, ${seconds} s, ${result}`,
      );
    }
  }
}
