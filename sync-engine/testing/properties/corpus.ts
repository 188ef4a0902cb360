import type { CaseKind } from './properties.ts';

/** Seeds that once broke a property. They stay for ever. */
export const CORPUS: readonly { readonly kind: CaseKind; readonly seed: number }[] = [
  { kind: 'crash', seed: 299 },
  { kind: 'crash', seed: 1316 },
  { kind: 'live', seed: 1794 },
  { kind: 'planner', seed: 1909 },
  { kind: 'crash', seed: 8760 },
  { kind: 'live', seed: 11704 },
  { kind: 'crash', seed: 485480402 },
];
