import { describe, expect, it } from 'vitest';
import type { FolderState, Pause } from '#ipc/folder-view.ts';
import type { ChoiceAge } from './choice-news.ts';
import { ageChoice, findChoiceTime } from './choice-news.ts';

const CHOICE = { atMs: 1_000 };
const BEFORE: FolderState = { kind: 'in-sync', verifiedAtMs: 900 };
const WORKING: FolderState = { kind: 'syncing', operations: 2, verifiedAtMs: 900 };
const AFTER: FolderState = { kind: 'in-sync', verifiedAtMs: 1_100 };
const NEXT: FolderState = { kind: 'syncing', operations: 1, verifiedAtMs: 1_100 };
const PAUSE: Pause = { why: 'person' };

/** What becomes of a choice while a folder shows these states one after the other. */
function follow(...states: readonly FolderState[]): readonly ChoiceAge[] {
  let age: ChoiceAge = 'fresh';
  return states.map((state) => (age = ageChoice(age, CHOICE, { state })));
}

describe('what is said of a choice of folders', () => {
  it('is told until it has taken effect and something else begins', () => {
    expect(follow(BEFORE, WORKING, AFTER, AFTER, NEXT, AFTER)).toEqual([
      'fresh',
      'begun',
      'settled',
      'settled',
      'past',
      'past',
    ]);
  });

  it('is still there while its own changes are looked at once more', () => {
    const checking: FolderState = { kind: 'checking', verifiedAtMs: 1_100 };

    expect(follow(WORKING, AFTER, checking, AFTER)).toEqual(['begun', 'settled', 'settled', 'settled']);
  });

  it.each<FolderState>([
    { kind: 'waiting', problems: 3, allElse: 'done' },
    { kind: 'not-synced', problems: 3 },
  ])('has an end, too, where some paths are not synced for other reasons: %j', (partly) => {
    expect(follow(partly, WORKING, partly, WORKING)).toEqual(['fresh', 'begun', 'settled', 'past']);
  });

  it('has no end while more is left than what failed', () => {
    expect(follow(WORKING, { kind: 'waiting', problems: 3 }, WORKING)).toEqual(['begun', 'begun', 'begun']);
  });

  it('waits as long as the folder is paused', () => {
    expect(ageChoice('fresh', CHOICE, { state: AFTER, pause: PAUSE })).toBe('fresh');
    expect(findChoiceTime({ state: BEFORE, pause: PAUSE })).toBe('choiceLater');
  });

  it.each([
    [WORKING, 'choiceNow'],
    [{ kind: 'offline', error: { code: 'network-unreachable' } }, 'choiceLater'],
    [{ kind: 'waiting', problems: 0 }, 'choiceLater'],
    [{ kind: 'waiting', problems: 1 }, undefined],
    [BEFORE, undefined],
    [{ kind: 'not-synced', problems: 1 }, undefined],
  ] as const)('says of no folder what it does not do: %j', (state, expected) => {
    expect(findChoiceTime({ state: state as FolderState })).toBe(expected);
  });
});
