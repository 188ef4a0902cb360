import { expect, test } from 'vitest';
import type { CaseKind } from './properties.ts';
import { explain, runCases } from './properties.ts';

const kinds: readonly { readonly kind: CaseKind; readonly what: string }[] = [
  { kind: 'crash', what: 'the process dies at random moments' },
  { kind: 'live', what: 'users change both sides during the run and the process dies' },
];

test.each(kinds)(
  'in 60,000 cases in which $what, nothing is lost and both sides end equal',
  { timeout: 300_000 },
  ({ kind }) => {
    const fixed = runCases({ kind, first: 1, count: 50_000 });
    const fresh = fixed ?? runCases({ kind, first: 50_001 + (Date.now() % 1_000_000_000), count: 10_000 });

    expect(fresh === undefined ? 'every property holds' : explain(fresh)).toBe('every property holds');
  },
);
