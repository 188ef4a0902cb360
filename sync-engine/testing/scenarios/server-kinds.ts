import { ALL_CARELESS } from '#dev-server/server-options.ts';
import type { ServerKind } from './describe-scenarios.ts';

/** The servers that every scenario is played against. */
export const SERVER_KINDS: readonly ServerKind[] = [
  { name: 'ownCloud 10', profile: 'owncloud10', careless: {} },
  { name: 'a careful Infinite Scale', profile: 'infinite-scale', careless: {} },
  { name: 'a careless Infinite Scale', profile: 'infinite-scale', careless: ALL_CARELESS },
];
