import type { Pause, PauseLength } from '#ipc/folder-view.ts';
import type { Policies } from '#policies/policies.ts';
import { isRestEnforced } from '#policies/policy-rules.ts';
import type { SyncSettings } from '#policies/settings.ts';
import type { TimeWindow } from '#policies/time-windows.ts';
import { findEnd, isInAny } from '#policies/time-windows.ts';
import type { AskedPause } from '../settings/host-settings.ts';

/** What the computer can afford. */
export interface Conditions {
  readonly isMetered: boolean;
  readonly isOnBattery: boolean;
}

export interface PauseInput {
  /** What a person asked for: of this folder, and of everything. */
  readonly asked: readonly (AskedPause | undefined)[];
  readonly conditions: Conditions;
  readonly settings: Pick<SyncSettings, 'shouldPauseOnMetered' | 'shouldPauseOnBattery'>;
  /** The clock shows a time at which nothing shall be synced, until then; without `untilMs` there is no end in sight. */
  readonly pauseTime: { readonly untilMs?: number } | undefined;
  /** A person said: sync all the same, while the conditions are as they are. */
  readonly isOverridden: boolean;
  /** The network wants a sign-in of its own before it lets anything through. */
  readonly isBehindPortal: boolean;
  /** Nobody knows what the organisation allows. */
  readonly isOrganisationUnreadable: boolean;
  /** What it enforces, nobody overrides. */
  readonly policies: Policies;
  readonly nowMs: number;
}

/** Where a person said: sync all the same, until the conditions change. */
export class Overridden {
  readonly #folderIds = new Set<string>();
  #isEverything = false;

  /** Without a folder: everything. */
  add(folderId: string | undefined): void {
    if (folderId === undefined) this.#isEverything = true;
    else this.#folderIds.add(folderId);
  }

  /** Without a folder: whether it was said of everything. */
  has(folderId: string | undefined): boolean {
    return this.#isEverything || (folderId !== undefined && this.#folderIds.has(folderId));
  }

  clear(): void {
    this.#folderIds.clear();
    this.#isEverything = false;
  }
}

const MINUTE_MS = 60_000;
const MORNING_HOUR = 7;

/** Why a sync folder rests now; undefined when it does not. What a person asked for counts first, the longest of it. Pure. */
export function decidePause(input: PauseInput): Pause | undefined {
  const { asked, nowMs } = input;
  if (input.isOrganisationUnreadable) return { why: 'organisation' };
  const open = asked.filter((pause) => pause !== undefined && !isOver(pause, nowMs));
  const endless = open.find((pause) => pause?.untilMs === undefined);
  if (endless !== undefined) return { why: 'person' };
  if (open.length > 0) {
    return { why: 'person', untilMs: Math.max(...open.flatMap((pause) => pause?.untilMs ?? [])) };
  }
  const why = listReasons(input).find((reason) => !input.isOverridden || isRestEnforced(reason, input.policies));
  return why === undefined ? undefined : { ...(why === 'clock' ? input.pauseTime : {}), why };
}

/** The rest that the clock of this computer asks for; undefined while it asks for none. */
export function findPauseTime(windows: readonly TimeWindow[], nowMs: number): PauseInput['pauseTime'] {
  if (!isInAny(windows, nowMs)) return undefined;
  const untilMs = findEnd(windows, nowMs);
  return untilMs === undefined ? {} : { untilMs };
}

/** What causes a rest without anybody asking for it, the strongest first. */
function listReasons({ conditions, settings, ...input }: PauseInput): readonly Exclude<Pause['why'], 'person'>[] {
  return [
    ...(input.isBehindPortal ? (['portal'] as const) : []),
    ...(input.pauseTime !== undefined ? (['clock'] as const) : []),
    ...(conditions.isMetered && settings.shouldPauseOnMetered ? (['metered'] as const) : []),
    ...(conditions.isOnBattery && settings.shouldPauseOnBattery ? (['battery'] as const) : []),
  ];
}

/** True once a pause has ended by itself. Pure. */
function isOver({ untilMs }: AskedPause, nowMs: number): boolean {
  return untilMs !== undefined && untilMs <= nowMs;
}

/** The pause that ends later; one without an end is the longest. Pure. */
export function toLongerPause(one: AskedPause | undefined, other: AskedPause): AskedPause {
  if (one === undefined) return other;
  if (one.untilMs === undefined || other.untilMs === undefined) return {};
  return { untilMs: Math.max(one.untilMs, other.untilMs) };
}

/** The pause that a person asks for at a time; mornings are those of this computer's time zone. */
export function toAskedPause(length: PauseLength, nowMs: number): AskedPause {
  switch (length) {
    case 'minutes-30':
      return { untilMs: nowMs + 30 * MINUTE_MS };
    case 'hours-2':
      return { untilMs: nowMs + 120 * MINUTE_MS };
    case 'tomorrow': {
      const morning = new Date(nowMs);
      morning.setDate(morning.getDate() + 1);
      morning.setHours(MORNING_HOUR, 0, 0, 0);
      return { untilMs: morning.getTime() };
    }
    case 'until-resumed':
      return {};
    default:
      return length satisfies never;
  }
}
