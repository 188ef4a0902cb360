import type { NodeId } from './ids.ts';
import type { RelativePath } from './relative-path.ts';
import type { Side } from './side.ts';

/** What a hold keeps from happening: many removals, or uploads and renames that look like encryption by a stranger. */
export type HoldKind = 'removals' | 'changes';

/**
 * Why a person has to decide.
 * - `many-at-once`: one plan would remove too much.
 * - `many-in-a-while`: a plan alone would not, but together with what was removed a while ago it would.
 * - `leaves-share`: a place where a share is mounted would be removed, which takes the share out of the user's sight.
 * - `scrambled`: many tracked files turned into noise that their names do not promise.
 * - `renamed`: many tracked files got one and the same unknown extension.
 */
export type HoldReason = 'many-at-once' | 'many-in-a-while' | 'leaves-share' | 'scrambled' | 'renamed';

/**
 * - `keep`: nothing is lost on either side, what is gone comes back.
 * - `carry-out`: what was held is meant, do exactly this.
 * - `carry-out-always`: the same, and changes of this kind raise no question in this folder any more. For removals it
 *   says no more than `carry-out`: they are always asked about.
 */
export type Decision = 'keep' | 'carry-out' | 'carry-out-always';

/** It is meant, whether for once or for good. */
export type CarryOut = Exclude<Decision, 'keep'>;

/** Paths that a hold names at most; its count is always exact. */
export const MAX_HOLD_PATHS = 1_000;

/** Steps that wait until a person decides. It outlives the process: an unanswered question is asked again. */
export interface Hold {
  /** Never used twice. */
  readonly id: string;
  /** Goes up whenever something joins the list: an answer to a shorter list is no answer to this one. */
  readonly revision: number;
  readonly kind: HoldKind;
  /** The side that would be changed. */
  readonly side: Side;
  readonly reason: HoldReason;
  readonly firstSeenMs: number;
  /** When the list last grew. */
  readonly changedMs: number;
  /** Everything that waits, directories too; sorted. */
  readonly nodes: readonly NodeId[];
  /** Files among `nodes`. */
  readonly fileCount: number;
  /** Files of that side when this was written. */
  readonly allFiles: number;
  /** Files by path, at most `MAX_HOLD_PATHS`. */
  readonly paths: readonly RelativePath[];
  /** True once a person has said that it is meant: exactly `nodes` may go. */
  readonly isApproved: boolean;
}

/** An answer, bound to the list that the person saw. */
export interface HoldAnswer {
  /** `toHoldName` of the hold as it was shown. */
  readonly name: string;
  readonly decision: Decision;
}

/** What a person writes to mean exactly this list. */
export function toHoldName({ id, revision }: Pick<Hold, 'id' | 'revision'>): string {
  return `${id}-${revision}`;
}
