import type { WorldKind } from './simulate.ts';

/** A seed that once broke an invariant. */
export interface CorpusSeed {
  readonly kind: WorldKind;
  readonly seed: number;
}

/** They stay for ever, also when a change of how cases are drawn makes other cases of them. */
export const CORPUS: readonly CorpusSeed[] = [
  { kind: 'one-computer', seed: 28 },
  { kind: 'one-computer', seed: 69 },
  { kind: 'one-computer', seed: 82 },
  { kind: 'one-computer', seed: 171 },
  { kind: 'one-computer', seed: 267 },
  { kind: 'one-computer', seed: 330 },
  { kind: 'one-computer', seed: 379 },
  { kind: 'one-computer', seed: 389 },
  { kind: 'one-computer', seed: 508 },
  { kind: 'one-computer', seed: 603 },
  { kind: 'one-computer', seed: 753 },
  { kind: 'one-computer', seed: 775 },
  { kind: 'one-computer', seed: 826 },
  { kind: 'one-computer', seed: 970 },
  { kind: 'one-computer', seed: 1109 },
  { kind: 'one-computer', seed: 1770 },
  { kind: 'one-computer', seed: 3210 },
  { kind: 'one-computer', seed: 1508541623 },
  { kind: 'two-computers', seed: 53 },
  { kind: 'two-computers', seed: 91 },
  { kind: 'two-computers', seed: 122 },
  { kind: 'two-computers', seed: 243 },
  { kind: 'two-computers', seed: 10084 },
  { kind: 'two-computers', seed: 10150 },
  { kind: 'two-computers', seed: 10218 },
  { kind: 'two-computers', seed: 11302 },
  { kind: 'two-computers', seed: 11659 },
  { kind: 'two-computers', seed: 11769 },
  { kind: 'two-computers', seed: 11939 },
  { kind: 'two-computers', seed: 12537 },
  { kind: 'two-computers', seed: 13361 },
  { kind: 'two-computers', seed: 14655 },
];
