import type { ConflictDecision, ConflictEnd, ConflictView, Resolution } from '#ipc/conflict-view.ts';
import type { UserErrorCode } from '#ipc/user-error.ts';

/** How several conflicts are decided at once. */
export type Strategy = 'both' | 'newest' | 'mine' | 'server';

/** What can be chosen for each of several files. */
export const CHOICES = ['both', 'mine', 'server'] as const;
export type Choice = (typeof CHOICES)[number];

/** How many files get which version. */
export type Consequence = Readonly<Record<Choice, number>>;

/**
 * The decisions that a strategy makes, bound to what the person saw. Where nobody can say which one is newer, `newest`
 * keeps both; so does `mine` where the server lets nobody here change the file. Conflicts whose versions cannot be read
 * are left out. Pure.
 */
export function planBulk(conflicts: readonly ConflictView[], strategy: Strategy): readonly ConflictDecision[] {
  return conflicts.flatMap((conflict) => {
    const { conflictId, revision } = conflict;
    return revision === undefined ? [] : [{ conflictId, revision, keep: choose(conflict, strategy) }];
  });
}

function choose({ newer, isReadOnly }: ConflictView, strategy: Strategy): Resolution {
  const keep = strategy === 'newest' ? (newer ?? 'both') : strategy;
  return keep === 'mine' && isReadOnly ? 'both' : keep;
}

/** The same decisions, but another one for a single file. Pure. */
export function changeOne(
  decisions: readonly ConflictDecision[],
  conflictId: string,
  keep: Choice,
): readonly ConflictDecision[] {
  return decisions.map((decision) => (decision.conflictId === conflictId ? { ...decision, keep } : decision));
}

/** How many second versions a list of decisions leaves on this computer only. Pure. */
export function countOnlyHere(conflicts: readonly ConflictView[], decisions: readonly ConflictDecision[]): number {
  const onlyHere = new Set(conflicts.flatMap((one) => (one.isSecondOnlyHere ? [one.conflictId] : [])));
  return decisions.filter(({ conflictId, keep }) => keep === 'both' && onlyHere.has(conflictId)).length;
}

/** How many decisions were not carried out, by the reason. Pure. */
export function countRefusals(ends: readonly ConflictEnd[]): ReadonlyMap<UserErrorCode, number> {
  const counts = new Map<UserErrorCode, number>();
  for (const { code } of ends) if (code !== undefined) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** What a list of decisions means in numbers. */
export function countConsequence(decisions: readonly ConflictDecision[]): Consequence {
  const count = (keep: Resolution): number => decisions.filter((decision) => decision.keep === keep).length;
  return { both: count('both'), mine: count('mine'), server: count('server') };
}
