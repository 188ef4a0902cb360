import { toSizeText } from '#ipc/size-text.ts';
import type { TimeWindow } from '#policies/time-windows.ts';
import { toClock, toDayRuns } from '#policies/time-windows.ts';
import type { Language } from './text.ts';

/** English as in Europe: the day before the month, and 24 hours. */
const LOCALES = { de: 'de-DE', en: 'en-GB' } as const satisfies Readonly<Record<Language, string>>;

/** A size as people read it. */
export function formatSize(sizeBytes: number, language: Language): string {
  return toSizeText(sizeBytes, LOCALES[language]);
}

function isSameDay(timeMs: number, otherMs: number): boolean {
  return new Date(timeMs).toDateString() === new Date(otherMs).toDateString();
}

/** A time for the middle of a sentence: of today its hours and minutes, else with its day; `day` chooses the word before it. */
export function toTimeWords(
  timeMs: number,
  nowMs: number,
  language: Language,
): { readonly day: 'today' | 'other'; readonly time: string } {
  const isToday = isSameDay(timeMs, nowMs);
  const style = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'long', timeStyle: 'short' } as const);
  return {
    day: isToday ? 'today' : 'other',
    time: new Intl.DateTimeFormat(LOCALES[language], style).format(timeMs),
  };
}

/** A time of today as hours and minutes, another one with its day. Times in ms since the epoch. */
export function formatTime(timeMs: number, nowMs: number, language: Language): string {
  const isToday = isSameDay(timeMs, nowMs);
  const format = new Intl.DateTimeFormat(
    LOCALES[language],
    isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  );
  return format.format(timeMs);
}

/** A Monday. */
const FIRST_DAY_MS = Date.UTC(2024, 0, 1);

/** A day of the week, 1 is Monday: „Mo“ or „Montag“. */
export function formatWeekday(day: number, language: Language, style: 'short' | 'long'): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { weekday: style, timeZone: 'UTC' });
  return format.format(FIRST_DAY_MS + (day - 1) * 86_400_000);
}

/** Times of the week: „Mo–Fr 08:00–17:00; Sa, So 00:00–24:00“. */
export function formatTimesOfWeek(windows: readonly TimeWindow[], language: Language): string {
  const toSpan = (from: string, to: string): string => (from === to ? from : `${from}–${to}`);
  const toName = (day: number): string => formatWeekday(day, language, 'short');
  return windows
    .map(({ days, startMinute, endMinute }) => {
      const names = toDayRuns(days).map(([first, last]) => toSpan(toName(first), toName(last)));
      return `${names.join(', ')} ${toSpan(toClock(startMinute), toClock(endMinute))}`;
    })
    .join('; ');
}

/** A length of time in its largest fitting unit: seconds, minutes or hours. */
export function formatDuration(durationMs: number, language: Language): string {
  const minutes = durationMs / 60_000;
  const [value, unit] =
    minutes < 1 ? [durationMs / 1_000, 'second'] : minutes < 90 ? [minutes, 'minute'] : [minutes / 60, 'hour'];
  return new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.max(1, Math.round(value)),
  );
}

/** A day and a time to the minute, in figures: „27.12.2026, 09:30“. */
export function formatMinute(timeMs: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' }).format(timeMs);
}

/** A day and a time, always with both. Times in ms since the epoch. */
export function formatMoment(timeMs: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'medium' }).format(timeMs);
}

const JUST_NOW = { de: 'gerade eben', en: 'just now' } as const satisfies Readonly<Record<Language, string>>;

/** How long ago something was, in days at most: „vor 3 Stunden“. */
export function formatAgo(timeMs: number, nowMs: number, language: Language): string {
  const minutes = Math.round((timeMs - nowMs) / 60_000);
  if (minutes === 0) return JUST_NOW[language];
  const format = new Intl.RelativeTimeFormat(LOCALES[language], { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 24 ? format.format(hours, 'hour') : format.format(Math.round(hours / 24), 'day');
}
