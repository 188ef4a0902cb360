import { isConnectionError } from './sync-error.ts';
import type { SyncError } from './sync-error.ts';

/** What each state tells: when, in ms since the epoch, a pass last proved that all of both sides was equal. */
interface Verified {
  readonly verifiedAtMs: number | undefined;
}

/** What all is equal but for. */
interface Apart {
  /**
   * So many second versions stay on this computer because the organisation lets none go to the server, and somebody has
   * decided on them: nothing waits for anybody. Absent: none.
   */
  readonly onlyHere?: number;
}

/** Work is left. */
interface Waiting extends Verified {
  readonly kind: 'waiting';
  /** When it goes on at the latest, in ms since the epoch; undefined: with the next run. */
  readonly untilMs: number | undefined;
  readonly problems: number;
  /**
   * `done`: a complete pass found only attempts left that failed, and nothing has been noticed since: all is equal but for
   * the problems. `noticed`: a look at the places that hints named can say so again. Absent: nobody knows, or it is not so.
   */
  readonly allElse?: 'done' | 'noticed';
}

/**
 * What can be said of one sync folder. `in-sync` is a proven fact, never a guess: a complete pass found nothing planned,
 * failed, unseen or undecided, and nothing has been noticed since.
 */
export type FolderState =
  /**
   * It is being found out. `isRestProven`: everything that no hint has named since was equal at `verifiedAtMs`, so that
   * a look at the hinted places alone can restore `in-sync`.
   */
  | (Verified & { readonly kind: 'checking'; readonly isRestProven: boolean })
  | (Verified & { readonly kind: 'syncing'; readonly operations: number })
  /** Equal. The time is that of the last complete pass; a look at hinted places alone keeps the older one. */
  | (Apart & { readonly kind: 'in-sync'; readonly verifiedAtMs: number })
  /** The last look found nothing to do, but did not see everything. */
  | (Verified & { readonly kind: 'unverified' })
  /** All is equal but these paths, which wait for a person or for the world to change. */
  | (Verified & Apart & { readonly kind: 'not-synced'; readonly problems: number })
  | Waiting
  | (Verified & { readonly kind: 'needs-decision'; readonly holds: number; readonly problems: number })
  /** The server cannot be reached or will not work now; it is tried again without anybody's help. */
  | (Verified & { readonly kind: 'offline'; readonly error: SyncError })
  /** Ended on request. */
  | (Verified & { readonly kind: 'paused' })
  | (Verified & { readonly kind: 'stopped'; readonly error: SyncError });

/** What a look that ended at rest has left undone. All counts are of everything, not only of what was looked at. */
export interface Leftover {
  /** Operations that the plan holds, may they run now or not. */
  readonly planned: number;
  readonly problems: number;
  /** @see Apart */
  readonly onlyHere: number;
  /** Nothing of this is more than an attempt that failed and is made again, or a path that waits for the world to change. */
  readonly isOnlyFailures: boolean;
  /** Items and places that could not be observed. */
  readonly unseen: number;
  readonly holds: number;
  /** When what failed is tried again, in ms since the epoch. */
  readonly retryAtMs: number | undefined;
}

/** True when all that is planned are operations that were tried and failed, and nothing could not be observed. Pure. */
export function areOnlyFailures({ planned, unseen }: Pick<Leftover, 'planned' | 'unseen'>, failures: number): boolean {
  return failures > 0 && planned === failures && unseen === 0;
}

/** Of a pass after which all is equal. */
export const NOTHING_LEFT: Leftover = {
  planned: 0,
  problems: 0,
  onlyHere: 0,
  isOnlyFailures: false,
  unseen: 0,
  holds: 0,
  retryAtMs: undefined,
};

/** Something that happened to a sync folder and bears on its state. */
export type FolderFact =
  /** A hint came: something may be different now. */
  | { readonly kind: 'change-noticed' }
  | { readonly kind: 'looking' }
  | { readonly kind: 'working'; readonly operations: number }
  | {
      readonly kind: 'at-rest';
      /** `complete`: the whole local side was read and the server's side is known to its last change. */
      readonly coverage: 'complete' | 'hinted';
      /** Start of the look, in ms since the epoch: later changes may have been missed, earlier ones were not. */
      readonly startedAtMs: number;
      readonly left: Leftover;
    }
  | { readonly kind: 'stopped'; readonly error: SyncError };

/** The state before anything is known; `verifiedAtMs` is what an earlier process proved. */
export function toFirstState(verifiedAtMs: number | undefined): FolderState {
  return { kind: 'checking', verifiedAtMs, isRestProven: false };
}

/** The state after a fact. Pure; the same object when nothing changed. */
export function advanceState(state: FolderState, fact: FolderFact): FolderState {
  const { verifiedAtMs } = state;
  switch (fact.kind) {
    case 'change-noticed':
      if (state.kind === 'waiting' && state.allElse === 'done') return { ...state, allElse: 'noticed' };
      return state.kind === 'in-sync' ? { kind: 'checking', verifiedAtMs, isRestProven: true } : state;
    case 'looking':
      // Other states stay true while somebody looks again; showing each look would make them flicker.
      return state.kind === 'syncing' || state.kind === 'unverified' ? toFirstState(verifiedAtMs) : state;
    case 'working':
      return { kind: 'syncing', verifiedAtMs, operations: fact.operations };
    case 'at-rest':
      return rest(state, fact);
    case 'stopped':
      return { ...toStop(fact.error), verifiedAtMs };
    default:
      return fact satisfies never;
  }
}

function rest(state: FolderState, fact: Extract<FolderFact, { kind: 'at-rest' }>): FolderState {
  const { verifiedAtMs } = state;
  const { planned, problems, unseen, holds, retryAtMs } = fact.left;
  const apart: Apart = fact.left.onlyHere === 0 ? {} : { onlyHere: fact.left.onlyHere };
  if (holds > 0) return { kind: 'needs-decision', verifiedAtMs, holds, problems };
  if (retryAtMs !== undefined || planned > 0) {
    const isElseKnown = fact.coverage === 'complete' || (state.kind === 'waiting' && state.allElse !== undefined);
    const allElse = isElseKnown && fact.left.isOnlyFailures ? { allElse: 'done' as const } : {};
    return { kind: 'waiting', verifiedAtMs, untilMs: retryAtMs, problems, ...allElse };
  }
  if (problems > 0) return { kind: 'not-synced', verifiedAtMs, problems, ...apart };
  if (unseen > 0) return { kind: 'unverified', verifiedAtMs };
  if (fact.coverage === 'complete') return { kind: 'in-sync', verifiedAtMs: fact.startedAtMs, ...apart };
  if (state.kind === 'in-sync')
    return state.onlyHere === apart.onlyHere ? state : { kind: 'in-sync', verifiedAtMs: state.verifiedAtMs, ...apart };
  const isRestProven = state.kind === 'checking' && state.isRestProven;
  return isRestProven && verifiedAtMs !== undefined
    ? { kind: 'in-sync', verifiedAtMs, ...apart }
    : { kind: 'unverified', verifiedAtMs };
}

function toStop(error: SyncError): { kind: 'paused' } | { kind: 'offline' | 'stopped'; error: SyncError } {
  if (error.code === 'cancelled') return { kind: 'paused' };
  return { kind: isConnectionError(error.code) ? 'offline' : 'stopped', error };
}
