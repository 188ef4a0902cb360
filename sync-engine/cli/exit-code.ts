import type { SyncErrorCode } from '../core/model/sync-error.ts';

/** How the command ended. */
export type RunEnd =
  | { readonly kind: 'in-sync' }
  | { readonly kind: 'finished-with-problems'; readonly problemCount: number }
  | { readonly kind: 'usage-error' }
  | { readonly kind: 'sign-in-refused' }
  | { readonly kind: 'unavailable'; readonly code: SyncErrorCode }
  | { readonly kind: 'waiting-for-decision' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'internal-error' };

/**
 * Exit code of the command: 0 in sync, 1 finished but some items are not synced, 2 usage, 3 sign-in refused, 4 server or
 * folder unavailable, 5 waiting for a decision, 6 not allowed by the organisation, 7 a bug.
 */
export function toExitCode(end: RunEnd): 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  switch (end.kind) {
    case 'in-sync':
      return 0;
    case 'finished-with-problems':
      return 1;
    case 'usage-error':
      return 2;
    case 'sign-in-refused':
      return 3;
    case 'unavailable':
      return 4;
    case 'waiting-for-decision':
      return 5;
    case 'forbidden':
      return 6;
    case 'internal-error':
      return 7;
    default:
      return end satisfies never;
  }
}

/** The end of a run that was stopped as a whole by an error. */
export function toRunEnd(code: SyncErrorCode): RunEnd {
  if (code === 'sign-in-refused' || code === 'sign-in-needed') return { kind: 'sign-in-refused' };
  if (code === 'local-folder-replaced') return { kind: 'waiting-for-decision' };
  if (code === 'internal-error') return { kind: code };
  return { kind: 'unavailable', code };
}
