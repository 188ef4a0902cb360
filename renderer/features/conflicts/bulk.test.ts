import { describe, expect, it } from 'vitest';
import type { ConflictView } from '#ipc/conflict-view.ts';
import { changeOne, countConsequence, countOnlyHere, countRefusals, planBulk } from './bulk.ts';

function conflict(conflictId: string, newer: ConflictView['newer'], revision: string | null = 'r'): ConflictView {
  return {
    conflictId,
    path: `${conflictId}.txt`,
    secondPath: `${conflictId} (2).txt`,
    origin: 'content',
    isSecondOnlyHere: false,
    isReadOnly: false,
    state: 'open',
    recordedAtMs: 1,
    newer,
    merge: 'not-offered',
    ...(revision === null ? {} : { revision }),
  };
}

const CONFLICTS = [
  conflict('a', 'mine'),
  conflict('b', 'server'),
  conflict('c', undefined),
  conflict('d', undefined),
  conflict('unreadable', undefined, null),
];

describe('deciding several at once', () => {
  it('tells how many second versions stay on this computer only: those kept beside the first where the organisation wants it', () => {
    const conflicts = CONFLICTS.map((one) => ({ ...one, isSecondOnlyHere: one.conflictId !== 'c' }));
    const both = planBulk(conflicts, 'both');

    expect(countOnlyHere(conflicts, both)).toBe(3);
    expect(countOnlyHere(conflicts, changeOne(both, 'a', 'mine'))).toBe(2);
    expect(countOnlyHere(CONFLICTS, both)).toBe(0);
  });

  it('keeps both where mine is wanted and nobody here may change the file on the server', () => {
    const conflicts = CONFLICTS.map((one) => ({ ...one, isReadOnly: one.conflictId === 'a' }));
    const keepsOf = (strategy: 'mine' | 'newest') => planBulk(conflicts, strategy).map(({ keep }) => keep);

    expect(keepsOf('mine')).toEqual(['both', 'mine', 'mine', 'mine']);
    expect(keepsOf('newest')).toEqual(['both', 'server', 'both', 'both']);
  });

  it('keeps the newer one where that is known, and both where it is not', () => {
    const keeps = planBulk(CONFLICTS, 'newest').map(({ conflictId, keep }) => [conflictId, keep]);

    expect(keeps).toEqual([
      ['a', 'mine'],
      ['b', 'server'],
      ['c', 'both'],
      ['d', 'both'],
    ]);
  });

  it.each(['both', 'mine', 'server'] as const)('keeps %s for each that can be read', (strategy) => {
    expect(planBulk(CONFLICTS, strategy).map(({ keep }) => keep)).toEqual([strategy, strategy, strategy, strategy]);
  });

  it('is bound to what was shown', () => {
    expect(planBulk([conflict('a', 'mine', 'seen')], 'mine')).toEqual([
      { conflictId: 'a', revision: 'seen', keep: 'mine' },
    ]);
  });

  it('lets a single file be decided otherwise', () => {
    const decisions = changeOne(planBulk(CONFLICTS, 'mine'), 'b', 'server');

    expect(decisions.map(({ keep }) => keep)).toEqual(['mine', 'server', 'mine', 'mine']);
    expect(decisions[1]).toEqual({ conflictId: 'b', revision: 'r', keep: 'server' });
  });

  it('tells afterwards what was not done, by its reason', () => {
    const ends = [
      { conflictId: 'a' },
      { conflictId: 'b', code: 'changed-meanwhile' },
      { conflictId: 'c', code: 'changed-meanwhile' },
      { conflictId: 'd', code: 'disk-full' },
    ] as const;

    expect([...countRefusals(ends)]).toEqual([
      ['changed-meanwhile', 2],
      ['disk-full', 1],
    ]);
  });

  it('is told in numbers before it happens', () => {
    expect(countConsequence(planBulk(CONFLICTS, 'newest'))).toEqual({ both: 2, mine: 1, server: 1 });
  });
});
