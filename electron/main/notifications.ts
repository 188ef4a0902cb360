import type { AppState } from '#ipc/app-state.ts';
import type { ShellSettings } from '#ipc/settings.ts';

/** Something that is worth an interruption. */
export type Notice =
  | { readonly kind: 'decisions'; readonly count: number }
  | { readonly kind: 'failure'; readonly folder: string; readonly sinceMs: number };

/** What has been told, so that nothing is told twice. */
export interface NoticeMemory {
  /** Times of the notices of the last hour, in ms since the epoch. */
  readonly toldAtMs: readonly number[];
  /** Decisions that a person has been told of. */
  readonly decisions: number;
  /** Folders whose failure has been told, by the time since when it lasts. */
  readonly failures: readonly string[];
}

export const NOTHING_TOLD: NoticeMemory = { toldAtMs: [], decisions: 0, failures: [] };

const HOUR_MS = 3_600_000;
const MAX_PER_HOUR = 3;

/** What mends itself within this time is nobody's business. */
const FAILURE_MS = 600_000;

export interface NoticeInput {
  readonly state: AppState;
  readonly settings: ShellSettings['notifications'];
  /** The window is open, or the system wants quiet: nothing is told, and nothing is marked as told. */
  readonly isQuiet: boolean;
  readonly nowMs: number;
}

/**
 * What to tell now: new decisions as one notice, failures of more than ten minutes once each, three an hour at most.
 * What did not fit is told later, if it is still true. Pure.
 */
export function decideNotices(
  memory: NoticeMemory,
  { state, settings, isQuiet, nowMs }: NoticeInput,
): { readonly memory: NoticeMemory; readonly notices: readonly Notice[] } {
  const decisions = state.folders.reduce((sum, folder) => sum + folder.decisions + folder.conflicts, 0);
  const failing = state.folders.flatMap(({ folderId, name, failingSinceMs }) =>
    failingSinceMs !== undefined && nowMs - failingSinceMs >= FAILURE_MS
      ? [{ key: `${folderId} ${failingSinceMs}`, name, sinceMs: failingSinceMs }]
      : [],
  );
  const toldAtMs = memory.toldAtMs.filter((timeMs) => nowMs - timeMs < HOUR_MS);
  // Decided ones make room for new ones.
  const known = { toldAtMs, decisions: Math.min(memory.decisions, decisions), failures: memory.failures };
  if (isQuiet) return { memory: known, notices: [] };
  const wanted: readonly Notice[] = [
    ...(settings.decisions && decisions > known.decisions ? [{ kind: 'decisions', count: decisions } as const] : []),
    ...(settings.failures ? failing : [])
      .filter(({ key }) => !known.failures.includes(key))
      .map(({ name, sinceMs }) => ({ kind: 'failure', folder: name, sinceMs }) as const),
  ];
  const notices = wanted.slice(0, Math.max(0, MAX_PER_HOUR - toldAtMs.length));
  const toldFailures = failing.filter(({ name, sinceMs }) =>
    notices.some((notice) => notice.kind === 'failure' && notice.folder === name && notice.sinceMs === sinceMs),
  );
  return {
    notices,
    memory: {
      toldAtMs: [...toldAtMs, ...notices.map(() => nowMs)],
      decisions: notices.some(({ kind }) => kind === 'decisions') ? decisions : known.decisions,
      failures: [
        ...known.failures.filter((key) => failing.some((failure) => failure.key === key)),
        ...toldFailures.map(({ key }) => key),
      ],
    },
  };
}
