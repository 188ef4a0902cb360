import type { Outcome, Refusal, SyncError, SyncErrorCode } from '../core/model/sync-error.ts';

/** The operation did not happen because the world is not as planned. */
export function refused(reason: Refusal): Outcome<never> {
  return { kind: 'refused', reason };
}

/** The operation did not happen; the item is tried again when something about it changes, or after a delay. */
export function failedItem(code: SyncErrorCode, detail: string, delayMs?: number): Outcome<never> {
  const error: SyncError = {
    code,
    scope: 'item',
    retry: delayMs === undefined ? { kind: 'on-change' } : { kind: 'after', delayMs },
    detail,
  };
  return { kind: 'failed', error };
}

/** What an operation that is complete has to tell. */
export const DONE: Outcome<void> = { kind: 'done', value: undefined };
