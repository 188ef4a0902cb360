import { listDefaultExcludes, previewExcludes } from '#sync-engine/engine/create-visit.ts';
import { fail, succeed } from './answers.ts';
import type { Handlers } from './answers.ts';
import { findFolderSettings } from './host-parts.ts';
import type { HostParts } from './host-parts.ts';

type ExcludesRequestName = 'getExcludes' | 'changeFolderExcludes' | 'previewExcludes';

/** Items of which the names are told. */
const MAX_NAMED = 20;

/** Requests about what is not synced. Patterns for all folders are among the settings of sync. */
export function createExcludesRequests(parts: HostParts): Handlers<ExcludesRequestName> {
  return {
    getExcludes: () =>
      succeed({
        folders: parts.settings().folders.map(({ folderId, excludes = '' }) => ({ folderId, excludes })),
        defaults: listDefaultExcludes(),
      }),
    async changeFolderExcludes({ folderId, excludes }) {
      if (findFolderSettings(parts, folderId) === undefined) return fail({ code: 'folder-unknown' });
      const isWritten = parts.changeSettings((settings) => ({
        ...settings,
        folders: settings.folders.map((folder) => (folder.folderId === folderId ? { ...folder, excludes } : folder)),
      }));
      if (!isWritten) return fail({ code: 'settings-not-written' });
      await parts.permitAll();
      return succeed({});
    },
    previewExcludes({ folderId, edited, others }) {
      const folder = findFolderSettings(parts, folderId);
      if (folder === undefined) return fail({ code: 'folder-unknown' });
      const records = parts.runners.get(folderId)?.openFolder?.records;
      const looked = { anyPath: folder.localPath, stateDirectory: parts.stateDirectory, records };
      return succeed(previewExcludes(looked, { edited, others, limit: MAX_NAMED }));
    },
  };
}

/** The patterns of all folders, then those of one. Pure. */
export function joinExcludes(common: string, own: string | undefined): string {
  return own === undefined || own === '' ? common : `${common}\n${own}`;
}
