import type { FolderState, FolderView, Progress } from '#ipc/folder-view.ts';
import type { SyncErrorCode } from '#ipc/user-error.ts';
import { formatDuration, formatSize, toTimeWords } from '../../i18n/formats.ts';
import type { GetText, Language, TextValues } from '../../i18n/text.ts';
import type { Tone } from '../../components/notice.tsx';
import type { overviewMessages } from './messages.ts';

type Text = GetText<keyof typeof overviewMessages>;

/** How a state looks; never the only thing that tells it. */
export function toTone(folder: FolderView): Tone {
  if (folder.move !== undefined || folder.pause !== undefined) return 'info';
  switch (folder.state.kind) {
    case 'in-sync':
      return isUndecided(folder) ? 'warning' : 'success';
    case 'checking':
    case 'syncing':
    case 'paused':
    case 'unverified':
      return 'info';
    case 'not-synced':
    case 'waiting':
    case 'needs-decision':
    case 'offline':
      return 'warning';
    case 'stopped':
      return 'danger';
    default:
      return folder.state satisfies never;
  }
}

/** The one true sentence about a sync folder. Times in ms since the epoch. */
export function describeFolder(
  folder: FolderView,
  { text, language, nowMs }: { readonly text: Text; readonly language: Language; readonly nowMs: number },
): string {
  const { move, pause, state } = folder;
  if (move !== undefined) return text('moving');
  if (pause?.why === 'organisation') return text('pausedOrganisation');
  if (pause?.why === 'accounts-file') return text('pausedAccountsFile');
  if (pause?.why === 'portal') return text('pausedPortal');
  if (pause?.why === 'metered') return text('pausedMetered');
  if (pause?.why === 'battery') return text('pausedBattery');
  const toTime = (timeMs: number): TextValues => toTimeWords(timeMs, nowMs, language);
  if (pause?.why === 'clock')
    return pause.untilMs === undefined ? text('pausedClock') : text('pausedClockUntil', toTime(pause.untilMs));
  if (pause?.untilMs !== undefined) return text('pausedUntil', toTime(pause.untilMs));
  if (pause !== undefined) return text('paused');
  // Nothing is up to date while a person has to choose; the tray says the same.
  if (state.kind === 'in-sync' && isUndecided(folder)) return text('undecided', toTime(state.verifiedAtMs));
  return describeState(state, toTime, text);
}

function isUndecided({ conflicts, decisions, newFolders }: FolderView): boolean {
  return conflicts + decisions + newFolders > 0;
}

const OFFLINE_TEXTS: Readonly<Partial<Record<SyncErrorCode, keyof typeof overviewMessages>>> = {
  'server-unreachable': 'offline',
  'server-maintenance': 'offlineMaintenance',
  'server-busy': 'offlineBusy',
};

function describeState(state: FolderState, toTime: (timeMs: number) => TextValues, text: Text): string {
  switch (state.kind) {
    case 'checking':
      return text('checking');
    case 'syncing':
      return text('syncing', { operations: state.operations });
    case 'in-sync':
      return state.onlyHere === undefined
        ? text('inSync', toTime(state.verifiedAtMs))
        : text('inSyncApart', { onlyHere: state.onlyHere, ...toTime(state.verifiedAtMs) });
    case 'unverified':
      return text('unverified');
    case 'not-synced':
      return text('notSynced', { problems: state.problems, onlyHere: state.onlyHere ?? 0 });
    case 'waiting':
      return describeWaiting(state, toTime, text);
    case 'needs-decision':
      return text('needsDecision', { holds: state.holds });
    case 'offline':
      return text(OFFLINE_TEXTS[state.error.code] ?? 'offlineOther');
    case 'paused':
      return text('paused');
    case 'stopped':
      return text(state.error.code === 'sign-in-needed' ? 'stoppedSignIn' : 'stopped');
    default:
      return state satisfies never;
  }
}

/** What goes through is not said to wait because something else does. */
function describeWaiting(
  { problems, untilMs, allElse }: Extract<FolderState, { readonly kind: 'waiting' }>,
  toTime: (timeMs: number) => TextValues,
  text: Text,
): string {
  if (allElse === 'done')
    return untilMs === undefined
      ? text('waitingBut', { problems })
      : text('waitingButUntil', { problems, ...toTime(untilMs) });
  return untilMs === undefined ? text('waiting', { problems }) : text('waitingUntil', { problems, ...toTime(untilMs) });
}

/** How far a transfer has come: files, bytes, rate and rest, as far as each is known. */
export function describeProgress(progress: Progress, text: Text, language: Language): string {
  const { filesDone, filesTotal, bytesDone, bytesTotal, bytesPerSecond, remainingMs } = progress;
  const size = (bytes: number): string => formatSize(bytes, language);
  const parts = [text('progress', { filesDone, filesTotal, done: size(bytesDone), total: size(bytesTotal) })];
  if (bytesPerSecond !== undefined) parts.push(text('rate', { rate: size(bytesPerSecond) }));
  if (remainingMs !== undefined) parts.push(text('remaining', { time: formatDuration(remainingMs, language) }));
  return parts.join(' · ');
}
