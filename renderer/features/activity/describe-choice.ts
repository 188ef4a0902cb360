import type { HistoryView } from '#ipc/history-view.ts';
import { toVisibleText } from '#ipc/visible-text.ts';
import { formatSize } from '../../i18n/formats.ts';
import type { GetText, Language } from '../../i18n/text.ts';
import type { activityMessages } from './messages.ts';

/** What came of a choice of folders: one sentence for those that came, one for those that left. Pure. */
export function describeChoice(
  outcome: NonNullable<HistoryView['outcome']>,
  text: GetText<keyof typeof activityMessages>,
  language: Language,
): readonly string[] {
  return (['came', 'left'] as const).flatMap((half) => {
    const { count, directories, files, bytes } = outcome[half];
    if (count === 0) return [];
    const size = text(`${half}Size`, { files, size: formatSize(bytes, language) });
    const others = count - directories.length;
    const names = [
      directories.map(toVisibleText).join(', '),
      ...(others > 0 ? [text('partMore', { count: others })] : []),
    ];
    return [`${text(half, { count })}: ${names.join(' ')} (${size})`];
  });
}
