import type { Holder } from './holder.ts';

/**
 * Why an operation or a whole run failed. Codes are stable and cross every border; words for people live in the
 * renderer's and the command line's messages.
 */
export type SyncErrorCode =
  | 'sign-in-refused'
  | 'sign-in-needed'
  | 'server-unreachable'
  | 'encryption-missing'
  | 'certificate-expired'
  | 'certificate-wrong-name'
  | 'certificate-untrusted'
  | 'certificate-invalid'
  | 'proxy-sign-in-needed'
  | 'server-maintenance'
  | 'server-busy'
  | 'server-error'
  | 'not-an-owncloud'
  | 'server-too-old'
  | 'unexpected-answer'
  | 'remote-folder-missing'
  /** A space or share that was disabled, left or unshared: its files here stay. */
  | 'space-unavailable'
  | 'quota-exceeded'
  | 'no-permission'
  | 'locked-on-server'
  | 'processing-on-server'
  | 'too-large-for-server'
  | 'name-refused-by-server'
  | 'checksum-mismatch'
  | 'incomplete-transfer'
  | 'still-changing'
  | 'stalled'
  | 'local-access-denied'
  | 'local-file-busy'
  | 'local-io-error'
  | 'disk-full'
  | 'local-name-refused'
  | 'local-folder-missing'
  | 'local-folder-replaced'
  | 'local-folder-in-use'
  | 'database-unusable'
  /** Written by a newer version of this program. */
  | 'database-newer'
  /** A bug: it is in the log. */
  | 'internal-error'
  | 'cancelled';

const CONNECTION_CODES: ReadonlySet<string> = new Set<SyncErrorCode>([
  'server-unreachable',
  'server-maintenance',
  'server-busy',
  'not-an-owncloud',
]);

/** True for codes that say nothing of an item or a setting, only that the server cannot be worked with right now. */
export function isConnectionError(code: string): boolean {
  return CONNECTION_CODES.has(code);
}

/** True for connection errors, unless the server has asked us to come back later: then it was not away. */
export function isNetworkError(code: string): boolean {
  return code !== 'server-busy' && isConnectionError(code);
}

/** What a failure stops: one item, this sync folder, or everything of the account. */
export type ErrorScope = 'item' | 'sync-folder' | 'account';

/** When trying again makes sense. */
export type RetryPolicy =
  | { readonly kind: 'after'; readonly delayMs: number }
  | { readonly kind: 'on-change' }
  | { readonly kind: 'user-action' };

/** A failure as a value. `detail` is for logs: never a password, token or file content. */
export interface SyncError {
  readonly code: SyncErrorCode;
  readonly scope: ErrorScope;
  readonly retry: RetryPolicy;
  readonly detail: string;
  /** Who keeps the item from being synced, where a program or the server told. */
  readonly heldBy?: Holder;
  /** `X-Request-ID` of the request that failed, by which an administrator finds it in the server's log. */
  readonly requestId?: string;
}

/** An expected failure or a value. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: SyncError };

/**
 * Why an operation was refused: the world is not as it was observed. No failure; plan again, unless that is refused again
 * and again.
 */
export type Refusal = 'changed-meanwhile' | 'exists' | 'missing' | 'parent-missing';

/**
 * How an operation on one side ended.
 * - `done`: happened and was verified.
 * - `refused`: did not happen because its expectation was missed.
 * - `failed`: did not happen for another reason.
 * - `unknown`: may or may not have happened (time-out, reset): observe again before anything else touches the place.
 */
export type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'failed'; readonly error: SyncError }
  | { readonly kind: 'unknown'; readonly error: SyncError };
