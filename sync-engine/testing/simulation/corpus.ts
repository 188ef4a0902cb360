import type { WorldKind } from './simulate.ts';

/** A seed that once broke an invariant. */
export interface CorpusSeed {
  readonly kind: WorldKind;
  readonly seed: number;
}

/** They stay for ever, also when a change of how cases are drawn makes other cases of them. */
export const CORPUS: readonly CorpusSeed[] = [];
