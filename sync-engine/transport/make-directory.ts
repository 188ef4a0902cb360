import { baseName } from '../core/model/relative-path.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import { discard, readFacts } from './http/http-answer.ts';
import { lookAt } from './listings/list.ts';
import { urlOf } from './servers/remote-root.ts';
import type { RemoteRoot } from './servers/remote-root.ts';
import { createError, toWriteFailure } from './http/status-outcome.ts';
import type { RemoteEntry } from './transport.ts';

/** MKCOL, and a look at what came of it. @see RFC 4918 §9.3 */
export async function makeDirectoryAt(
  root: RemoteRoot,
  path: RelativePath,
  signal: AbortSignal,
): Promise<Outcome<RemoteEntry>> {
  if (!baseName(path).isWellFormed())
    return { kind: 'failed', error: createError('name-refused-by-server', 'name has no UTF-8 form') };
  const result = await root.http.send({
    method: 'MKCOL',
    url: urlOf(root, path),
    inactivityMs: root.timeouts.otherMs,
    signal,
  });
  if (result.kind === 'no-answer') return { kind: result.mayHaveArrived ? 'unknown' : 'failed', error: result.error };
  const { answer } = result;
  switch (answer.status) {
    case 201:
      await discard(answer);
      return lookAtNew(root, path, signal);
    case 405:
      await discard(answer);
      return { kind: 'refused', reason: 'exists' };
    case 404:
    case 409:
      await discard(answer);
      return { kind: 'refused', reason: 'parent-missing' };
    default:
      return toWriteFailure(await readFacts(answer));
  }
}

// Headers of the answer are not enough even where they are sent: permissions of the new directory are in the look only.
async function lookAtNew(root: RemoteRoot, path: RelativePath, signal: AbortSignal): Promise<Outcome<RemoteEntry>> {
  const look = await lookAt(root, path, signal);
  if (look.kind === 'failed') return { kind: 'unknown', error: look.error };
  if (look.kind === 'present' && look.entry.kind === 'directory') return { kind: 'done', value: look.entry };
  return { kind: 'unknown', error: createError('unexpected-answer', 'made a directory, but none is there') };
}
