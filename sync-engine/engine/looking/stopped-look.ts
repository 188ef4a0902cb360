import type { Result } from '../../core/model/sync-error.ts';

/** What a look ends with that was asked to stop. */
export const STOPPED_LOOK = {
  ok: false,
  error: { code: 'cancelled', scope: 'sync-folder', retry: { kind: 'user-action' }, detail: 'stopped while looking' },
} as const satisfies Result<never>;
