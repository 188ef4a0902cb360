import { z } from 'zod';
import type { AppState } from '#ipc/app-state.ts';
import { countWaiting } from './waiting.ts';
import type { ShellSettings } from '#policies/settings.ts';

/** Something that is worth an interruption. */
export type Notice =
  | { readonly kind: 'decisions'; readonly count: number }
  /** They, or a pause without an end, have been there for a day since they were last told. */
  | { readonly kind: 'reminder'; readonly decisions: number; readonly isPaused: boolean }
  | { readonly kind: 'failure'; readonly folder: string; readonly sinceMs: number };

const timeMsSchema = z.number().nonnegative();

/** What has been told, so that nothing is told twice; also by the next start of the program. */
export const noticeMemorySchema = z.object({
  /** Times of the notices of the last hour, in ms since the epoch. */
  toldAtMs: z.array(timeMsSchema).max(100).readonly(),
  /** Decisions that a person has been told of. */
  decisions: z.number().int().nonnegative(),
  /** When somebody was last told what waits for them, or since when it waits; undefined while nothing does. */
  waitingSinceMs: timeMsSchema.optional(),
  /** Folders whose failure has been told, by the time since when it lasts. */
  failures: z.array(z.string()).max(1_000).readonly(),
});
export type NoticeMemory = z.infer<typeof noticeMemorySchema>;

export const NOTHING_TOLD: NoticeMemory = { toldAtMs: [], decisions: 0, failures: [] };

const HOUR_MS = 3_600_000;
const MAX_PER_HOUR = 3;

/** What mends itself within this time is nobody's business. */
const FAILURE_MS = 600_000;

/** What waits is brought to mind once a day. */
const REMINDER_MS = 24 * HOUR_MS;

export interface NoticeInput {
  readonly state: AppState;
  readonly settings: ShellSettings['notifications'];
  /** The window is open, or the system wants quiet: nothing is told, and nothing is marked as told. */
  readonly isQuiet: boolean;
  readonly nowMs: number;
}

/**
 * What to tell now: new decisions as one notice, what still waits after a day as one, failures of more than ten minutes
 * once each, three an hour at most. What did not fit is told later, if it is still true. Pure.
 */
export function decideNotices(
  memory: NoticeMemory,
  { state, settings, isQuiet, nowMs }: NoticeInput,
): { readonly memory: NoticeMemory; readonly notices: readonly Notice[] } {
  const waiting = findWaiting(state);
  const failing = state.folders.flatMap(({ folderId, name, failingSinceMs }) =>
    failingSinceMs !== undefined && nowMs - failingSinceMs >= FAILURE_MS
      ? [{ key: `${folderId} ${failingSinceMs}`, name, sinceMs: failingSinceMs }]
      : [],
  );
  // A clock that was in the future must not silence the program until then.
  const toldAtMs = memory.toldAtMs.filter((timeMs) => timeMs <= nowMs && nowMs - timeMs < HOUR_MS);
  const isWaiting = waiting.decisions > 0 || waiting.isPaused;
  // Decided ones make room for new ones.
  const known: NoticeMemory = {
    toldAtMs,
    decisions: Math.min(memory.decisions, waiting.decisions),
    failures: memory.failures,
    ...(isWaiting ? { waitingSinceMs: Math.min(memory.waitingSinceMs ?? nowMs, nowMs) } : {}),
  };
  if (isQuiet) return { memory: known, notices: [] };
  const wanted: readonly Notice[] = [
    ...(settings.decisions ? findDecisionNotice(known, waiting, nowMs) : []),
    ...(settings.failures ? failing : [])
      .filter(({ key }) => !known.failures.includes(key))
      .map(({ name, sinceMs }) => ({ kind: 'failure', folder: name, sinceMs }) as const),
  ];
  const notices = wanted.slice(0, Math.max(0, MAX_PER_HOUR - toldAtMs.length));
  const toldFailures = failing.filter(({ name, sinceMs }) =>
    notices.some((notice) => notice.kind === 'failure' && notice.folder === name && notice.sinceMs === sinceMs),
  );
  const isToldOfWaiting = notices.some(({ kind }) => kind !== 'failure');
  return {
    notices,
    memory: {
      ...known,
      toldAtMs: [...toldAtMs, ...notices.map(() => nowMs)],
      ...(isToldOfWaiting ? { decisions: waiting.decisions, waitingSinceMs: nowMs } : {}),
      failures: [
        ...known.failures.filter((key) => failing.some((failure) => failure.key === key)),
        ...toldFailures.map(({ key }) => key),
      ],
    },
  };
}

interface Waiting {
  readonly decisions: number;
  /** A person paused without saying until when, and may have forgotten it. */
  readonly isPaused: boolean;
}

function findWaiting({ folders, pause }: AppState): Waiting {
  return {
    decisions: countWaiting(folders),
    isPaused: pause?.why === 'person' && pause.untilMs === undefined,
  };
}

/** One notice at most: what is new says what is old, too. */
function findDecisionNotice(known: NoticeMemory, waiting: Waiting, nowMs: number): readonly Notice[] {
  if (waiting.decisions > known.decisions) return [{ kind: 'decisions', count: waiting.decisions }];
  const sinceMs = known.waitingSinceMs ?? nowMs;
  return nowMs - sinceMs >= REMINDER_MS ? [{ kind: 'reminder', ...waiting }] : [];
}
