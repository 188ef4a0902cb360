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
  { kind: 'one-computer', seed: 1930 },
  { kind: 'one-computer', seed: 1509455192 },
  { kind: 'one-computer', seed: 1509455208 },
  { kind: 'one-computer', seed: 10001177 },
  { kind: 'one-computer', seed: 10001699 },
  { kind: 'one-computer', seed: 10002186 },
  { kind: 'one-computer', seed: 10003313 },
  { kind: 'one-computer', seed: 10003599 },
  { kind: 'one-computer', seed: 10004932 },
  { kind: 'one-computer', seed: 3443 },
  { kind: 'one-computer', seed: 10000413 },
  { kind: 'one-computer', seed: 10000787 },
  { kind: 'one-computer', seed: 10003758 },
  { kind: 'one-computer', seed: 10009390 },
  { kind: 'one-computer', seed: 10009878 },
  { kind: 'one-computer', seed: 10012355 },
  { kind: 'one-computer', seed: 10015405 },
  { kind: 'one-computer', seed: 10015410 },
  { kind: 'one-computer', seed: 20000419 },
  { kind: 'two-computers', seed: 53 },
  { kind: 'two-computers', seed: 91 },
  { kind: 'two-computers', seed: 122 },
  { kind: 'two-computers', seed: 243 },
];
