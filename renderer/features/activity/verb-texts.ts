import type { HistoryView } from '#ipc/history-view.ts';
import type { activityMessages } from './messages.ts';

/** The text for what an entry did. Pure. */
export function verbKey({ verb, side, undoes }: HistoryView): keyof typeof activityMessages {
  if (undoes !== undefined) return 'undone';
  switch (verb) {
    case 'make-directory':
      return 'makeDirectory';
    case 'remove':
      return side === 'local' ? 'removeHere' : 'removeOnServer';
    case 'upload':
    case 'download':
    case 'conflict':
    case 'move':
    case 'unsync':
    case 'restore':
      return verb;
    default:
      return verb satisfies never;
  }
}
