import { isAllowed } from '../core/model/permissions.ts';
import type { RelativePath } from '../core/model/relative-path.ts';
import type { Outcome } from '../core/model/sync-error.ts';
import type { FakeServer } from './fake-server.ts';
import type { FakeNode } from './fake-tree.ts';
import { createError } from './http/status-outcome.ts';
import type { LockOutcome } from './transport.ts';

/** Locks the file at a place of the fake server, in the name of whoever is signed in. */
export function takeFakeLock(server: FakeServer, path: RelativePath, name: string): LockOutcome {
  const node = server.tree.find(path);
  if (node?.kind !== 'file' || !isAllowed('write', node.permissions)) return { kind: 'not-lockable' };
  if (node.lock !== undefined)
    return { kind: 'failed', error: { ...createError('locked-on-server', 'fake'), heldBy: node.lock.holder } };
  const lock = server.lock(path, name);
  return { kind: 'locked', lock: { fileId: node.fileId, token: lock.token } };
}

/** What a write of these bytes comes to because of locks; undefined when none is in its way. */
export function refuseFakeWrite(node: FakeNode | undefined, token: string | undefined): Outcome<never> | undefined {
  if (node?.lock?.token === token) return undefined;
  if (node?.lock === undefined) return { kind: 'refused', reason: 'changed-meanwhile' };
  return { kind: 'failed', error: { ...createError('locked-on-server', 'fake'), heldBy: node.lock.holder } };
}

/** What moving or removing an item comes to because of a lock on it or below it; undefined when there is none. */
export function refuseFakeChange(node: FakeNode): Outcome<never> | undefined {
  const own = refuseFakeWrite(node, undefined);
  if (own !== undefined) return own;
  for (const child of node.children.values()) {
    const below = refuseFakeChange(child);
    if (below !== undefined) return below;
  }
  return undefined;
}
