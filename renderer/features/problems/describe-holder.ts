import type { LockView } from '#ipc/path-view.ts';
import type { HolderView } from '#ipc/user-error.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { formatTime } from '../../i18n/formats.ts';
import type { GetText, Language } from '../../i18n/text.ts';
import type { problemViewMessages } from './messages.ts';

/** How a holder is put into words. */
export interface HolderWords {
  readonly text: GetText<keyof typeof problemViewMessages>;
  readonly language: Language;
  readonly nowMs: number;
}

/** Who has an item open or locked, and since when. What others have chosen as their name cannot turn the sentence. */
export function describeHolder({ name, sinceMs }: HolderView, { text, language, nowMs }: HolderWords): string {
  const person = toVisibleText(name);
  return sinceMs === undefined
    ? text('heldBy', { person })
    : text('heldBySince', { person, time: formatTime(sinceMs, nowMs, language) });
}

/** Who keeps others from writing to an item, and what that means for whoever asks. */
export function describeLock(lock: LockView, words: HolderWords): string {
  const { text, language, nowMs } = words;
  switch (lock.kind) {
    case 'own':
      return text('lockedByYou', { time: formatTime(lock.sinceMs, nowMs, language) });
    case 'own-elsewhere':
      return text('lockedByYouElsewhere');
    case 'other': {
      if (lock.holder === undefined) return text('lockedBySomeone');
      const { name, sinceMs } = lock.holder;
      const person = toVisibleText(name);
      if (sinceMs === undefined) return text('lockedBy', { person });
      return text('lockedBySince', { person, time: formatTime(sinceMs, nowMs, language) });
    }
    default:
      return lock satisfies never;
  }
}
