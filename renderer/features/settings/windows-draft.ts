import type { TimeWindow } from '#policies/time-windows.ts';
import { formatTimeWindows, parseTimeWindows, toClock } from '#policies/time-windows.ts';

/** A time of the week as a person fills it in. Times are `hh:mm`, or empty. */
export interface WindowDraft {
  /** Tells it from the others for as long as the form is open. */
  readonly key: number;
  readonly days: readonly number[];
  readonly from: string;
  /** `00:00` is the end of the day. */
  readonly to: string;
}

/** The times of one setting. What was stored and cannot be read stays as it is until a person takes it away. */
export interface WindowsDraft {
  readonly unreadable: string | undefined;
  readonly windows: readonly WindowDraft[];
}

/** What cannot be taken of a time. */
export type WindowFault = 'daysMissing' | 'timeMissing' | 'timesEqual';

const MIDNIGHT = '00:00';
const DAY_MINUTES = 24 * 60;

/** The form as it is filled in at first. */
export function toWindowsDraft(stored: string | undefined): WindowsDraft {
  const windows = stored === undefined ? [] : parseTimeWindows(stored);
  if (windows === undefined) return { unreadable: stored, windows: [] };
  const drafts = windows.map(({ days, startMinute, endMinute }, key) => {
    return { key, days, from: toClock(startMinute), to: toClock(endMinute % DAY_MINUTES) };
  });
  return { unreadable: undefined, windows: drafts };
}

/** What is proposed when a time is added. */
export type ProposedWindow = Omit<WindowDraft, 'key'>;

/** The hours in which offices work: others need the line then, too. */
export const OFFICE_HOURS: ProposedWindow = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' };

/** When nobody works: a pause that is saved by mistake keeps nobody from working. */
export const NIGHT: ProposedWindow = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' };

/** With one more, which has a key of its own. */
export function withWindow(draft: WindowsDraft, proposed: ProposedWindow): WindowsDraft {
  const key = Math.max(-1, ...draft.windows.map((window) => window.key)) + 1;
  return { ...draft, windows: [...draft.windows, { ...proposed, key }] };
}

export function findWindowFault({ days, from, to }: WindowDraft): WindowFault | undefined {
  if (days.length === 0) return 'daysMissing';
  if (from === '' || to === '') return 'timeMissing';
  return from === to && to !== MIDNIGHT ? 'timesEqual' : undefined;
}

/** True when it goes on until the next day. */
export function endsNextDay({ from, to }: WindowDraft): boolean {
  return to !== MIDNIGHT && from !== '' && to !== '' && to < from;
}

/** What is stored, with no text for no times; undefined while a part of it cannot be taken. */
export function readWindowsDraft({
  unreadable,
  windows,
}: WindowsDraft): { readonly text: string | undefined } | undefined {
  if (unreadable !== undefined || windows.some((window) => findWindowFault(window) !== undefined)) return undefined;
  return { text: formatTimeWindows(windows.map(toWindow)) };
}

function toWindow({ days, from, to }: WindowDraft): TimeWindow {
  return { days, startMinute: toMinute(from), endMinute: to === MIDNIGHT ? DAY_MINUTES : toMinute(to) };
}

function toMinute(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
