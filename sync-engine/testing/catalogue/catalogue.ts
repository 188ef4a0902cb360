import { BLACKLIST } from './blacklist.ts';
import { CHECKSUMS } from './checksums.ts';
import { CONFLICTS } from './conflicts.ts';
import { DELETIONS } from './deletions.ts';
import { DOWNLOADS } from './downloads.ts';
import type { CatalogueEntry } from './entry.ts';
import { EXCLUDED_NAMES } from './excludes.ts';
import { LOCAL_DISCOVERY } from './local-discovery.ts';
import { LOCKS } from './locks.ts';
import { MOVES } from './moves.ts';
import { PERMISSIONS } from './permissions.ts';
import { REMOTE_DISCOVERY } from './remote-discovery.ts';
import { UPLOADS } from './uploads.ts';

/** Every scenario of the catalogue in its order. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...MOVES,
  ...CONFLICTS,
  ...DELETIONS,
  ...LOCAL_DISCOVERY,
  ...REMOTE_DISCOVERY,
  ...BLACKLIST,
  ...PERMISSIONS,
  ...DOWNLOADS,
  ...UPLOADS,
  ...LOCKS,
  ...CHECKSUMS,
  ...EXCLUDED_NAMES,
];
