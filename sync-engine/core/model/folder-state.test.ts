import { describe, expect, test } from 'vitest';
import type { FolderFact, FolderState, Leftover } from './folder-state.ts';
import { advanceState, areOnlyFailures, toFirstState, NOTHING_LEFT } from './folder-state.ts';
import type { SyncError, SyncErrorCode } from './sync-error.ts';

const NOTHING: Leftover = NOTHING_LEFT;

function atRest(coverage: 'complete' | 'hinted', left: Partial<Leftover> = {}, startedAtMs = 1_000): FolderFact {
  return { kind: 'at-rest', coverage, startedAtMs, left: { ...NOTHING, ...left } };
}

function stopped(code: SyncErrorCode): FolderFact {
  const error: SyncError = { code, scope: 'account', retry: { kind: 'on-change' }, detail: '' };
  return { kind: 'stopped', error };
}

function after(...facts: readonly FolderFact[]): FolderState {
  return facts.reduce(advanceState, toFirstState(undefined));
}

const noticed: FolderFact = { kind: 'change-noticed' };
const looking: FolderFact = { kind: 'looking' };
const working: FolderFact = { kind: 'working', operations: 3 };

test('a complete pass that leaves nothing is in sync, as of the moment it began', () => {
  expect(after(looking, atRest('complete', {}, 5_000))).toEqual({ kind: 'in-sync', verifiedAtMs: 5_000 });
});

test('what the organisation keeps here, and somebody has decided on, is told and waits for nobody', () => {
  const inSync = { kind: 'in-sync', verifiedAtMs: 1_000, onlyHere: 2 } as const;

  expect(after(atRest('complete', { onlyHere: 2 }))).toEqual(inSync);
  expect(after(atRest('complete', { onlyHere: 1 }), atRest('hinted', { onlyHere: 2 }))).toEqual(inSync);
  expect(after(atRest('complete', { onlyHere: 1 }), noticed, looking, atRest('hinted', { onlyHere: 2 }))).toEqual(
    inSync,
  );
  expect(after(atRest('complete', { onlyHere: 2 }), atRest('complete'))).toEqual({
    kind: 'in-sync',
    verifiedAtMs: 1_000,
  });
  expect(after(atRest('complete', { onlyHere: 1, problems: 3 }))).toMatchObject({
    kind: 'not-synced',
    problems: 3,
    onlyHere: 1,
  });
});

describe('is never in sync', () => {
  test.each<readonly [string, Partial<Leftover>, FolderState['kind']]>([
    ['while something is planned', { planned: 1 }, 'waiting'],
    ['while something failed and is tried again', { retryAtMs: 9_000, problems: 1 }, 'waiting'],
    ['while a path is not synced', { problems: 1 }, 'not-synced'],
    ['while something could not be seen', { unseen: 1 }, 'unverified'],
    ['while a person has to decide', { holds: 1, planned: 60 }, 'needs-decision'],
  ])('%s', (_name, left, kind) => {
    expect(after(atRest('complete'), atRest('complete', left)).kind).toBe(kind);
  });

  test('after a look at hinted places alone, when nothing was proven before', () => {
    expect(after(atRest('hinted')).kind).toBe('unverified');
    expect(after(stopped('server-unreachable'), atRest('hinted')).kind).toBe('unverified');
    expect(after(atRest('complete', { problems: 1 }), atRest('hinted')).kind).toBe('unverified');
  });

  test('after work that no complete pass has followed', () => {
    expect(after(atRest('complete'), working, looking).kind).toBe('checking');
    expect(after(atRest('complete'), working, looking, atRest('hinted')).kind).toBe('unverified');
  });

  test('between a hint and the look at it', () => {
    expect(after(atRest('complete'), noticed)).toEqual({ kind: 'checking', verifiedAtMs: 1_000, isRestProven: true });
  });

  test.each<readonly [SyncErrorCode, FolderState['kind']]>([
    ['server-unreachable', 'offline'],
    ['server-maintenance', 'offline'],
    ['server-busy', 'offline'],
    ['sign-in-refused', 'stopped'],
    ['local-folder-replaced', 'stopped'],
    ['cancelled', 'paused'],
  ])('when a run ended with %s', (code, kind) => {
    expect(after(atRest('complete'), stopped(code))).toMatchObject({ kind, verifiedAtMs: 1_000 });
  });
});

test('a look at hinted places that finds nothing keeps the older time of the complete pass', () => {
  const inSync: FolderState = { kind: 'in-sync', verifiedAtMs: 1_000 };

  expect(after(atRest('complete', {}, 1_000), looking, atRest('hinted', {}, 8_000))).toEqual(inSync);
  expect(after(atRest('complete', {}, 1_000), noticed, looking, atRest('hinted', {}, 8_000))).toEqual(inSync);
});

test('the time of the last proof is kept through work, waiting and stops', () => {
  const state = after(atRest('complete'), working, atRest('complete', { problems: 2 }), stopped('sign-in-refused'));

  expect(state.verifiedAtMs).toBe(1_000);
});

test('what an earlier process proved is a time, not a state', () => {
  expect(toFirstState(7)).toEqual({ kind: 'checking', verifiedAtMs: 7, isRestProven: false });
  expect(advanceState(toFirstState(7), atRest('hinted'))).toEqual({ kind: 'unverified', verifiedAtMs: 7 });
});

describe('where only failed attempts are left, all else is known to be done', () => {
  const failed = { planned: 3, problems: 3, isOnlyFailures: true, retryAtMs: 9_000 };
  const elseDone = after(working, looking, atRest('complete', failed));

  test('after a complete pass', () => {
    expect(elseDone).toMatchObject({ kind: 'waiting', problems: 3, allElse: 'done' });
    expect(after(atRest('hinted', failed))).not.toHaveProperty('allElse');
    expect(after(atRest('complete', { ...failed, isOnlyFailures: false }))).not.toHaveProperty('allElse');
  });

  test('not between a hint and the look at it', () => {
    const afterHint = advanceState(elseDone, noticed);

    expect(afterHint).toMatchObject({ allElse: 'noticed' });
    expect(advanceState(advanceState(afterHint, looking), atRest('hinted', failed))).toMatchObject({ allElse: 'done' });
  });

  test('not after work that no complete pass has followed', () => {
    const afterWork = [working, looking, atRest('hinted', failed)].reduce(advanceState, elseDone);

    expect(afterWork).toMatchObject({ kind: 'waiting' });
    expect(afterWork).not.toHaveProperty('allElse');
  });
});

test('a folder that waits or is offline does not flicker while it is looked at again', () => {
  const waiting = after(atRest('complete', { retryAtMs: 9_000 }));
  const offline = after(stopped('server-unreachable'));

  expect([advanceState(waiting, looking), advanceState(offline, looking)]).toEqual([waiting, offline]);
});

describe('only failed attempts are left', () => {
  test.each([
    [{ planned: 2, unseen: 0 }, 2, true],
    [{ planned: 3, unseen: 0 }, 2, false],
    [{ planned: 2, unseen: 1 }, 2, false],
    [{ planned: 0, unseen: 0 }, 0, false],
  ])('when all that is planned has failed and all could be seen: %j, %i failed', (left, failures, isSo) => {
    expect(areOnlyFailures(left, failures)).toBe(isSo);
  });
});
