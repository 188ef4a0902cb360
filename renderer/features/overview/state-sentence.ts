import type { FolderState, FolderView, Progress } from '#ipc/folder-view.ts';
import { formatDuration, formatSize, formatTime } from '../../i18n/formats.ts';
import type { GetText, Language } from '../../i18n/text.ts';
import type { Tone } from '../../components/notice.tsx';
import type { overviewMessages } from './messages.ts';

type Text = GetText<keyof typeof overviewMessages>;

/** How a state looks; never the only thing that tells it. */
export function toTone(folder: FolderView): Tone {
  if (folder.move !== undefined || folder.pause !== undefined) return 'info';
  switch (folder.state.kind) {
    case 'in-sync':
      return folder.conflicts + folder.newFolders > 0 ? 'warning' : 'success';
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
  if (pause?.why === 'portal') return text('pausedPortal');
  if (pause?.why === 'clock') return text('pausedClock');
  if (pause?.why === 'metered') return text('pausedMetered');
  if (pause?.why === 'battery') return text('pausedBattery');
  if (pause?.untilMs !== undefined) return text('pausedUntil', { time: formatTime(pause.untilMs, nowMs, language) });
  if (pause !== undefined) return text('paused');
  return describeState(state, (timeMs) => formatTime(timeMs, nowMs, language), text);
}

function describeState(state: FolderState, toTime: (timeMs: number) => string, text: Text): string {
  switch (state.kind) {
    case 'checking':
      return text('checking');
    case 'syncing':
      return text('syncing', { operations: state.operations });
    case 'in-sync':
      return text('inSync', { time: toTime(state.verifiedAtMs) });
    case 'unverified':
      return text('unverified');
    case 'not-synced':
      return text('notSynced', { problems: state.problems });
    case 'waiting':
      return state.untilMs === undefined ? text('waiting') : text('waitingUntil', { time: toTime(state.untilMs) });
    case 'needs-decision':
      return text('needsDecision', { holds: state.holds });
    case 'offline':
      return text('offline');
    case 'paused':
      return text('paused');
    case 'stopped':
      return text('stopped');
    default:
      return state satisfies never;
  }
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
