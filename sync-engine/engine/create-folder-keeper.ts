import { SystemClock } from '../clock/system-clock.ts';
import { DEFAULT_LIMITS } from '../core/guards/mass-removal.ts';
import { parseRelativePath } from '../core/model/relative-path.ts';
import { createEngine, createLogger } from './create-engine.ts';
import type { EngineCredentials, EngineOptions } from './create-engine.ts';
import type { FolderKeeperInput } from './folder-keeper.ts';
import { FolderKeeper } from './folder-keeper.ts';
import { POLL_MS, readNetwork } from './network.ts';

/** A sync folder that a program keeps equal. Sizes in bytes. */
export interface FolderToKeep extends Pick<
  EngineOptions,
  | 'localRootPath'
  | 'serverUrl'
  | 'space'
  | 'trust'
  | 'proxy'
  | 'stateDirectory'
  | 'excludes'
  | 'limitUpBytesPerSecond'
  | 'limitDownBytesPerSecond'
  | 'limitWindows'
  | 'shouldUploadSecondVersions'
  | 'shouldLockOpenFiles'
  | 'newDirectories'
  | 'areNewDirectoriesEnforced'
  | 'isFolderAccepted'
  | 'logOutput'
  | 'onEvent'
> {
  readonly credentials: EngineCredentials;
  /** Above them removals wait for a person; the built-in ones when undefined. */
  readonly removalLimits?: EngineOptions['removalLimits'];
  /** Below the remote root, `/` between names; anything else is a bug of the caller. */
  readonly remotePath: string;
  readonly onEnd: FolderKeeperInput['onEnd'];
}

/** A keeper with real parts. Many removals are always held; how many are many can be decided. */
export function createFolderKeeper(wanted: FolderToKeep): FolderKeeper {
  const { onEnd, removalLimits, ...options } = wanted;
  return new FolderKeeper({
    createEngine: (hasOpened) => {
      const remotePath = parseRelativePath(wanted.remotePath);
      if (remotePath === undefined) throw new RangeError('not a relative path');
      return createEngine({
        ...options,
        remotePath,
        removalLimits: removalLimits ?? DEFAULT_LIMITS,
        isDryRun: false,
        // Nobody has seen what is in its place when it is opened again.
        isFolderAccepted: options.isFolderAccepted && !hasOpened,
        isReturnAwaited: hasOpened,
      });
    },
    clock: new SystemClock(),
    logger: createLogger(options.logOutput),
    random: Math.random,
    readNetwork,
    pollMs: POLL_MS,
    onEvent: options.onEvent,
    onEnd,
  });
}
