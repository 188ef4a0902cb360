import type { SyncError } from '../core/model/sync-error.ts';

/** A bug has ended the work at one sync folder. Others go on, and this one is tried again after ever longer pauses. */
export const INTERNAL_ERROR: SyncError = {
  code: 'internal-error',
  scope: 'sync-folder',
  retry: { kind: 'after', delayMs: 10_000 },
  detail: 'told in the log',
};
