import { baseName } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { isSendableName } from './dav-path.ts';
import type { NotDone } from './expectation.ts';
import { discard, findETag, readFacts } from './http/http-answer.ts';
import type { HttpAnswer } from './http/http-answer.ts';
import { lookAt } from './listings/list.ts';
import { urlOf } from './servers/remote-root.ts';
import type { RemoteRoot } from './servers/remote-root.ts';
import { createError, toWriteFailure } from './http/status-outcome.ts';
import type { MoveRequest, RemoteEntry } from './transport.ts';

/** MOVE of exactly the item that was observed, to a place that is free. @see RFC 4918 §9.9 */
export async function movePlace(root: RemoteRoot, request: MoveRequest): Promise<Outcome<RemoteEntry>> {
  const source = await findSource(root, request);
  if (!('entry' in source)) return source;
  // Some servers answer a MOVE onto itself by putting the item into the trash.
  if (request.from === request.to) return { kind: 'done', value: source.entry };
  const isNameKept = baseName(request.from) === baseName(request.to);
  if (!isNameKept && !isSendableName(baseName(request.to)))
    return { kind: 'failed', error: createError('name-refused-by-server', 'a name that servers lose') };
  const taken = await findTaken(root, request);
  if (taken !== undefined) return taken;
  const result = await root.http.send({
    method: 'MOVE',
    url: urlOf(root, request.from),
    headers: { Destination: urlOf(root, request.to), Overwrite: 'F' },
    inactivityMs: root.timeouts.transferMs,
    signal: request.signal,
  });
  if (result.kind === 'no-answer') return { kind: result.mayHaveArrived ? 'unknown' : 'failed', error: result.error };
  return toMoved({ root, request, source: source.entry, answer: result.answer });
}

async function findSource(root: RemoteRoot, request: MoveRequest): Promise<{ readonly entry: RemoteEntry } | NotDone> {
  const look = await lookAt(root, request.from, request.signal);
  if (look.kind === 'failed') return look;
  if (look.kind === 'absent') return { kind: 'refused', reason: 'missing' };
  return look.entry.fileId === request.fileId
    ? { entry: look.entry }
    : { kind: 'refused', reason: 'changed-meanwhile' };
}

async function findTaken(root: RemoteRoot, request: MoveRequest): Promise<NotDone | undefined> {
  if (!root.server.ignoresConditions) return undefined;
  const look = await lookAt(root, request.to, request.signal);
  if (look.kind === 'failed') return look;
  return look.kind === 'present' ? { kind: 'refused', reason: 'exists' } : undefined;
}

interface Moved {
  readonly root: RemoteRoot;
  readonly request: MoveRequest;
  readonly source: RemoteEntry;
  readonly answer: HttpAnswer;
}

async function toMoved({ root, request, source, answer }: Moved): Promise<Outcome<RemoteEntry>> {
  switch (answer.status) {
    case 201: {
      await discard(answer);
      const etag = findETag(answer);
      const isToldInHeaders = etag !== undefined && answer.header('oc-fileid') === request.fileId;
      if (isToldInHeaders) return { kind: 'done', value: { ...source, name: baseName(request.to), etag } };
      return lookAtMoved(root, request);
    }
    case 204:
      await discard(answer);
      return { kind: 'unknown', error: createError('unexpected-answer', 'MOVE 204: something was replaced') };
    case 404:
      await discard(answer);
      return { kind: 'refused', reason: 'missing' };
    case 409:
      await discard(answer);
      return { kind: 'refused', reason: 'parent-missing' };
    case 412:
      await discard(answer);
      return { kind: 'refused', reason: 'exists' };
    default:
      return toWriteFailure(await readFacts(answer));
  }
}

async function lookAtMoved(root: RemoteRoot, request: MoveRequest): Promise<Outcome<RemoteEntry>> {
  const look = await lookAt(root, request.to, request.signal);
  if (look.kind === 'failed') return { kind: 'unknown', error: look.error };
  if (look.kind === 'present' && look.entry.fileId === request.fileId) return { kind: 'done', value: look.entry };
  return { kind: 'unknown', error: createError('unexpected-answer', 'moved, but something else is there') };
}
