import type { Scenario } from './scenario.ts';
import { colleague } from './scenarios/colleague.ts';
import { costCurve } from './scenarios/cost-curve.ts';
import { firstDownload, firstDownloadInfiniteScale } from './scenarios/first-download.ts';
import { firstUpload } from './scenarios/first-upload.ts';
import { largeDownload, largeUpload } from './scenarios/large-file.ts';
import { memory } from './scenarios/memory.ts';
import { mixedDownload, mixedUpload } from './scenarios/mixed-tree.ts';
import { noChange100k, noChange10k } from './scenarios/no-change.ts';
import { renameDirectory } from './scenarios/rename-directory.ts';
import { stalls } from './scenarios/stalls.ts';
import { twoSided } from './scenarios/two-sided.ts';
import { idle, oneEdit, watchedActs } from './scenarios/watched-folder.ts';

/** All scenarios in the order in which they are played and stand in the document. */
export const SCENARIOS: readonly Scenario[] = [
  firstUpload,
  firstDownload,
  firstDownloadInfiniteScale,
  largeUpload,
  largeDownload,
  // From here to `stalls` on the same computers, nearly all of them.
  noChange10k,
  noChange100k,
  costCurve,
  renameDirectory,
  oneEdit,
  watchedActs,
  idle,
  stalls,
  memory,
  colleague,
  twoSided,
  mixedUpload,
  mixedDownload,
];
