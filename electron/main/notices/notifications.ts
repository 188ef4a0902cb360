import { findMatters } from './notice-matters.ts';
import type { Present } from './notice-matters.ts';
import type { Notice, NoticeMemory } from './notice.ts';

const HOUR_MS = 3_600_000;
const MAX_PER_HOUR = 3;

export interface NoticeInput extends Present {
  /** A person looks at the window: nothing is told, and nothing is marked as told. */
  readonly isQuiet: boolean;
}

/**
 * What to tell now: sign-ins that are needed, new decisions, failures and problems of more than ten minutes, two
 * versions, and what still waits after a day. Each kind is one notice, and three come in an hour at most. What did not
 * fit is told later, if it is still true. Pure.
 */
export function decideNotices(
  memory: NoticeMemory,
  { state, settings, isQuiet, nowMs }: NoticeInput,
): { readonly memory: NoticeMemory; readonly notices: readonly Notice[] } {
  // A clock that was in the future must not silence the program until then.
  const toldAtMs = memory.toldAtMs.filter((timeMs) => timeMs <= nowMs && nowMs - timeMs < HOUR_MS);
  const { known, matters } = findMatters({ ...memory, toldAtMs }, { state, settings, nowMs });
  if (isQuiet) return { memory: known, notices: [] };
  const told = matters.slice(0, Math.max(0, MAX_PER_HOUR - toldAtMs.length));
  return {
    notices: told.map(({ notice }) => notice),
    memory: {
      ...told.reduce<NoticeMemory>((before, { remember }) => ({ ...before, ...remember }), known),
      toldAtMs: [...toldAtMs, ...told.map(() => nowMs)],
    },
  };
}
