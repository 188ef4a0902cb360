import type { Outcome, RetryPolicy, SyncError, SyncErrorCode, ErrorScope } from '../../core/model/sync-error.ts';

/** What an answer that is not the hoped-for one says. All text is already cut and free of credentials. */
export interface AnswerFacts {
  readonly method: string;
  /** The `X-Request-ID` that was sent; undefined when it is not known any more. */
  readonly requestId?: string;
  readonly status: number;
  /** Class name in a sabre error body, e.g. `Sabre\DAV\Exception\NotFound`; `''` when there is none. */
  readonly exception: string;
  /** Words of the server; `''` when there are none. */
  readonly message: string;
  readonly retryAfterMs: number | undefined;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Builds a SyncError with the usual scope and retry of its code. */
export function createError(code: SyncErrorCode, detail: string, delayMs?: number): SyncError {
  const [scope, retry] = TREATMENT[code] ?? ITEM_SOON;
  return {
    code,
    scope,
    retry: delayMs === undefined || retry.kind !== 'after' ? retry : { kind: 'after', delayMs },
    detail,
  };
}

/** The same error, with the id by which an administrator finds the request in the server's log. */
export function withRequestId(error: SyncError, requestId: string | undefined): SyncError {
  return requestId === undefined || error.requestId !== undefined ? error : { ...error, requestId };
}

/** The table from status code to error, for answers that no operation gives a meaning of its own. */
export function toAnswerError(facts: AnswerFacts): SyncError {
  const error = withRequestId(createError(toCode(facts), describe(facts), facts.retryAfterMs), facts.requestId);
  // A share or disk behind the server is away: everything else on it works.
  return isStorageAway(facts) ? { ...error, scope: 'item' } : error;
}

/**
 * How a write ended that was not answered with the hoped-for status. Answers that come from the door (3xx, 4xx,
 * maintenance, busy, quota) prove that nothing happened. Another 2xx says that something did, a 207 even that a part of
 * it failed; other 5xx after the body was sent prove nothing. @see RFC 4918 §9.6.1, §9.9.4
 */
export function toWriteFailure(facts: AnswerFacts): Outcome<never> {
  const error = toAnswerError(facts);
  return isFromTheDoor(facts) ? { kind: 'failed', error } : { kind: 'unknown', error };
}

/** Status, method and the server's words, for logs. */
export function describe(facts: AnswerFacts): string {
  return `${facts.method} ${facts.status}${facts.message === '' ? '' : ` ${facts.message}`}`;
}

function isFromTheDoor(facts: AnswerFacts): boolean {
  const { status } = facts;
  if (status === 503) return isMaintenance(facts) || facts.retryAfterMs !== undefined;
  return (status >= 300 && status < 500) || status === 501 || status === 507;
}

/** A 404 without the server's own words may come from anything in between, which knows nothing of the file. */
export function isSaidMissing({ status, exception }: AnswerFacts): boolean {
  return status === 404 && exception.endsWith('NotFound');
}

function isStorageAway({ status, message }: AnswerFacts): boolean {
  return status === 503 && /storage is temporarily/i.test(message);
}

function isMaintenance({ exception, message }: AnswerFacts): boolean {
  return (
    /maintenance/i.test(message) ||
    (exception.endsWith('ServiceUnavailable') && !/storage is temporarily/i.test(message))
  );
}

function toCode(facts: AnswerFacts): SyncErrorCode {
  const known = BY_STATUS.get(facts.status);
  if (known !== undefined) return known;
  if (facts.status === 503) return isMaintenance(facts) ? 'server-maintenance' : 'server-busy';
  if (facts.status >= 500) return 'server-error';
  if (facts.status === 400 && /checksum/i.test(facts.message)) return 'checksum-mismatch';
  if (facts.status === 400 && /name|character|path/i.test(facts.message)) return 'name-refused-by-server';
  return 'unexpected-answer';
}

const BY_STATUS: ReadonlyMap<number, SyncErrorCode> = new Map([
  [401, 'sign-in-refused'],
  [403, 'no-permission'],
  [407, 'proxy-sign-in-needed'],
  [413, 'too-large-for-server'],
  [415, 'too-large-for-server'],
  [423, 'locked-on-server'],
  [425, 'processing-on-server'],
  [429, 'server-busy'],
  [507, 'quota-exceeded'],
]);

const after = (delayMs: number): RetryPolicy => ({ kind: 'after', delayMs });
const ITEM_SOON: readonly [ErrorScope, RetryPolicy] = ['item', after(30 * SECOND)];

const TREATMENT: Partial<Record<SyncErrorCode, readonly [ErrorScope, RetryPolicy]>> = {
  'sign-in-refused': ['account', { kind: 'user-action' }],
  'server-unreachable': ['account', after(30 * SECOND)],
  'sign-in-needed': ['account', { kind: 'user-action' }],
  'encryption-missing': ['account', { kind: 'user-action' }],
  'certificate-expired': ['account', { kind: 'user-action' }],
  'certificate-wrong-name': ['account', { kind: 'user-action' }],
  'certificate-untrusted': ['account', { kind: 'user-action' }],
  'certificate-invalid': ['account', { kind: 'user-action' }],
  'server-too-old': ['account', { kind: 'user-action' }],
  'proxy-sign-in-needed': ['account', { kind: 'user-action' }],
  'server-maintenance': ['account', after(2 * MINUTE)],
  'server-busy': ['account', after(MINUTE)],
  // The page of a captive portal looks the same and goes away by itself.
  'not-an-owncloud': ['account', after(MINUTE)],
  'space-unavailable': ['sync-folder', after(MINUTE)],
  'remote-folder-missing': ['sync-folder', { kind: 'user-action' }],
  'quota-exceeded': ['item', after(MINUTE)],
  'no-permission': ['item', { kind: 'on-change' }],
  'locked-on-server': ['item', after(MINUTE)],
  'processing-on-server': ['item', after(5 * SECOND)],
  'too-large-for-server': ['item', { kind: 'on-change' }],
  'name-refused-by-server': ['item', { kind: 'on-change' }],
  'checksum-mismatch': ['item', after(10 * SECOND)],
  'still-changing': ['item', after(10 * SECOND)],
  cancelled: ['item', after(0)],
};
