import type { CarryOut, Hold, HoldAnswer } from '../model/hold.ts';
import { toHoldName } from '../model/hold.ts';
import type { NodeId } from '../model/ids.ts';

/** How long an unanswered list of removals waits before everything on it is restored. */
export const UNATTENDED_MS = 7 * 24 * 60 * 60 * 1000;

export interface HoldQuestion {
  /** The open hold of the same kind and side from an earlier run. */
  readonly stored: Hold | undefined;
  /** Items that the plan would touch in the way that this kind of hold is about, without those already approved. */
  readonly planned: ReadonlySet<NodeId>;
  /** True while one side cannot show the item: then nothing is known of it, and it stays on the list. */
  readonly isUnseen: (id: NodeId) => boolean;
  /** The plan, by itself or with what happened before, is more than may be done without asking. */
  readonly isTooMuch: boolean;
  readonly answer: HoldAnswer | undefined;
  readonly nowMs: number;
  /** Undefined: waits for ever. */
  readonly unattendedMs: number | undefined;
}

/**
 * - `go`: nothing is held.
 * - `hold`: these wait; `hasGrown` when the list holds more than the person could have seen, or is new.
 * - `keep`: these are to be restored. - `carry-out`: exactly these may be done now, as it was said.
 */
export type HoldVerdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'hold'; readonly nodes: readonly NodeId[]; readonly hasGrown: boolean }
  | { readonly kind: 'keep'; readonly nodes: readonly NodeId[]; readonly why: 'answered' | 'unattended' }
  | { readonly kind: 'carry-out'; readonly nodes: readonly NodeId[]; readonly decision: CarryOut };

/**
 * Whether steps may be done, wait, or have been decided on. A hold once made ends only by an answer, by time, or when
 * nothing of it is left: a list that became short because a listing failed must not run as a short list. An answer
 * counts only for the list that was shown: when something has joined it since, the person is asked again.
 */
export function judgeHold(question: HoldQuestion): HoldVerdict {
  const { stored, planned, isUnseen, answer } = question;
  const left = (stored?.nodes ?? []).filter((id) => planned.has(id) || isUnseen(id));
  if (left.length === 0 && !question.isTooMuch) return { kind: 'go' };
  const nodes = [...new Set([...left, ...planned])].toSorted((a, b) => a - b);
  const known = new Set(stored?.nodes);
  if (stored === undefined || nodes.some((id) => !known.has(id))) return { kind: 'hold', nodes, hasGrown: true };
  if (answer?.name === toHoldName(stored)) {
    const { decision } = answer;
    return decision === 'keep' ? { kind: 'keep', nodes, why: 'answered' } : { kind: 'carry-out', nodes, decision };
  }
  const isOver = question.unattendedMs !== undefined && question.nowMs - stored.changedMs >= question.unattendedMs;
  return isOver ? { kind: 'keep', nodes, why: 'unattended' } : { kind: 'hold', nodes, hasGrown: false };
}
