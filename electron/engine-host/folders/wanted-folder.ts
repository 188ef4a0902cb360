import type { PolicySettings } from '#policies/policies.ts';
import { resolveSetting, toNewDirectoryRule } from '#policies/policy-rules.ts';
import type { SyncSettings } from '#policies/settings.ts';
import { parseTimeWindows } from '#policies/time-windows.ts';
import type { NewDirectoryRule } from '#sync-engine/core/model/selection.ts';
import type { FolderToKeep } from '#sync-engine/engine/create-folder-keeper.ts';
import { joinExcludes } from '../settings/excludes-requests.ts';
import { toAccess } from '../accounts/host-accounts.ts';
import type { HostParts } from '../host-parts.ts';
import type { FolderSettings } from '../settings/host-settings.ts';

/** What a folder needs for its sync, but for who hears of it. */
export type WantedFolder = Omit<FolderToKeep, 'onEvent' | 'onEnd'>;

interface WantedBy {
  readonly host: Pick<HostParts, 'accounts' | 'trust' | 'proxy' | 'organisation' | 'log'> & {
    readonly stateDirectory: string;
  };
  /** Signed in, at a server that is allowed. */
  readonly account: Parameters<typeof toAccess>[1];
  readonly sync: SyncSettings;
  readonly isFolderAccepted: boolean;
}

/** What holds for new folders of the server until a person, or the organisation, says something else. */
const FIRST_RULE: NewDirectoryRule = { kind: 'take', askAboveBytes: 500_000_000 };

/** How a folder is to be synced by what a person has set, and the organisation above that. */
export function toWantedFolder(
  folder: FolderSettings,
  { host, account, sync, isFolderAccepted }: WantedBy,
): WantedFolder {
  const { limitUpBytesPerSecond, limitDownBytesPerSecond } = sync;
  const limitWindows = parseTimeWindows(sync.limitWindows ?? '');
  const { policies } = host.organisation;
  return {
    localRootPath: folder.localPath,
    ...toAccess(host, account),
    remotePath: folder.remotePath,
    space: folder.spaceId,
    stateDirectory: host.stateDirectory,
    // What the organisation has decided is the whole list.
    excludes: policies.enforced.excludes ?? joinExcludes(sync.excludes, folder.excludes),
    limitUpBytesPerSecond,
    limitDownBytesPerSecond,
    ...(limitWindows === undefined ? {} : { limitWindows }),
    newDirectories: toFirstRule(resolveSetting('newDirectories', undefined, policies)),
    areNewDirectoriesEnforced: policies.enforced.newDirectories !== undefined,
    removalLimits: resolveSetting('massRemoval', undefined, policies),
    shouldUploadSecondVersions: policies.enforced.shouldUploadSecondVersions ?? true,
    shouldLockOpenFiles: policies.enforced.shouldLockOpenFiles ?? true,
    isFolderAccepted,
    logOutput: host.log,
  };
}

function toFirstRule(decided: PolicySettings['newDirectories']): NewDirectoryRule {
  return decided === undefined ? FIRST_RULE : toNewDirectoryRule(decided);
}
