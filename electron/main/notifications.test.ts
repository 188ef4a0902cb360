import { describe, expect, it } from 'vitest';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { FolderView } from '#ipc/folder-view.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import type { NoticeInput, NoticeMemory } from './notifications.ts';
import { decideNotices, noticeMemorySchema, NOTHING_TOLD } from './notifications.ts';

const NOW_MS = 1_000_000_000;
const MINUTE_MS = 60_000;

function stateOf(...folders: readonly Partial<FolderView>[]): AppState {
  return {
    hostId: 'h',
    revision: 1,
    accounts: [],
    recent: [],
    folders: folders.map((more, index) => sampleFolder({ folderId: `f${index}`, name: `Ordner ${index}`, ...more })),
  };
}

function decide(memory: NoticeMemory, state: AppState, more: Partial<NoticeInput> = {}) {
  const { notifications: settings } = DEFAULT_SHELL_SETTINGS;
  return decideNotices(memory, { state, settings, isQuiet: false, nowMs: NOW_MS, ...more });
}

describe('a notification', () => {
  it('comes although the clock was in the future when the last ones were told', () => {
    const future = NOW_MS + 365 * 24 * 60 * MINUTE_MS;
    const memory: NoticeMemory = { ...NOTHING_TOLD, toldAtMs: [future, future, future], waitingSinceMs: future };

    const told = decide(memory, stateOf({ decisions: 1 }));

    expect(told.notices).toEqual([{ kind: 'decisions', count: 1 }]);
    expect(decide({ ...memory, decisions: 1 }, stateOf({ decisions: 1 })).memory.waitingSinceMs).toBe(NOW_MS);
  });

  it('bundles all decisions, and tells each of them once', () => {
    const first = decide(NOTHING_TOLD, stateOf({ decisions: 2 }, { conflicts: 3 }));
    const second = decide(first.memory, stateOf({ decisions: 2 }, { conflicts: 3 }));
    const more = decide(second.memory, stateOf({ decisions: 3 }, { conflicts: 3 }));

    expect([first.notices, second.notices, more.notices]).toEqual([
      [{ kind: 'decisions', count: 5 }],
      [],
      [{ kind: 'decisions', count: 6 }],
    ]);
  });

  it('tells a new decision after older ones were decided', () => {
    const told = decide(NOTHING_TOLD, stateOf({ decisions: 2 }));
    const decided = decide(told.memory, stateOf({ decisions: 0 }));

    expect(decide(decided.memory, stateOf({ decisions: 1 })).notices).toEqual([{ kind: 'decisions', count: 1 }]);
  });

  it('brings to mind once a day what still waits, decisions and a pause without an end in one', () => {
    const day = 24 * 60 * MINUTE_MS;
    const waiting: AppState = { ...stateOf({ decisions: 2 }), pause: { why: 'person' } };
    let memory = decide(NOTHING_TOLD, waiting).memory;
    const told = [1, 23, 24, 25, 47, 48].map((hours) => {
      const decided = decide(memory, waiting, { nowMs: NOW_MS + hours * 60 * MINUTE_MS });
      memory = decided.memory;
      return decided.notices;
    });

    const reminder = [{ kind: 'reminder', decisions: 2, isPaused: true }];
    expect(told).toEqual([[], [], reminder, [], [], reminder]);
    const decided = decide(memory, stateOf({}), { nowMs: NOW_MS + 3 * day });
    expect(decide(decided.memory, stateOf({}), { nowMs: NOW_MS + 9 * day }).notices).toEqual([]);
  });

  it('is not repeated by the next start of the program', () => {
    const { memory } = decide(NOTHING_TOLD, stateOf({ decisions: 2 }));

    const kept = noticeMemorySchema.parse(JSON.parse(JSON.stringify(memory)));

    expect(decide(kept, stateOf({ decisions: 2 })).notices).toEqual([]);
  });

  it('tells a failure after ten minutes, once for each time that it comes', () => {
    const sinceMs = NOW_MS - 10 * MINUTE_MS;
    const early = decide(NOTHING_TOLD, stateOf({ failingSinceMs: sinceMs + 1 }));
    const late = decide(early.memory, stateOf({ failingSinceMs: sinceMs }));
    const still = decide(late.memory, stateOf({ failingSinceMs: sinceMs }), { nowMs: NOW_MS + MINUTE_MS });
    const again = decide(still.memory, stateOf({ failingSinceMs: sinceMs + MINUTE_MS }), { nowMs: NOW_MS + MINUTE_MS });

    expect([early, late, still, again].map(({ notices }) => notices.length)).toEqual([0, 1, 0, 1]);
  });

  it('comes three times an hour at most; what did not fit comes later', () => {
    const failing = stateOf(...[1, 2, 3, 4, 5].map(() => ({ failingSinceMs: 0 })));
    const first = decide(NOTHING_TOLD, failing);
    const soon = decide(first.memory, failing, { nowMs: NOW_MS + MINUTE_MS });
    const later = decide(soon.memory, failing, { nowMs: NOW_MS + 60 * MINUTE_MS });

    expect([first, soon, later].map(({ notices }) => notices.length)).toEqual([3, 0, 2]);
  });

  it('does not come while the window is open, and comes afterwards', () => {
    const quiet = decide(NOTHING_TOLD, stateOf({ decisions: 1 }), { isQuiet: true });

    expect(quiet.notices).toEqual([]);
    expect(decide(quiet.memory, stateOf({ decisions: 1 })).notices).toHaveLength(1);
  });

  it('does not come for what a person switched off', () => {
    const settings = { decisions: false, failures: false };

    expect(decide(NOTHING_TOLD, stateOf({ decisions: 1, failingSinceMs: 0 }), { settings }).notices).toEqual([]);
  });
});
