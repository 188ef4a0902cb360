import { LocalDiscovery } from '../../discovery/local-discovery.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { FolderRules } from '../opening/folder-rules.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';

/** Looks at this computer by the rules of the folder. Names under which we have put something aside are none of theirs. */
export function createLocalDiscovery(
  filesystem: Pick<Filesystem, 'readDirectory' | 'stat'>,
  { rules, database }: { readonly rules: FolderRules; readonly database: Pick<SyncDatabase, 'listParked'> },
): LocalDiscovery {
  return new LocalDiscovery(filesystem, {
    isExcluded: (path, kind) => rules.isExcluded(path, kind),
    checkName(name) {
      const code = rules.checkForServer(name);
      const isParked = (): boolean => database.listParked().some(({ parkName }) => parkName === name);
      return code === 'name-reserved' && isParked() ? undefined : code;
    },
  });
}
