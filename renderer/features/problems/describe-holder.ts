import type { LockView, WhyCode } from '#ipc/path-view.ts';
import type { HolderView } from '#ipc/user-error.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { formatTime } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import type { GetText, Language } from '../../i18n/text.ts';
import { usePersonWords } from '../../state/use-person-words.ts';
import { problemViewMessages } from './messages.ts';

/** How a holder is put into words. */
export interface HolderWords {
  readonly text: GetText<keyof typeof problemViewMessages>;
  readonly language: Language;
  readonly nowMs: number;
  readonly toPerson: (name: string) => string;
}

/** Who has an item open or locked, and since when. */
export function describeHolder({ name, sinceMs }: HolderView, words: HolderWords): string {
  const { text, language, nowMs, toPerson } = words;
  const person = toPerson(name);
  return sinceMs === undefined
    ? text('heldBy', { person })
    : text('heldBySince', { person, time: formatTime(sinceMs, nowMs, language) });
}

/** Who keeps others from writing to an item, and what that means for whoever asks. */
export function describeLock(lock: LockView, words: HolderWords): string {
  const { text, language, nowMs, toPerson } = words;
  switch (lock.kind) {
    case 'own':
      return text('lockedByYou', { time: formatTime(lock.sinceMs, nowMs, language) });
    case 'own-elsewhere':
      return text('lockedByYouElsewhere');
    case 'other': {
      if (lock.holder === undefined) return text('lockedBySomeone');
      const { name, sinceMs } = lock.holder;
      const person = toPerson(name);
      if (sinceMs === undefined) return text('lockedBy', { person });
      return text('lockedBySince', { person, time: formatTime(sinceMs, nowMs, language) });
    }
    default:
      return lock satisfies never;
  }
}

/**
 * Who has an item open, and since when. A lock on the server that bears one's own name is of another device; what an
 * office program here says is of somebody at this computer, or at a drive that it shares with others.
 */
export function useHolderWords(folderId: string, code: WhyCode): HolderWords {
  const text = useText(problemViewMessages);
  const language = useLanguage();
  const toWords = usePersonWords();
  const toPerson = (name: string): string =>
    code === 'local-file-busy' ? toVisibleText(name) : toWords(folderId, name);
  return { text, language, nowMs: Date.now(), toPerson };
}
