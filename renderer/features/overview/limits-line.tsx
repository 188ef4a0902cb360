import { useCallback } from 'react';
import type { ReactNode } from 'react';
import type { SyncSettings } from '#policies/settings.ts';
import { parseTimeWindows } from '#policies/time-windows.ts';
import { formatSize, formatTimesOfWeek } from '../../i18n/formats.ts';
import { useLanguage, useText } from '../../i18n/language-context.tsx';
import { useDesktop } from '../../state/desktop-context.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { overviewMessages } from './messages.ts';

/**
 * Why syncing may be slow: the limits that a person or the organisation has set, and when they hold. Nothing where there
 * are none, or nobody can tell.
 */
export function LimitsLine(): ReactNode {
  const text = useText(overviewMessages);
  const language = useLanguage();
  const { api } = useDesktop();
  const [loaded] = useAnswer(useCallback(() => api.getSyncSettings({}), [api]));
  if (loaded.kind !== 'loaded') return null;
  const { limitUpBytesPerSecond: up, limitDownBytesPerSecond: down, limitWindows: times }: SyncSettings = loaded.value;
  const parts = [
    ...(up === undefined ? [] : [text('limitedUp', { size: formatSize(up, language) })]),
    ...(down === undefined ? [] : [text('limitedDown', { size: formatSize(down, language) })]),
  ];
  if (parts.length === 0) return null;
  const windows = times === undefined ? undefined : parseTimeWindows(times);
  if (windows !== undefined) parts.push(text('limitedTimes', { times: formatTimesOfWeek(windows, language) }));
  return <p className="kern-body kern-body--muted">{text('limited', { limits: parts.join(' · ') })}</p>;
}
