import type { Holder } from '../core/model/holder.ts';
import { isAllowed } from '../core/model/permissions.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome, SyncError } from '../core/model/sync-error.ts';
import { discard, readFacts } from './http/http-answer.ts';
import type { HttpAnswer } from './http/http-answer.ts';
import type { HttpResult } from './http/http-exchange.ts';
import { createError, toAnswerError } from './http/status-outcome.ts';
import { lookAt } from './listings/list.ts';
import { nameHolder, readLock } from './lock-holder.ts';
import { urlOf } from './servers/remote-root.ts';
import type { RemoteRoot } from './servers/remote-root.ts';
import type { LockOutcome, LockPlace, LockRequest, RefreshOutcome } from './transport.ts';

/** Without words on who locks: then servers name the person who is signed in. */
const BODY =
  '<?xml version="1.0" encoding="utf-8"?><d:lockinfo xmlns:d="DAV:"><d:lockscope><d:exclusive/></d:lockscope>' +
  '<d:locktype><d:write/></d:locktype></d:lockinfo>';

/** What is said of a place that has no file which could be locked. */
const NOTHING_TO_LOCK: readonly number[] = [403, 404, 409, 412];

/** What is said where nobody knows the method. */
const NO_LOCKS: readonly number[] = [405, 501];

/** What is said of a token that is of no use any more: the lock ran out, is another one, or its file is elsewhere. */
const NOT_OURS: readonly number[] = [400, 404, 409, 412, 423];

/** What an UNLOCK of Infinite Scale says besides of a file that is not locked. */
const NOT_LOCKED: readonly number[] = [...NOT_OURS, 500];

/**
 * LOCK of a file that is there. Looks first and sends a condition too, because locking a name that is not there makes an
 * empty file. Looks for a lock as well: only where there was none, a lost answer may mean one of ours.
 * @see RFC 4918 §7.3, §9.10
 */
export async function lockFile(root: RemoteRoot, { path, timeoutMs, signal }: LockRequest): Promise<LockOutcome> {
  const [look, held] = await Promise.all([lookAt(root, path, signal), readLock(root, path, signal)]);
  if (look.kind === 'failed') return look;
  if (look.kind === 'absent') return { kind: 'not-lockable' };
  const { kind, fileId, permissions } = look.entry;
  if (kind === 'directory' || !isAllowed('write', permissions)) return { kind: 'not-lockable' };
  if (held.kind === 'failed') return held;
  if (held.kind === 'locked') return toLocked(held.holder);
  const result = await root.http.send({
    method: 'LOCK',
    url: urlOf(root, path),
    headers: { Depth: '0', 'If-Match': '*', 'Content-Type': 'application/xml; charset=utf-8', ...toTimeout(timeoutMs) },
    body: BODY,
    inactivityMs: root.timeouts.otherMs,
    signal,
  });
  if (result.kind === 'no-answer') return { kind: result.mayHaveArrived ? 'unknown' : 'failed', error: result.error };
  const { answer } = result;
  if (answer.status !== 200 && answer.status !== 201) return toNotLocked(root, { answer, path, signal });
  await discard(answer);
  const token = findToken(answer);
  // Nobody can let go of this one, and it keeps us out as well: after each such answer for as long as it lives.
  if (token === undefined) return { kind: 'not-offered' };
  return { kind: 'locked', lock: { fileId, token } };
}

function toLocked(holder: Holder | undefined): LockOutcome {
  const error = createError('locked-on-server', 'seen before LOCK');
  return { kind: 'failed', error: holder === undefined ? error : { ...error, heldBy: holder } };
}

interface Refused {
  readonly answer: HttpAnswer;
  readonly path: RelativePath;
  readonly signal: AbortSignal;
}

async function toNotLocked(root: RemoteRoot, { answer, path, signal }: Refused): Promise<LockOutcome> {
  const facts = await readFacts(answer);
  if (NO_LOCKS.includes(facts.status)) return { kind: 'not-offered' };
  if (NOTHING_TO_LOCK.includes(facts.status)) return { kind: 'not-lockable' };
  const outcome: Outcome<never> = { kind: 'failed', error: toAnswerError(facts) };
  const named = await nameHolder(root, path, { outcome, signal });
  return named.kind === 'failed' ? named : outcome;
}

/**
 * LOCK without a body. Not on Infinite Scale, which forgets the end of a lock with that: one that a crash leaves behind
 * would keep everybody out for ever. There the lock is let go of. @see RFC 4918 §9.10.2
 */
export async function refreshLock(root: RemoteRoot, place: LockPlace, timeoutMs: number): Promise<RefreshOutcome> {
  if (root.server.kind === 'infinite-scale') {
    const error = await unlockFile(root, place);
    return error === undefined ? { kind: 'gone' } : { kind: 'failed', error };
  }
  const headers = { If: `(<${place.token}>)`, ...toTimeout(timeoutMs) };
  const facts = await settle(await send(root, place, { method: 'LOCK', headers }), NOT_OURS);
  return facts.kind === 'done' ? { kind: 'refreshed' } : facts;
}

/** UNLOCK. @see RFC 4918 §9.11 */
export async function unlockFile(root: RemoteRoot, place: LockPlace): Promise<SyncError | undefined> {
  const headers = { 'Lock-Token': `<${place.token}>` };
  const facts = await settle(await send(root, place, { method: 'UNLOCK', headers }), NOT_LOCKED);
  return facts.kind === 'failed' ? facts.error : undefined;
}

function send(
  root: RemoteRoot,
  { path, signal }: LockPlace,
  request: { readonly method: string; readonly headers: Readonly<Record<string, string>> },
): Promise<HttpResult> {
  return root.http.send({ ...request, url: urlOf(root, path), inactivityMs: root.timeouts.otherMs, signal });
}

type Settled =
  | { readonly kind: 'done' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly error: SyncError };

async function settle(result: HttpResult, gone: readonly number[]): Promise<Settled> {
  if (result.kind === 'no-answer') return { kind: 'failed', error: result.error };
  const facts = await readFacts(result.answer);
  if (facts.status === 200 || facts.status === 204) return { kind: 'done' };
  return gone.includes(facts.status) ? { kind: 'gone' } : { kind: 'failed', error: toAnswerError(facts) };
}

/** How a write shows the token: Infinite Scale refuses it in `If`, the others read it nowhere else. @see RFC 4918 §10.4 */
export function toTokenHeaders(root: RemoteRoot, token: string | undefined): Readonly<Record<string, string>> {
  if (token === undefined) return {};
  return root.server.kind === 'infinite-scale' ? { 'Lock-Token': `<${token}>` } : { If: `(<${token}>)` };
}

function toTimeout(timeoutMs: number): Readonly<Record<string, string>> {
  return { Timeout: `Second-${Math.ceil(timeoutMs / 1000)}` };
}

function findToken(answer: HttpAnswer): string | undefined {
  return /^\s*<([^<>\s]+)>\s*$/.exec(answer.header('lock-token') ?? '')?.[1];
}
