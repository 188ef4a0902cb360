import type { SyncError } from '../core/model/sync-error.ts';

/** The folder on the server is not there. */
export function remoteRootMissing(): SyncError {
  return {
    code: 'remote-folder-missing',
    scope: 'sync-folder',
    retry: { kind: 'after', delayMs: 60_000 },
    detail: 'the folder on the server answers 404',
  };
}

/** Another folder stands at the path of the synced one. */
export function rootReplaced(): SyncError {
  return {
    code: 'remote-folder-missing',
    scope: 'sync-folder',
    retry: { kind: 'after', delayMs: 1_000 },
    detail: 'another folder took the place of the synced one while it was listed',
  };
}

/** Two answers of the server cannot both be true. */
export function contradiction(): SyncError {
  return {
    code: 'unexpected-answer',
    scope: 'item',
    retry: { kind: 'after', delayMs: 30_000 },
    detail: 'the directory answers 404 while its parent lists it',
  };
}

/** The look was cut off. */
export function cancelled(): SyncError {
  return { code: 'cancelled', scope: 'sync-folder', retry: { kind: 'user-action' }, detail: 'stopped while listing' };
}
