import type { ConflictDecision, ConflictView, Resolution } from '#ipc/conflict-view.ts';

/** How several conflicts are decided at once. */
export type Strategy = 'both' | 'newest' | 'mine' | 'server';

/** How many files get which version. */
export type Consequence = Readonly<Record<'both' | 'mine' | 'server', number>>;

/**
 * The decisions that a strategy makes, bound to what the person saw. Where nobody can say which one is newer, `newest`
 * keeps both. Conflicts whose versions cannot be read are left out. Pure.
 */
export function planBulk(conflicts: readonly ConflictView[], strategy: Strategy): readonly ConflictDecision[] {
  return conflicts.flatMap((conflict) => {
    const { conflictId, revision } = conflict;
    return revision === undefined ? [] : [{ conflictId, revision, keep: choose(conflict, strategy) }];
  });
}

function choose({ newer }: ConflictView, strategy: Strategy): Resolution {
  if (strategy !== 'newest') return strategy;
  return newer === 'mine' || newer === 'server' ? newer : 'both';
}

/** What a list of decisions means in numbers. */
export function countConsequence(decisions: readonly ConflictDecision[]): Consequence {
  const count = (keep: Resolution): number => decisions.filter((decision) => decision.keep === keep).length;
  return { both: count('both'), mine: count('mine'), server: count('server') };
}
