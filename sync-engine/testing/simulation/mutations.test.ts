import { expect, test } from 'vitest';
import type { SimulationMutation } from './mutations.ts';
import type { WorldKind } from './simulate.ts';
import { runSeeds } from './simulate.ts';

interface Guard {
  readonly mutation: SimulationMutation;
  readonly kind: WorldKind;
  /** It must be noticed within so many. */
  readonly seeds: number;
  /** Where to begin; 1 when absent. No seed is likelier than another, so a rare one is looked for near where it was. */
  readonly first?: number;
}

/** Each guard that can be taken away, and where that shows. */
const guards: readonly Guard[] = [
  { mutation: 'upload-without-expectation', kind: 'one-computer', seeds: 500 },
  { mutation: 'remote-removal-without-expectation', kind: 'one-computer', seeds: 1_500, first: 165 },
  { mutation: 'replacement-without-expectation', kind: 'one-computer', seeds: 500, first: 270 },
  { mutation: 'local-removal-without-expectation', kind: 'one-computer', seeds: 500 },
  { mutation: 'incomplete-listing-taken-for-complete', kind: 'one-computer', seeds: 500 },
  { mutation: 'names-not-synced-before-base', kind: 'one-computer', seeds: 500 },
  { mutation: 'bytes-not-synced-before-base', kind: 'one-computer', seeds: 500 },
  { mutation: 'unknown-repeated-blindly', kind: 'one-computer', seeds: 500 },
  { mutation: 'park-not-journaled', kind: 'one-computer', seeds: 500 },
  { mutation: 'removals-not-held', kind: 'two-computers', seeds: 1_500, first: 620 },
  { mutation: 'root-identity-unchecked', kind: 'one-computer', seeds: 1_500, first: 640 },
  { mutation: 'second-versions-sent', kind: 'one-computer-keeping', seeds: 500 },
];

test.each(guards)(
  'the invariants notice within $seeds seeds when a guard is gone: $mutation',
  { timeout: 300_000 },
  async ({ mutation, kind, seeds, first = 1 }) => {
    const failure = await runSeeds({ kind, first, count: seeds, mutation });

    expect(failure, 'the missing guard went unnoticed').toBeDefined();
  },
);
