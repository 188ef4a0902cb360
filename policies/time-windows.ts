/** A part of the week on the wall clock, e.g. Monday to Friday from 8 to 17. Minutes count from midnight. */
export interface TimeWindow {
  /** 1 is Monday, 7 is Sunday. The day on which the window begins. */
  readonly days: readonly number[];
  readonly startMinute: number;
  /** Not part of it. Not after the start: it ends on the next day. */
  readonly endMinute: number;
}

/** So many windows a setting can have: more than anybody reads. */
export const MOST_WINDOWS = 100;

/** So long, in characters, the text of windows may be: the longest of the most that a setting can have find room in it. */
export const LONGEST_WINDOWS = 5_000;

const DAY_MINUTES = 24 * 60;
const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const WEEK_AND_A_DAY = [0, ...ALL_DAYS];

/** Beginnings of the names of days, German and English. */
const DAY_NAMES: readonly (readonly string[])[] = [
  ['mo', 'mon'],
  ['di', 'tu', 'tue'],
  ['mi', 'we', 'wed'],
  ['do', 'th', 'thu'],
  ['fr', 'fri'],
  ['sa', 'sat'],
  ['so', 'su', 'sun'],
];

/**
 * Reads windows as people write them: `08:00-17:00`, `mo-fr 08:00-17:00`, `sa,so 00:00-24:00`, several with `;` between
 * them. Undefined when any part cannot be read.
 */
export function parseTimeWindows(text: string): readonly TimeWindow[] | undefined {
  const windows = text.split(';').map((part) => parseTimeWindow(part.trim()));
  return windows.every((window) => window !== undefined) ? windows : undefined;
}

function parseTimeWindow(text: string): TimeWindow | undefined {
  const match = /^(?:([a-z,-]+)\s+)?(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/i.exec(text);
  if (match === null) return undefined;
  const [, dayText, ...clock] = match;
  const [startHour = 0, startPart = 0, endHour = 0, endPart = 0] = clock.map(Number);
  const days = dayText === undefined ? ALL_DAYS : parseDays(dayText.toLowerCase());
  const [startMinute, endMinute] = [startHour * 60 + startPart, endHour * 60 + endPart];
  const isOnClock = startMinute < DAY_MINUTES && endMinute <= DAY_MINUTES && startPart < 60 && endPart < 60;
  if (days === undefined || !isOnClock || startMinute === endMinute) return undefined;
  return { days, startMinute, endMinute };
}

function parseDays(text: string): readonly number[] | undefined {
  const days = new Set<number>();
  for (const part of text.split(',')) {
    const [first, last, extra] = part
      .split('-')
      .map((name) => DAY_NAMES.findIndex((names) => names.includes(name)) + 1);
    if (first === undefined || first === 0 || last === 0 || extra !== undefined) return undefined;
    // From Saturday to Monday goes over the end of the week.
    for (let day = first; ; day = (day % 7) + 1) {
      days.add(day);
      if (day === (last ?? first)) break;
    }
  }
  return [...days];
}

/**
 * Writes windows so that `parseTimeWindows` reads the same ones: `mo-fr 08:00-17:00; sa,so 00:00-24:00`. Undefined for
 * none.
 */
export function formatTimeWindows(windows: readonly TimeWindow[]): string | undefined {
  if (windows.length === 0) return undefined;
  return windows
    .map(({ days, startMinute, endMinute }) => `${toDayText(days)} ${toClock(startMinute)}-${toClock(endMinute)}`)
    .join('; ');
}

/** Days that follow each other, by the first and the last of them. */
export type DayRun = readonly [first: number, last: number];

/** Monday to Friday and Sunday are `[[1, 5], [7, 7]]`. Two days are no run. */
export function toDayRuns(days: readonly number[]): readonly DayRun[] {
  const runs: [number, number][] = [];
  for (const day of [...new Set(days)].toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.[1] === day - 1) run[1] = day;
    else runs.push([day, day]);
  }
  const single = (day: number): DayRun => [day, day];
  return runs.flatMap<DayRun>((run) => (run[1] === run[0] + 1 ? run.map(single) : [run]));
}

/** Minutes since midnight as `hh:mm`; the end of a day is `24:00`. */
export function toClock(minute: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

function toDayText(days: readonly number[]): string {
  const toName = (day: number): string => DAY_NAMES[day - 1]?.[0] ?? '';
  return toDayRuns(days)
    .map(([first, last]) => (first === last ? toName(first) : `${toName(first)}-${toName(last)}`))
    .join(',');
}

/**
 * True when the time lies in one of the windows, as the clocks in that zone show it: when they are put forward or back,
 * the window moves with them. Pure but for the zone of this computer, which is only asked for when there are windows: to
 * find it is a twentieth of what a short command takes.
 *
 * @param timeZone IANA name, e.g. `Europe/Berlin`; that of this computer when undefined.
 */
export function isInAny(windows: readonly TimeWindow[], timeMs: number, timeZone?: string): boolean {
  if (windows.length === 0) return false;
  const { day, minute } = readWallClock(timeMs, timeZone);
  const dayBefore = day === 1 ? 7 : day - 1;
  return windows.some(({ days, startMinute, endMinute }) => {
    if (endMinute > startMinute) return days.includes(day) && minute >= startMinute && minute < endMinute;
    return (days.includes(day) && minute >= startMinute) || (days.includes(dayBefore) && minute < endMinute);
  });
}

/**
 * When the windows that hold this time are over, in ms since the epoch, by the clocks of this computer; undefined when
 * none of them ends within a week. Pure but for the time zone.
 */
export function findEnd(windows: readonly TimeWindow[], timeMs: number): number | undefined {
  const today = new Date(timeMs);
  const [year, month, date] = [today.getFullYear(), today.getMonth(), today.getDate()];
  const ends = WEEK_AND_A_DAY.flatMap((day) =>
    windows.map(({ endMinute }) => new Date(year, month, date + day, 0, endMinute).getTime()),
  );
  return ends.toSorted((a, b) => a - b).find((endMs) => endMs > timeMs && !isInAny(windows, endMs));
}

function readWallClock(timeMs: number, timeZone?: string): { readonly day: number; readonly minute: number } {
  const format = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const parts = new Intl.DateTimeFormat('en-GB', format).formatToParts(timeMs);
  const read = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const day = DAY_NAMES.findIndex((names) => names.includes(read('weekday').toLowerCase())) + 1;
  return { day, minute: Number(read('hour')) * 60 + Number(read('minute')) };
}
