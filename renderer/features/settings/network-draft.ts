import type { SyncSettings } from '#policies/settings.ts';
import { parseLimit, toLimitText } from './limit.ts';
import { readWindowsDraft, toWindowsDraft } from './windows-draft.ts';
import type { WindowsDraft } from './windows-draft.ts';

/** The form of limits and pauses as a person has filled it in. */
export interface NetworkDraft extends Pick<SyncSettings, 'shouldPauseOnMetered' | 'shouldPauseOnBattery'> {
  readonly limitUp: string;
  readonly limitDown: string;
  readonly limitTimes: WindowsDraft;
  readonly pauseTimes: WindowsDraft;
}

/** The form as it is filled in at first. */
export function toNetworkDraft(stored: SyncSettings): NetworkDraft {
  const { shouldPauseOnMetered, shouldPauseOnBattery } = stored;
  return {
    limitUp: toLimitText(stored.limitUpBytesPerSecond),
    limitDown: toLimitText(stored.limitDownBytesPerSecond),
    limitTimes: toWindowsDraft(stored.limitWindows),
    pauseTimes: toWindowsDraft(stored.pauseWindows),
    shouldPauseOnMetered,
    shouldPauseOnBattery,
  };
}

/** What of the settings the form decides; undefined while a part of it cannot be taken. */
export function readNetworkDraft(draft: NetworkDraft): Partial<SyncSettings> | undefined {
  const { shouldPauseOnMetered, shouldPauseOnBattery } = draft;
  const [limitUp, limitDown] = [parseLimit(draft.limitUp), parseLimit(draft.limitDown)];
  const [limitTimes, pauseTimes] = [readWindowsDraft(draft.limitTimes), readWindowsDraft(draft.pauseTimes)];
  if (limitUp === 'invalid' || limitDown === 'invalid') return undefined;
  if (limitTimes === undefined || pauseTimes === undefined) return undefined;
  return {
    limitUpBytesPerSecond: limitUp,
    limitDownBytesPerSecond: limitDown,
    limitWindows: limitTimes.text,
    pauseWindows: pauseTimes.text,
    shouldPauseOnMetered,
    shouldPauseOnBattery,
  };
}
