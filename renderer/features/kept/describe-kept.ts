import type { KeptView } from '#ipc/history-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { formatMoment, formatSize, formatTime } from '../../i18n/formats.ts';
import type { GetText, Language } from '../../i18n/text.ts';
import type { PlacedVersion } from './group-kept.ts';
import type { keptMessages } from './messages.ts';

/** In which words a kept version is told, and when. */
export interface KeptWords {
  readonly text: GetText<keyof typeof keptMessages>;
  readonly language: Language;
  readonly nowMs: number;
}

/** Which version it is, why it is here, and how long: what tells it from others of the same file. Pure. */
export function describeKept(kept: PlacedVersion, words: KeptWords): readonly string[] {
  const { text, language, nowMs } = words;
  const { number, count, keptAtMs, keptUntilMs, freedFromMs } = kept;
  const toTime = (timeMs: number): string => formatTime(timeMs, nowMs, language);
  return [
    text(count === 1 ? 'version' : 'oneOfVersions', {
      number,
      count,
      modified: formatMoment(kept.modifiedAtMs, language),
      size: formatSize(kept.sizeBytes, language),
    }),
    text(`for-${kept.reason}`),
    text(toKeptKey(kept, nowMs), {
      since: toTime(keptAtMs),
      until: toTime(keptUntilMs),
      early: toTime(freedFromMs ?? keptUntilMs),
    }),
    ...(kept.away === undefined ? [] : [text('away', { folder: toVisibleText(kept.away) })]),
  ];
}

/** What the server has as well goes earlier; what is here after that, the server did not show to have when it was asked. */
function toKeptKey({ freedFromMs }: KeptView, nowMs: number): 'kept' | 'keptUnlessServer' | 'keptWhileAway' {
  if (freedFromMs === undefined) return 'kept';
  return freedFromMs > nowMs ? 'keptUnlessServer' : 'keptWhileAway';
}
