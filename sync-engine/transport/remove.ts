import type { Outcome } from '../core/model/sync-error.ts';
import type { NotDone } from './expectation.ts';
import { compareExpectation } from './expectation.ts';
import { discard, readFacts } from './http/http-answer.ts';
import { lookAt } from './listings/list.ts';
import { urlOf } from './servers/remote-root.ts';
import type { RemoteRoot } from './servers/remote-root.ts';
import { isSaidMissing, toWriteFailure } from './http/status-outcome.ts';
import type { RemoveRequest } from './transport.ts';

/**
 * DELETE of exactly the version that was observed. Always looks first, because conditions on DELETE are ignored by some
 * servers; the condition is sent all the same, for those that close the gap between look and act. Of another file that
 * has to be there nothing is sent: not every server reads conditions on other places, so the gap stays.
 * @see RFC 4918 §9.6
 */
export async function removePlace(root: RemoteRoot, request: RemoveRequest): Promise<Outcome<void>> {
  if (request.path === '') throw new RangeError('the root is never removed');
  const look = await lookAt(root, request.path, request.signal);
  if (look.kind === 'failed') return look;
  if (look.kind === 'absent') return { kind: 'done', value: undefined };
  const missed = await lookForOther(root, request);
  if (missed !== undefined) return missed;
  const { entry } = look;
  const isObserved = entry.kind === request.kind && entry.fileId === request.fileId && entry.etag === request.etag;
  if (!isObserved) return { kind: 'refused', reason: 'changed-meanwhile' };
  const result = await root.http.send({
    method: 'DELETE',
    url: urlOf(root, request.path),
    headers: { 'If-Match': `"${request.etag}"` },
    inactivityMs: root.timeouts.transferMs,
    signal: request.signal,
  });
  if (result.kind === 'no-answer') return { kind: result.mayHaveArrived ? 'unknown' : 'failed', error: result.error };
  const { answer } = result;
  switch (answer.status) {
    case 204:
      await discard(answer);
      return { kind: 'done', value: undefined };
    case 409:
    case 412:
      await discard(answer);
      return { kind: 'refused', reason: 'changed-meanwhile' };
    default: {
      const facts = await readFacts(answer);
      return isSaidMissing(facts) ? { kind: 'done', value: undefined } : toWriteFailure(facts);
    }
  }
}

/** Looks at the file on which the removal depends; undefined when it is as expected. */
async function lookForOther(root: RemoteRoot, { onlyWhile, signal }: RemoveRequest): Promise<NotDone | undefined> {
  if (onlyWhile === undefined) return undefined;
  return compareExpectation(await lookAt(root, onlyWhile.path, signal), { kind: 'version', ...onlyWhile });
}
