import { describe, expect, it } from 'vitest';
import { sampleFolder } from '#e2e/stage/sample-state.ts';
import type { AppState } from '#ipc/app-state.ts';
import type { FolderState, FolderView } from '#ipc/folder-view.ts';
import { DEFAULT_SHELL_SETTINGS } from '#policies/settings.ts';
import { noticeMemorySchema, NOTHING_TOLD } from './notice.ts';
import type { NoticeMemory } from './notice.ts';
import type { NoticeInput } from './notifications.ts';
import { decideNotices } from './notifications.ts';

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

const OFFLINE: FolderState = { kind: 'offline', error: { code: 'server-unreachable', scope: 'account' } };

function metAt(atMs: number, count: number) {
  return { atMs, count };
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
    const first = decide(NOTHING_TOLD, stateOf({ decisions: 2 }, { newFolders: 3 }));
    const second = decide(first.memory, stateOf({ decisions: 2 }, { newFolders: 3 }));
    const more = decide(second.memory, stateOf({ decisions: 3 }, { newFolders: 3 }));

    expect([first.notices, second.notices, more.notices]).toEqual([
      [{ kind: 'decisions', count: 5 }],
      [],
      [{ kind: 'decisions', count: 6 }],
    ]);
  });

  it('tells at once, and once, of what happened to a folder, until somebody has seen it', () => {
    const restored = { kind: 'united', why: 'server-restored', atMs: 1 } as const;
    const repaired = { kind: 'damage-repaired', count: 1, paths: ['a'], atMs: 2 } as const;
    let memory = NOTHING_TOLD;
    const told = [[restored], [restored], [restored, repaired], [repaired], [repaired, restored], []].map((news) => {
      const end = decide(memory, stateOf({ news }));
      memory = end.memory;
      return end.notices.map((notice) => (notice.kind === 'news' ? notice.isRestored : notice.kind));
    });

    expect(told).toEqual([[true], [], [false], [], [false], []]);
    expect(memory.news).toEqual([]);
  });

  it('tells of two versions at most once in a quarter of an hour, all of them together', () => {
    let memory = NOTHING_TOLD;
    const told = [1, 2, 3, 3].map((conflicts, index) => {
      const decided = decide(memory, stateOf({ conflicts }), { nowMs: NOW_MS + index * 7 * MINUTE_MS });
      memory = decided.memory;
      return decided.notices;
    });

    expect(told).toEqual([[{ kind: 'two-versions', count: 1 }], [], [], [{ kind: 'two-versions', count: 3 }]]);
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

    const reminder = [{ kind: 'reminder', decisions: 2, conflicts: 0, paused: { kind: 'everything' } }];
    expect(told).toEqual([[], [], reminder, [], [], reminder]);
    const decided = decide(memory, stateOf({}), { nowMs: NOW_MS + 3 * day });
    expect(decide(decided.memory, stateOf({}), { nowMs: NOW_MS + 9 * day }).notices).toEqual([]);
  });

  it('brings to mind the pause of a single folder, also who wants no notice of decisions', () => {
    const settings = { decisions: false, failures: true };
    const state = stateOf({ pause: { why: 'person' }, decisions: 1 }, { pause: { why: 'person', untilMs: NOW_MS } });
    const { memory } = decide(NOTHING_TOLD, state, { settings });
    const reminded = decide(memory, state, { settings, nowMs: NOW_MS + 24 * 60 * MINUTE_MS });

    expect(reminded.notices).toMatchObject([
      { kind: 'reminder', paused: { kind: 'folders', folders: [{ name: 'Ordner 0' }] } },
    ]);
  });

  it('is not repeated by the next start of the program', () => {
    const { memory } = decide(NOTHING_TOLD, stateOf({ decisions: 2 }));

    const kept = noticeMemorySchema.parse(JSON.parse(JSON.stringify(memory)));

    expect(decide(kept, stateOf({ decisions: 2 })).notices).toEqual([]);
  });

  it('tells a failure after ten minutes, once for each time that it comes', () => {
    const sinceMs = NOW_MS - 10 * MINUTE_MS;
    const early = decide(NOTHING_TOLD, stateOf({ state: OFFLINE, failingSinceMs: sinceMs + 1 }));
    const late = decide(early.memory, stateOf({ state: OFFLINE, failingSinceMs: sinceMs }));
    const still = decide(late.memory, stateOf({ state: OFFLINE, failingSinceMs: sinceMs }), {
      nowMs: NOW_MS + MINUTE_MS,
    });
    const again = decide(still.memory, stateOf({ state: OFFLINE, failingSinceMs: sinceMs + MINUTE_MS }), {
      nowMs: NOW_MS + MINUTE_MS,
    });

    expect([early, late, still, again].map(({ notices }) => notices.length)).toEqual([0, 1, 0, 1]);
  });

  it('bundles folders that fail, and names the time that holds for all of them', () => {
    const sinceMs = NOW_MS - 30 * MINUTE_MS;
    const state = stateOf(
      { state: OFFLINE, failingSinceMs: sinceMs },
      { state: OFFLINE, failingSinceMs: sinceMs + 5 },
      {},
    );
    const { notices } = decide(NOTHING_TOLD, state);

    expect(notices).toMatchObject([
      { kind: 'failure', folders: [{ name: 'Ordner 0' }, { name: 'Ordner 1' }], sinceMs: sinceMs + 5 },
    ]);
  });

  it('tells a failure at the end of an attempt, and once although attempts follow each other', () => {
    const failing = stateOf({ state: OFFLINE, failingSinceMs: 0 });
    const trying = stateOf({ state: { kind: 'syncing', operations: 1 }, failingSinceMs: 0 });
    const first = decide(NOTHING_TOLD, trying);
    const second = decide(first.memory, failing);
    const third = decide(second.memory, trying);

    const told = [first, second, third, decide(third.memory, failing)];
    expect(told.map(({ notices }) => notices.length)).toEqual([0, 1, 0, 0]);
  });

  it('asks for a sign-in when it was needed for a minute, once for each account until somebody has signed in', () => {
    const state = { kind: 'stopped', error: { code: 'sign-in-needed', scope: 'account' } } as const;
    const needed = { state, failingSinceMs: NOW_MS };
    const at = (minutes: number): Partial<NoticeInput> => ({ nowMs: NOW_MS + minutes * MINUTE_MS });
    const early = decide(NOTHING_TOLD, stateOf(needed, needed));
    const late = decide(early.memory, stateOf(needed, needed), at(1));
    const looking = decide(late.memory, stateOf({ state: { kind: 'checking' } }), at(2));
    const still = decide(looking.memory, stateOf(needed, needed), at(30));
    const over = decide(still.memory, stateOf({ state: { kind: 'in-sync', verifiedAtMs: NOW_MS } }), at(31));
    const again = decide(over.memory, stateOf(needed), at(32));

    expect(late.notices).toMatchObject([{ kind: 'sign-in', folders: [{ folderId: 'f0' }, { folderId: 'f1' }] }]);
    expect([early, looking, still, again].map(({ notices }) => notices.length)).toEqual([0, 0, 0, 1]);
  });

  it('tells of items that were not synced for ten minutes, and again only when there are more', () => {
    const state = { kind: 'not-synced', problems: 2 } as const;
    const with2 = stateOf({ state, problems: 2, problemsMet: [metAt(NOW_MS, 2)] });
    const with3 = stateOf({ state, problems: 3, problemsMet: [metAt(NOW_MS, 2), metAt(NOW_MS + 60 * MINUTE_MS, 1)] });
    const at = (minutes: number): Partial<NoticeInput> => ({ nowMs: NOW_MS + minutes * MINUTE_MS });
    const early = decide(NOTHING_TOLD, with2, at(9));
    const late = decide(early.memory, with2, at(10));
    const restarted = decide(late.memory, stateOf({ state: { kind: 'checking' } }), at(50));
    const still = decide(restarted.memory, with2, at(60));
    const more = decide(still.memory, with3, at(70));

    expect(late.notices).toMatchObject([{ kind: 'problems', count: 2, folders: [{ name: 'Ordner 0' }] }]);
    expect([early, restarted, still].map(({ notices }) => notices.length)).toEqual([0, 0, 0]);
    expect(more.notices).toMatchObject([{ kind: 'problems', count: 3 }]);
  });

  it('tells each week of what is still not synced, as long as the program runs and after each start of it', () => {
    const week = 7 * 24 * 60 * MINUTE_MS;
    const error = { code: 'server-unreachable', scope: 'account' } as const;
    const offline: Partial<FolderView> = { state: { kind: 'offline', error }, failingSinceMs: NOW_MS };
    const stuck: Partial<FolderView> = { problems: 1, problemsMet: [metAt(NOW_MS, 1)] };
    const timesOf = (folder: Partial<FolderView>): readonly number[] => {
      let memory = NOTHING_TOLD;
      return [1, 2, 6, 7, 8, 13, 14, 15].filter((days) => {
        const decided = decide(memory, stateOf(folder), { nowMs: NOW_MS + (days / 7) * week + 10 * MINUTE_MS });
        memory = noticeMemorySchema.parse(JSON.parse(JSON.stringify(decided.memory)));
        return decided.notices.length > 0;
      });
    };

    expect([timesOf(offline), timesOf(stuck)]).toEqual([
      [1, 7, 14],
      [1, 8, 15],
    ]);
  });

  it('tells of an old problem however often newer ones come', () => {
    const met = [metAt(NOW_MS - 10 * MINUTE_MS, 1), metAt(NOW_MS - MINUTE_MS, 4)];
    const state = stateOf({ problems: 5, problemsMet: met });
    const first = decide(NOTHING_TOLD, state);
    const later = decide(first.memory, state, { nowMs: NOW_MS + 9 * MINUTE_MS });

    expect(first.notices).toMatchObject([{ kind: 'problems', count: 1 }]);
    expect(later.notices).toMatchObject([{ kind: 'problems', count: 5 }]);
  });

  it.each<Partial<FolderView>>([{ pause: { why: 'battery' } }, { failingSinceMs: NOW_MS }])(
    'says nothing of single items while nothing of their folder is synced: %j',
    (more) => {
      expect(decide(NOTHING_TOLD, stateOf({ problems: 2, problemsMet: [metAt(0, 2)], ...more })).notices).toEqual([]);
    },
  );

  it('comes three times an hour at most; what did not fit comes later', () => {
    const state = stateOf(
      { state: { kind: 'stopped', error: { code: 'sign-in-needed', scope: 'account' } }, failingSinceMs: 0 },
      { decisions: 1, conflicts: 1, problems: 1, problemsMet: [metAt(0, 1)] },
      { state: OFFLINE, failingSinceMs: 0 },
    );
    const first = decide(NOTHING_TOLD, state);
    const soon = decide(first.memory, state, { nowMs: NOW_MS + MINUTE_MS });
    const later = decide(soon.memory, state, { nowMs: NOW_MS + 60 * MINUTE_MS });

    expect([first, soon, later].map(({ notices }) => notices.map(({ kind }) => kind))).toEqual([
      ['sign-in', 'decisions', 'failure'],
      [],
      ['problems', 'two-versions'],
    ]);
  });

  it('remembers what an older version of the program has told', () => {
    const older = { toldAtMs: [], decisions: 2, failures: [] };

    expect(noticeMemorySchema.parse(older)).toEqual({ ...NOTHING_TOLD, decisions: 2 });
  });

  it('does not come while the window is open, and comes afterwards', () => {
    const quiet = decide(NOTHING_TOLD, stateOf({ decisions: 1 }), { isQuiet: true });

    expect(quiet.notices).toEqual([]);
    expect(decide(quiet.memory, stateOf({ decisions: 1 })).notices).toHaveLength(1);
  });

  it('does not come for what a person switched off', () => {
    const settings = { decisions: false, failures: false };

    expect(
      decide(NOTHING_TOLD, stateOf({ decisions: 1, state: OFFLINE, failingSinceMs: 0 }), { settings }).notices,
    ).toEqual([]);
  });
});
