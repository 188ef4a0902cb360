import { tmpdir } from 'node:os';
import { ALL_CARELESS } from '#dev-server/server-options.ts';
import type { ServerKind } from './describe-scenarios.ts';

/** A disk gives the inode of what was removed to what is made next; memory gives each a new one. */
const REAL_DISK = process.env['BAYERNBOX_DISK'] ?? tmpdir();

/** The servers that every scenario is played against. */
export const SERVER_KINDS: readonly ServerKind[] = [
  { name: 'ownCloud 10', profile: 'owncloud10', careless: {}, place: REAL_DISK },
  { name: 'a careful Infinite Scale', profile: 'infinite-scale', careless: {} },
  { name: 'a careless Infinite Scale', profile: 'infinite-scale', careless: ALL_CARELESS },
];
