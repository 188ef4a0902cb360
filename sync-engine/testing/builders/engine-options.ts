import type { EngineOptions } from '../../engine/create-engine.ts';

/**
 * What tests with a real engine leave as it is: no excludes, no limits, nothing held. A save counts as over sooner than
 * in the product, so that tests need not wait for it.
 */
export const PLAIN_OPTIONS = {
  space: undefined,
  excludes: '',
  limitUpBytesPerSecond: undefined,
  limitDownBytesPerSecond: undefined,
  removalLimits: undefined,
  quietMs: 300,
  isDryRun: false,
  isFolderAccepted: false,
  logOutput: undefined,
} as const satisfies Partial<EngineOptions>;
