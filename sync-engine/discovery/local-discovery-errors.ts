import type { SyncError } from '../core/model/sync-error.ts';

/** A look that was cut off. */
export function cancelled(): SyncError {
  return { code: 'cancelled', scope: 'sync-folder', retry: { kind: 'user-action' }, detail: 'stopped while scanning' };
}

/** Nothing is where the folder should be. */
export function rootMissing(): SyncError {
  return {
    code: 'local-folder-missing',
    scope: 'sync-folder',
    retry: { kind: 'on-change' },
    detail: 'the local folder is not there',
  };
}
