import type { FolderNews } from '#ipc/folder-news.ts';
import { fail, succeed } from '../answers.ts';
import type { Handlers } from '../answers.ts';
import type { HostParts } from '../host-parts.ts';

/** Remembers what a person has not seen of a folder; false when the disk did not take it. */
export function keepNews(
  parts: Pick<HostParts, 'changeSettings'>,
  folderId: string,
  items: readonly FolderNews[],
): boolean {
  return parts.changeSettings((settings) => ({
    ...settings,
    folders: settings.folders.map(({ news: before, ...folder }) => {
      const news = folder.folderId === folderId ? items : before;
      return news === undefined || news.length === 0 ? folder : { ...folder, news };
    }),
  }));
}

/** Requests about what a person has seen. */
export function createNewsRequests(parts: HostParts): Handlers<'dismissNews'> {
  return {
    dismissNews({ folderId, seen }) {
      const runner = parts.runners.get(folderId);
      if (runner === undefined) return fail({ code: 'folder-unknown' });
      const end = runner.dismissNews(seen);
      switch (end) {
        case 'dismissed':
          return succeed({});
        case 'changed':
          return fail({ code: 'changed-since' });
        case 'not-written':
          return fail({ code: 'settings-not-written' });
        default:
          return end satisfies never;
      }
    },
  };
}
