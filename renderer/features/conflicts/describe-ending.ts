import type { ConflictEnding } from '#ipc/conflict-view.ts';
import { formatMinute, formatTime } from '../../i18n/formats.ts';
import type { GetText, Language } from '../../i18n/text.ts';
import type { conflictMessages } from './messages.ts';

/** In which words an ending is told, and when. */
export interface EndingWords {
  readonly text: GetText<keyof typeof conflictMessages>;
  readonly language: Language;
  readonly nowMs: number;
}

/** How two versions came to an end: what was decided or happened, when, and until when it can be taken back. Pure. */
export function describeEnding(
  { ending, isSecondOnlyHere }: { readonly ending: ConflictEnding; readonly isSecondOnlyHere: boolean },
  { text, language, nowMs }: EndingWords,
): readonly string[] {
  const time = formatTime(ending.atMs, nowMs, language);
  if (ending.kind === 'by-itself') return [text(`ended-${ending.why}`, { time })];
  const until = formatMinute(ending.undoUntilMs, language);
  const how = ending.how === 'both' && isSecondOnlyHere ? 'both-here' : ending.how;
  return [text(`ended-${how}`, { time }), text('undoUntil', { until })];
}
