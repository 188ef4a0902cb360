import type { Language } from './text.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size as people read it; steps of 1,000, as the file managers of most systems show it. */
export function formatSize(sizeBytes: number, language: Language): string {
  const power = sizeBytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(sizeBytes) / 3));
  const value = sizeBytes / 1_000 ** power;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1,
  }).format(value);
}

/** A time of today as hours and minutes, another one with its day. Times in ms since the epoch. */
export function formatTime(timeMs: number, nowMs: number, language: Language): string {
  const isToday = new Date(timeMs).toDateString() === new Date(nowMs).toDateString();
  const format = new Intl.DateTimeFormat(
    language,
    isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  );
  return format.format(timeMs);
}
