import { expect, test } from 'vitest';
import type { Mutation } from './model-run.ts';
import type { CaseKind } from './properties.ts';
import { runCases } from './properties.ts';

/** Each known fault of design, and the kind of case in which it shows. */
const faults: readonly { readonly mutation: Mutation; readonly kind: CaseKind }[] = [
  { mutation: 'overwrite-before-copy', kind: 'crash' },
  { mutation: 'base-before-act', kind: 'crash' },
  { mutation: 'park-not-journaled', kind: 'crash' },
  { mutation: 'overwrite-without-expectation', kind: 'live' },
  { mutation: 'removal-without-expectation', kind: 'live' },
  { mutation: 'script-newer-than-merge', kind: 'live' },
  { mutation: 'conflict-name-reused', kind: 'live' },
  { mutation: 'forget-not-applied', kind: 'crash' },
  { mutation: 'clashing-tracked-directories-merged', kind: 'planner' },
];

test.each(faults)(
  'the properties notice the fault "$mutation" within 20,000 $kind cases',
  { timeout: 120_000 },
  (fault) => {
    const failure = runCases({ kind: fault.kind, first: 1, count: 20_000, mutations: new Set([fault.mutation]) });

    expect(failure, 'the fault went unnoticed').toBeDefined();
  },
);
