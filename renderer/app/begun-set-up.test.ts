import { describe, expect, it } from 'vitest';
import type { BegunSetUp, Route } from '../state/route-context.tsx';
import { followWith, leaveSetUp } from './begun-set-up.ts';

const FIRST: BegunSetUp = { route: { view: 'set-up' }, number: 1 };
/** Somebody has signed in, or chosen an account. */
const AT_FOLDERS: BegunSetUp = { ...FIRST, accountId: 'a', isDone: false };

describe('a set-up that was begun', () => {
  it('waits while the window is elsewhere, but not when a folder is set up already', () => {
    expect(followWith(AT_FOLDERS, { view: 'settings' })).toBe(AT_FOLDERS);
    expect(followWith({ ...AT_FOLDERS, isDone: true }, { view: 'overview' })).toBeUndefined();
  });

  it.each<{ readonly who: string; readonly begun: BegunSetUp; readonly next: Route }>([
    { who: 'comes the same way again', begun: FIRST, next: { view: 'set-up' } },
    { who: 'comes the same way again, after the sign-in', begun: AT_FOLDERS, next: { view: 'set-up' } },
    { who: 'goes on with the account that has signed in', begun: AT_FOLDERS, next: { view: 'set-up', accountId: 'a' } },
    {
      who: 'has to sign in again, and has looked elsewhere',
      begun: { route: { view: 'set-up', signInAgain: 'a' }, number: 1 },
      next: { view: 'set-up', signInAgain: 'a' },
    },
  ])('is the same for whoever $who', ({ begun, next }) => {
    expect(followWith(begun, next)).toBe(begun);
  });

  it.each<{ readonly who: string; readonly begun: BegunSetUp; readonly next: Route }>([
    { who: 'goes on with another account', begun: AT_FOLDERS, next: { view: 'set-up', accountId: 'b' } },
    {
      who: 'goes on with an account that was left for another one',
      begun: { route: { view: 'set-up', accountId: 'a' }, number: 1, accountId: 'b' },
      next: { view: 'set-up', accountId: 'a' },
    },
    { who: 'has to sign in again', begun: AT_FOLDERS, next: { view: 'set-up', signInAgain: 'a' } },
    {
      who: 'wants one more account',
      begun: { route: { view: 'set-up', isNewAccount: true }, number: 1, accountId: 'b' },
      next: { view: 'set-up', isNewAccount: true },
    },
  ])('gives way to another one when somebody $who', ({ begun, next }) => {
    expect(followWith(begun, next)).toEqual({ route: next, number: 2 });
  });

  it('leads to the overview when it ends, but takes nobody away from something else', () => {
    expect(leaveSetUp({ view: 'set-up', signInAgain: 'a' })).toEqual({ view: 'overview' });
    expect(leaveSetUp({ view: 'settings' })).toEqual({ view: 'settings' });
  });
});
