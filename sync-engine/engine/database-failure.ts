import { z } from 'zod';
import type { Result, SyncError, SyncErrorCode } from '../core/model/sync-error.ts';

/** A sync database that could not answer. */
export interface DatabaseFailure {
  readonly error: SyncError;
  /** Its content contradicts itself, so it may be forgotten; otherwise it may be sound and is left alone. */
  readonly isLost: boolean;
}

const shape = z.object({ code: z.literal('database-unusable'), reason: z.string() });

/** Reads what a sync database throws; undefined for every other error. */
export function findDatabaseFailure(error: unknown): DatabaseFailure | undefined {
  const parsed = shape.safeParse(error);
  if (!parsed.success) return undefined;
  const { reason } = parsed.data;
  return {
    isLost: reason === 'broken',
    error: {
      code: reason === 'disk-full' ? 'disk-full' : 'database-unusable',
      scope: 'sync-folder',
      retry:
        reason === 'disk-full' || reason === 'io-error' ? { kind: 'after', delayMs: 60_000 } : { kind: 'user-action' },
      detail: reason,
    },
  };
}

/** What is said of a sync database that cannot be opened. All others are unusable. */
const OPENING_CODES: ReadonlyMap<string, SyncErrorCode> = new Map([
  // The database is opened before the folder's lock is taken, so a second instance is noticed here first.
  ['in-use', 'local-folder-in-use'],
  ['newer-version', 'database-newer'],
]);

/** A failure of the sync database at opening; in use means that another instance syncs the folder. */
export function databaseUnusable(reason: string, detail: string): Result<never> {
  return {
    ok: false,
    error: {
      code: OPENING_CODES.get(reason) ?? 'database-unusable',
      scope: 'sync-folder',
      retry: { kind: 'user-action' },
      detail: `${reason}: ${detail}`,
    },
  };
}
