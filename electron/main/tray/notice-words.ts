import type { WindowView } from '#ipc/window-event.ts';
import type { Notice } from '../notices/notice.ts';
import { nameFolders } from './name-folders.ts';
import { getTrayText } from './tray-words.ts';
import type { TrayWords } from './tray-words.ts';

/** What a notification says. Pure. */
export function describeNotice(notice: Notice, words: TrayWords): string {
  const { language, accounts, nowMs } = words;
  switch (notice.kind) {
    case 'decisions':
      return getTrayText('notify-decisions', language, { count: notice.count });
    case 'two-versions':
      return getTrayText('notify-versions', language, { count: notice.count });
    case 'reminder':
      return describeReminder(notice, words);
    case 'sign-in':
      return getTrayText('notify-sign-in', language, { folders: nameFolders(notice.folders, accounts, language) });
    case 'failure': {
      const minutes = Math.floor((nowMs - notice.sinceMs) / 60_000);
      return getTrayText('notify-failures', language, {
        folders: nameFolders(notice.folders, accounts, language),
        folderCount: notice.folders.length,
        minutes,
        hours: Math.floor(minutes / 60),
      });
    }
    case 'problems':
      return getTrayText('notify-problems', language, {
        folders: nameFolders(notice.folders, accounts, language),
        count: notice.count,
      });
    case 'news':
      return getTrayText(notice.isRestored ? 'notify-restored' : 'notify-news', language, {
        folders: nameFolders(notice.folders, accounts, language),
      });
    default:
      return notice satisfies never;
  }
}

function describeReminder(notice: Extract<Notice, { kind: 'reminder' }>, { language, accounts }: TrayWords): string {
  const { paused } = notice;
  const count = notice.decisions + notice.conflicts;
  switch (paused.kind) {
    case 'nothing':
      return getTrayText('remind-decisions', language, { count });
    case 'everything':
      return getTrayText('remind-paused', language, { count });
    case 'folders':
      return getTrayText('remind-folders-paused', language, {
        count,
        folders: nameFolders(paused.folders, accounts, language),
        folderCount: paused.folders.length,
      });
    default:
      return paused satisfies never;
  }
}

/** Where a person sees what a notification tells, and can do something about it. Pure. */
export function findNoticeView(notice: Notice): WindowView {
  switch (notice.kind) {
    case 'decisions':
      return 'decisions';
    case 'two-versions':
      return 'conflicts';
    case 'reminder':
      if (notice.paused.kind !== 'nothing') return 'overview';
      return notice.decisions > 0 ? 'decisions' : 'conflicts';
    case 'sign-in':
    case 'news':
      return 'overview';
    case 'failure':
    case 'problems':
      return 'problems';
    default:
      return notice satisfies never;
  }
}
