import type { Answer } from '#ipc/contract.ts';
import { sortByPath } from '#ipc/sort-by-path.ts';
import { listDefaultExcludes, listExcludedIn, previewExcludes } from '#sync-engine/engine/create-visit.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import { findFolderSettings, toLookedAt } from '../host-parts.ts';
import type { HostParts } from '../host-parts.ts';

type ExcludesRequestName = 'getExcludes' | 'changeFolderExcludes' | 'previewExcludes' | 'listExcluded';

/** Items of which the names are told. */
const MAX_NAMED = 20;

/** Requests about what is not synced. Patterns for all folders are among the settings of sync. */
export function createExcludesRequests(parts: HostParts): Handlers<ExcludesRequestName> {
  const lists = new ExcludedLists(parts);
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
    async listExcluded({ folderId, text, limit, isAnew }) {
      const all = await lists.ask(folderId, isAnew);
      if (!all.ok) return all;
      const wanted = text.toLocaleLowerCase();
      const found = all.value.filter(({ path, pattern = '' }) =>
        `${path}\n${pattern}`.toLocaleLowerCase().includes(wanted),
      );
      const directories = found.filter(({ kind }) => kind === 'directory').length;
      return succeed({ items: found.slice(0, limit), total: found.length, directories });
    },
  };
}

type Excluded = Awaited<ReturnType<typeof listExcludedIn>>;
type ExcludedList = Extract<NonNullable<Excluded>, { ok: true }>['value'];

/** The list that a person pages through and searches: that of one folder at a time, from one look. */
class ExcludedLists {
  readonly #parts: HostParts;
  #last: { readonly folderId: string; readonly list: Promise<Answer<ExcludedList>> } | undefined;

  constructor(parts: HostParts) {
    this.#parts = parts;
  }

  ask(folderId: string, isAnew: boolean): Promise<Answer<ExcludedList>> {
    if (isAnew || this.#last?.folderId !== folderId) this.#last = { folderId, list: this.#look(folderId) };
    return this.#last.list;
  }

  async #look(folderId: string): Promise<Answer<ExcludedList>> {
    const folder = findFolderSettings(this.#parts, folderId);
    if (folder === undefined) return fail({ code: 'folder-unknown' });
    const looked = await listExcludedIn(toLookedAt(this.#parts, folderId, folder.localPath), this.#parts.signal);
    if (looked === undefined) return succeed([]);
    return looked.ok ? succeed(sortByPath(looked.value, ({ path }) => path)) : fail(looked.error);
  }
}

/** The patterns of all folders, then those of one. Pure. */
export function joinExcludes(common: string, own: string | undefined): string {
  return own === undefined || own === '' ? common : `${common}\n${own}`;
}
