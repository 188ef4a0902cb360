import { parentPath } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome, SyncError } from '../core/model/sync-error.ts';
import { lookAt } from './listings/list.ts';
import type { Look } from './listings/list.ts';
import type { RemoteRoot } from './servers/remote-root.ts';
import { toAnswerError } from './http/status-outcome.ts';
import type { AnswerFacts } from './http/status-outcome.ts';
import type { RemoteExpectation } from './transport.ts';

/** Nothing happened: an expectation was missed, or it could not be looked at. */
export type NotDone =
  | { readonly kind: 'refused'; readonly reason: 'changed-meanwhile' | 'exists' | 'missing' | 'parent-missing' }
  | { readonly kind: 'failed'; readonly error: SyncError };

/** Holds what is there against what must be there; undefined when they agree. Pure. */
export function compareExpectation(look: Look, expect: RemoteExpectation): NotDone | undefined {
  if (look.kind === 'failed') return { kind: 'failed', error: look.error };
  if (expect.kind === 'absent') return look.kind === 'absent' ? undefined : { kind: 'refused', reason: 'exists' };
  const isSame = look.kind === 'present' && look.entry.fileId === expect.fileId && look.entry.etag === expect.etag;
  return isSame ? undefined : { kind: 'refused', reason: 'changed-meanwhile' };
}

/** Headers that make a server with working conditions refuse a write whose expectation is missed. @see RFC 9110 §13 */
export function toConditionHeaders(expect: RemoteExpectation): Readonly<Record<string, string>> {
  return expect.kind === 'absent' ? { 'If-None-Match': '*' } : { 'If-Match': `"${expect.etag}"` };
}

export interface RefusedWrite {
  readonly facts: AnswerFacts;
  readonly path: RelativePath;
  readonly expect: RemoteExpectation;
  readonly signal: AbortSignal;
}

/** Finds out what a 404, 405, 409 or 412 to a write meant; looks at the place and its parent where that is open. */
export async function explainRefusal(
  root: RemoteRoot,
  { facts, path, expect, signal }: RefusedWrite,
): Promise<Outcome<never>> {
  if (expect.kind === 'version') return { kind: 'refused', reason: 'changed-meanwhile' };
  const look = await lookAt(root, path, signal);
  if (look.kind === 'failed') return look;
  if (look.kind === 'present') return { kind: 'refused', reason: 'exists' };
  const parent = await lookAt(root, parentPath(path), signal);
  if (parent.kind === 'failed') return parent;
  const isParentMissing = parent.kind === 'absent' || parent.entry.kind === 'file';
  return isParentMissing
    ? { kind: 'refused', reason: 'parent-missing' }
    : { kind: 'failed', error: toAnswerError(facts) };
}

/** True for the answers that `explainRefusal` explains. */
export function isRefusal(facts: AnswerFacts): boolean {
  return facts.status === 404 || facts.status === 405 || facts.status === 409 || facts.status === 412;
}
