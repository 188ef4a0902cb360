import type { Clock } from '../../clock/clock.ts';
import { LocalDiscovery } from '../../discovery/local-discovery.ts';
import { mayBeOwnerFile } from '../../core/model/owner-file.ts';
import type { NodeKind } from '../../core/model/observation.ts';
import type { RelativePath } from '../../core/model/relative-path.ts';
import type { Filesystem } from '../../filesystem/filesystem.ts';
import type { FolderRules } from '../opening/folder-rules.ts';
import type { SyncDatabase } from '../../sync-database/sync-database.ts';

export interface LocalLookInput {
  readonly rules: FolderRules;
  readonly database: Pick<SyncDatabase, 'listParked'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Hears of each directory in which an owner file seems to lie. */
  readonly onOwnerFile?: ((directory: RelativePath) => void) | undefined;
}

/** Looks at this computer by the rules of the folder. Names under which we have put something aside are none of theirs. */
export function createLocalDiscovery(
  filesystem: Pick<Filesystem, 'readDirectory' | 'stat'>,
  { rules, database, clock, onOwnerFile }: LocalLookInput,
): LocalDiscovery {
  const looked = onOwnerFile === undefined ? filesystem : tellOwnerFiles(filesystem, onOwnerFile);
  const names = {
    isExcluded: (path: RelativePath, kind: NodeKind) => rules.isExcluded(path, kind),
    checkName(name: string) {
      const code = rules.checkForServer(name);
      const isParked = (): boolean => database.listParked().some(({ parkName }) => parkName === name);
      return code === 'name-reserved' && isParked() ? undefined : code;
    },
  };
  return new LocalDiscovery(looked, names, clock);
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
