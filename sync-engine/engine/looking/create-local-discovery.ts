import { LocalDiscovery } from '../../discovery/local-discovery.ts';
import { mayBeOwnerFile } from '../../core/model/owner-file.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { FolderRules } from '../opening/folder-rules.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';

export interface LocalLookInput {
  readonly rules: FolderRules;
  readonly database: Pick<SyncDatabase, 'listParked'>;
  /** Hears of each directory in which an owner file seems to lie. */
  readonly onOwnerFile?: ((directory: RelativePath) => void) | undefined;
}

/** Looks at this computer by the rules of the folder. Names under which we have put something aside are none of theirs. */
export function createLocalDiscovery(
  filesystem: Pick<Filesystem, 'readDirectory' | 'stat'>,
  { rules, database, onOwnerFile }: LocalLookInput,
): LocalDiscovery {
  return new LocalDiscovery(onOwnerFile === undefined ? filesystem : tellOwnerFiles(filesystem, onOwnerFile), {
    isExcluded: (path, kind) => rules.isExcluded(path, kind),
    checkName(name) {
      const code = rules.checkForServer(name);
      const isParked = (): boolean => database.listParked().some(({ parkName }) => parkName === name);
      return code === 'name-reserved' && isParked() ? undefined : code;
    },
  });
}

function tellOwnerFiles(
  filesystem: Pick<Filesystem, 'readDirectory' | 'stat'>,
  onOwnerFile: (directory: RelativePath) => void,
): Pick<Filesystem, 'readDirectory' | 'stat'> {
  return {
    stat: (path) => filesystem.stat(path),
    async readDirectory(path) {
      const reading = await filesystem.readDirectory(path);
      if (reading.kind === 'read' && reading.entries.some(({ name }) => mayBeOwnerFile(name))) onOwnerFile(path);
      return reading;
    },
  };
}
