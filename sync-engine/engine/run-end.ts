import type { OperationNote } from '../core/model/engine-state.ts';
import type { Hold } from '../core/model/hold.ts';
import type { Problem } from '../core/model/problem.ts';
import type { SyncError } from '../core/model/sync-error.ts';

/** How one run ended. */
export type RunEnd =
  /** A complete look found nothing that could be done: everything that can be equal is equal. */
  | { readonly kind: 'idle'; readonly problems: readonly Problem[] }
  /** Something was done or refused; look again. */
  | { readonly kind: 'worked' }
  /** What is left failed, or went missing here, a moment ago, and is looked at again after a while. */
  | { readonly kind: 'waiting'; readonly delayMs: number; readonly problems: readonly Problem[] }
  /** All that is left are steps that a person has to decide on. */
  | { readonly kind: 'held'; readonly holds: readonly Hold[]; readonly problems: readonly Problem[] }
  | { readonly kind: 'stopped'; readonly error: SyncError };

/** Why a run ends that is asked to. */
export const STOPPED_BY_USER: SyncError = {
  code: 'cancelled',
  scope: 'sync-folder',
  retry: { kind: 'user-action' },
  detail: 'stopped on request',
};

/** What a run would do now. */
export interface Preview {
  readonly operations: readonly OperationNote[];
  readonly holds: readonly Hold[];
  readonly problems: readonly Problem[];
}
