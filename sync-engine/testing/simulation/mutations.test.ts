import { expect, test } from 'vitest';
import type { SimulationMutation } from './mutations.ts';
import type { WorldKind } from './simulate.ts';
import { runSeeds } from './simulate.ts';

/** Each guard that can be taken away, where that shows, and within how many seeds it must. */
const guards: readonly { readonly mutation: SimulationMutation; readonly kind: WorldKind; readonly seeds: number }[] = [
  { mutation: 'upload-without-expectation', kind: 'one-computer', seeds: 500 },
  { mutation: 'remote-removal-without-expectation', kind: 'one-computer', seeds: 1_500 },
  { mutation: 'replacement-without-expectation', kind: 'one-computer', seeds: 500 },
  { mutation: 'local-removal-without-expectation', kind: 'one-computer', seeds: 500 },
  { mutation: 'incomplete-listing-taken-for-complete', kind: 'one-computer', seeds: 500 },
  { mutation: 'names-not-synced-before-base', kind: 'one-computer', seeds: 500 },
  { mutation: 'bytes-not-synced-before-base', kind: 'one-computer', seeds: 500 },
  { mutation: 'unknown-repeated-blindly', kind: 'one-computer', seeds: 500 },
  { mutation: 'park-not-journaled', kind: 'one-computer', seeds: 500 },
  { mutation: 'removals-not-held', kind: 'two-computers', seeds: 1_500 },
  { mutation: 'root-identity-unchecked', kind: 'one-computer', seeds: 1_500 },
];

test.each(guards)(
  'the invariants notice within $seeds seeds when a guard is gone: $mutation',
  { timeout: 300_000 },
  async ({ mutation, kind, seeds }) => {
    const failure = await runSeeds({ kind, first: 1, count: seeds, mutation });

    expect(failure, 'the missing guard went unnoticed').toBeDefined();
  },
);
