import type { CaseKind } from './properties.ts';

/** Seeds that once broke a property. They stay for ever. */
export const CORPUS: readonly { readonly kind: CaseKind; readonly seed: number }[] = [
  { kind: 'crash', seed: 299 },
  { kind: 'crash', seed: 1316 },
  { kind: 'live', seed: 1794 },
  { kind: 'planner', seed: 1909 },
  { kind: 'crash', seed: 8760 },
  { kind: 'live', seed: 11704 },
];

/**
 * Seeds that break a property today, about one crash case in several hundred thousand: a directory made on the server
 * just before the process died meets a second crash, and a file deleted before is taken for a new one. No bytes are
 * lost. Each turns red when it is mended, and then moves up.
 */
export const KNOWN_FAULTS: typeof CORPUS = [{ kind: 'crash', seed: 485480402 }];
